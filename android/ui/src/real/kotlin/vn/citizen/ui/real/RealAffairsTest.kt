package vn.citizen.ui.real

import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Address
import vn.citizen.core.Language
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.testing.member
import vn.citizen.ui.hold.HomeHolder
import vn.citizen.ui.journeys.FakeHost
import vn.citizen.ui.journeys.Phone
import vn.citizen.ui.words.words
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Looking things up, the person's own affairs, and how the app is set, with the real core. */
class RealAffairsTest : RealPhones() {
    /** Types a code as it stands on the slip. */
    private fun Phone<BoundCitizen>.follow(code: String) {
        tap(words.home.scan)
        tap(words.scan.typeCode)
        type("code", code)
        tap(words.scan.follow)
        sees(words.dossier.showQr)
    }

    @Test fun `a procedure is found without marks, and read`() = use(withProvince()) {
        val hit = runBlocking { core.directory.search("dang ky khai sinh", 1) }.hits.single()
        val procedure = runBlocking { core.directory.procedure(hit.code) }
        tap(words.home.search)
        type("query", "dang ky khai sinh")
        tap(hit.title)
        sees(procedure.facts.first().value)
        tap(words.back)
        assertEquals("dang ky khai sinh", reads("query"))
        type("query", "zzzzqqqq")
        sees(checkNotNull(runBlocking { core.directory.search("zzzzqqqq", 1) }.nothing))
    }

    @Test fun `published ratings come from the province, and without it that is said and tried again`() = use(withProvince()) {
        unreachable {
            tap(words.home.results)
            sees("Chưa kết nối được với tỉnh")
        }
        tap(words.again)
        val row = runBlocking { core.ratings.results() }.first()
        sees(row.unit)
        sees(row.count)
    }

    @Test fun `a dossier is followed without a network, told of with one, and let go after a question`() = use(withProvince(), FakeHost().apply { camera = false }) {
        signIn()
        unreachable {
            follow(about.member("in_time"))
            sees("Chưa có tin từ tỉnh")
            tap(words.back)
        }
        tap(words.home.update)
        sees("Đã cập nhật")
        val card = runBlocking { core.dossiers.page(0, 100) }.cards.first { it.code.value == about.member("in_time") || it.codeShown.display == about.member("in_time") }
        tap(card.codeShown)
        sees(words.dossier.timeline)
        tap(words.dossier.unfollow)
        tap(words.keep)
        sees(words.dossier.showQr)
        tap(words.dossier.unfollow)
        tap(words.dossier.unfollowYes)
        sees(words.home.title)
        assertTrue(await { runBlocking { core.dossiers.page(0, 100) }.cards.none { it.code == card.code } })
        seesNot(card.codeShown)
    }

    @Test fun `what was done, a copy of it, and out`() {
        val host = FakeHost().apply { export = File(home, "copy.json").path }
        use(withProvince(), host) {
            signIn()
            report("Vỉa hè bị lấn chiếm")
            sees(words.report.receipt)
            tap(words.back)

            tap(words.home.account)
            tap(words.account.activity)
            tap("Vỉa hè bị lấn chiếm")
            sees(words.report.receipt)
            tap(words.back)
            tap(words.back)

            tap(words.account.export)
            assertTrue(await { host.gone == listOf(host.export) })
            assertTrue("Vỉa hè bị lấn chiếm" in File(host.export).readText())
            sees(words.account.export)

            tap(words.account.signOut)
            tap(words.account.signOut)
            sees(words.signIn)
            assertFalse(runBlocking { core.identity.session() }.name != null)
            // What was done stays.
            tap(words.account.activity)
            sees("Vỉa hè bị lấn chiếm")
        }
    }

    @Test fun `how the person is addressed is chosen, and there when the app is opened again`() {
        val first = withProvince().also(opened::add)
        show(first) {
            sees("Bạn có thể")
            tap(words.home.update)
            sees("Đã cập nhật")
            val updated = checkNotNull((app.places.value.single().holder as HomeHolder).state.value.done).said
            tap(words.home.settings)
            assertTrue(isOn(words.settings.of(Address.BAN)))
            tap(words.settings.of(Address.BA))
            tap(words.back)
            sees("Bà có thể")
            // What was said of the update cannot be said anew.
            seesNot(updated)
            assertTrue(await { runBlocking { core.preferences() }.address == Address.BA })
        }
        runBlocking { first.shutdown() }
        use(runBlocking { open() }) {
            sees("Bà có thể")
            tap(words.home.settings)
            assertTrue(isOn(words.settings.of(Address.BA)))
        }
    }

    @Test fun `the language is changed, by the shell and by the core, and kept`() = use(withProvince()) {
        sees("Chưa cập nhật lần nào")
        tap(words.home.settings)
        tap(words.welcome.english)
        sees(words(Language.EN).settings.title)
        assertTrue(await { runBlocking { core.preferences() }.language == Language.EN })
        tap(words.settings.checks)
        sees(runBlocking { core.profile.checks() }.first { it.name == "store" }.said)
        tap(words.back)
        tap(words.back)
        sees(words(Language.EN).home.title)
        // Also what the core had said before.
        sees(runBlocking { core.home() }.age.said)
        seesNot("Chưa cập nhật lần nào")
    }
}
