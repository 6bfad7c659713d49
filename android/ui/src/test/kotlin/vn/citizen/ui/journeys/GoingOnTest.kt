package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.TextSize
import vn.citizen.ui.hold.Route
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What takes a while says what it is, until it is over, and a second touch begins nothing beside it. */
class GoingOnTest {
    private val core = settled()

    @Test fun `a chosen picture is being read`() = fakePhone(core, FakeHost().apply { camera = false }) {
        val read = core.waitsAt("scanner.picture")
        tap(words.home.scan)
        tap(words.scan.fromPicture)
        sees(words.scan.reading)
        tap(words.scan.fromPicture)
        assertEquals(1, core.calls.count { it == "scanner.picture" })
        read.complete(Unit)
        sees(words.scan.result)
    }

    @Test fun `a picture that cannot be read is not being read any more`() = fakePhone(core, FakeHost().apply { camera = false }) {
        core.failsAt("scanner.picture", core.problem(Advice.REFUSED, "Ảnh bị hỏng.", "The picture is damaged."))
        tap(words.home.scan)
        tap(words.scan.fromPicture)
        sees("Ảnh bị hỏng.")
        seesNot(words.scan.reading)
    }

    @Test fun `the province is asked about a code`() = fakePhone(core) {
        fun waits(): CompletableDeferred<Unit> = core.waitsAt("dossiers.follow")
        val scanned = waits()
        tap(words.home.scan)
        tap(words.scan.follow)
        sees(words.scan.following)
        seesNot(words.scan.follow)
        scanned.complete(Unit)
        sees(words.dossier.showQr)
        app.home()

        val typed = waits()
        app.go(Route.TypeCode)
        type("code", "H29.16-260218-0012")
        tap(words.scan.follow)
        sees(words.scan.following)
        seesNot(words.scan.follow)
        typed.complete(Unit)
        sees(words.dossier.showQr)
    }

    @Test fun `the sign-in page is being opened, and the copy written`() {
        kotlinx.coroutines.runBlocking { core.identity.signOut() }
        fakePhone(core) {
            val begins = core.waitsAt("identity.beginSignIn")
            app.go(Route.Account)
            tap(words.signIn)
            sees(words.account.signInOpens)
            seesNot(words.signIn)
            begins.complete(Unit)
            sees(words.account.signInWait)

            val written = core.waitsAt("profile.export")
            tap(words.account.export)
            sees(words.account.exporting)
            seesNot(words.account.export)
            written.complete(Unit)
            seesNot(words.account.exporting)
            sees(words.account.export)
        }
    }

    @Test fun `letters that could not be kept say so where they are chosen`() = fakePhone {
        core.failsAt("setPreferences", core.problem(Advice.FREE_SPACE, "Máy đã hết chỗ trống.", "The device is full."))
        tap(words.welcome.sizeLarge)
        sees("Máy đã hết chỗ trống.")
        // Those that are kept are chosen still.
        assertTrue(isOn(words.welcome.sizeSystem))
        assertEquals(TextSize.SYSTEM, app.preferences.value.textSize)
    }
}
