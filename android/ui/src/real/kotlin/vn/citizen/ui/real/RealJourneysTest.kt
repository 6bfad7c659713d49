package vn.citizen.ui.real

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.FollowRequest
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import vn.citizen.ui.hold.Route
import vn.citizen.ui.journeys.FakeHost
import vn.citizen.ui.journeys.Phone
import vn.citizen.ui.journeys.phone
import java.nio.file.Files
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** Journeys with the real core and a real province process: what the screens show is what the core says. */
class RealJourneysTest {
    private val packs = listOf(about.member("packs"))

    private fun count(what: String) = checkNotNull(Regex("\"count\":(\\d+)").find(world.ask("do" to what))).groupValues[1].toInt()

    private fun open(crossing: () -> Unit = {}) = runBlocking {
        val home = Files.createTempDirectory("citizen-phone").toFile().apply { deleteOnExit() }
        BoundCitizen.open(Opening(home.path, "default", packs, Language.VI), SoftKeys(), SetNetwork(), crossing = crossing)
    }

    private fun withProvince() = open().also { runBlocking { it.chooseProvince(ProvinceRequest(about.member("base_url"))) } }

    private fun Phone<BoundCitizen>.signIn() {
        tap(words.home.account)
        tap(words.signIn)
        // The state is told before the address is there.
        sees(words.account.signInWait)
        await { host.opened.isNotEmpty() }
        app.cameBack(world.ask("do" to "browse", "url" to host.opened.last(), "sub" to RESIDENT).member("url"))
        sees(words.account.signOut)
        tap(words.back)
    }

    private fun use(core: BoundCitizen, use: Phone<BoundCitizen>.() -> Unit) = try {
        phone(core, FakeHost(), patience = 20_000, use = use)
    } finally {
        runBlocking { core.shutdown() }
    }

    @Test fun `sign in, scan, follow, offline report with a photo, receipt, rate, erase`() = use(withProvince()) {
        sees(words.home.emptyTitle)
        signIn()

        // A slip as photographed.
        host.camera = false
        val code = about.member("in_time")
        host.picture = world.ask("do" to "slip", "code" to code, "kind" to "signed").member("path")
        tap(words.home.scan)
        tap(words.scan.fromPicture)
        tap(words.scan.follow)
        sees(words.dossier.showQr)
        tap(words.back)

        // A report while the province cannot be reached.
        val reports = count("reports")
        world.ask("do" to "down")
        tap(words.home.report)
        tap(runBlocking { core.reports.categories() }.first { it.emergency == null }.name)
        tap(words.next)
        tap(words.report.usePlace)
        host.photo = world.ask("do" to "photo").member("path")
        tap(words.report.takePhoto)
        sees(words.removePhoto)
        tap(words.next)
        type("text", "Nắp cống trước số 12 bị vỡ")
        tap(words.next)
        sees(words.report.draftKept)
        tap(words.report.send)
        await { app.places.value.last().route is Route.Report }
        sees("Nắp cống trước số 12 bị vỡ")
        seesNot(words.report.receipt)
        tap(words.back)
        sees(words.home.waiting)

        // It comes back.
        world.ask("do" to "up")
        tap(words.home.waiting)
        tap(words.waiting.retryAll)
        sees(words.waiting.empty)
        tap(words.back)
        tap("Nắp cống trước số 12 bị vỡ")
        tap(words.report.receipt)
        sees(words.receiptVerified)
        assertEquals(reports + 1, count("reports"))
        tap(words.back)
        tap(words.back)

        // The dossier is finished, and rated.
        world.ask("do" to "advance", "code" to code, "status" to 9, "text" to "Đã có kết quả.")
        tap(words.home.update)
        sees("Hồ sơ đã có kết quả")
        val card = runBlocking { core.home() }.let { it.needsMe + it.finished }.first { it.ratable }
        tap(card.codeShown)
        tap(words.dossier.rate)
        val questionnaire = runBlocking { core.ratings.form(card.code) }.questionnaires.first()
        tap(questionnaire.title)
        for (question in questionnaire.questions) {
            sees(question.text)
            val choice = question.choices.firstOrNull()
            if (choice != null && question.known == null) {
                tap(choice.text)
                tap(words.next)
            } else {
                tap(words.rating.skip)
            }
        }
        tap(words.rating.send)
        sees(words.rating.thanks)
        tap(words.rating.home)

        // Everything goes.
        tap(words.home.account)
        tap(words.account.erase)
        tap(words.account.eraseAgree)
        tap(words.account.eraseYes)
        sees(words.welcome.title)
    }

    @Test fun `no call of the core runs on the thread that asks`() {
        val main = Thread.currentThread()
        val threads = mutableSetOf<Thread>()
        val core = open { synchronized(threads) { threads += Thread.currentThread() } }
        runBlocking {
            core.chooseProvince(ProvinceRequest(about.member("base_url")))
            core.home()
            core.dossiers.page(0, 5)
            core.directory.search("dang ky", 5)
            core.directory.emergencyNumbers()
            core.preferences()
            core.shutdown()
        }
        assertTrue(threads.isNotEmpty() && main !in threads)
    }

    @Test fun `control - a door without a dispatcher of its own is noticed`() {
        val threads = mutableSetOf<Thread>()
        val home = Files.createTempDirectory("citizen-phone").toFile()
        val core = runBlocking {
            BoundCitizen.open(Opening(home.path, "default", packs, Language.VI), SoftKeys(), SetNetwork(), Dispatchers.Unconfined) { threads += Thread.currentThread() }
        }
        runBlocking { core.shutdown() }
        assertTrue(Thread.currentThread() in threads)
    }

    @Test fun `problems come with what can be done, and words`() = runBlocking {
        val core = withProvince()
        val refused = assertFailsWith<Problem> { core.dossiers.follow(FollowRequest.Typed("không phải mã")) }
        assertEquals(Advice.REFUSED, refused.advice)
        assertTrue(refused.said.display.isNotBlank() && refused.code.startsWith("client.") || refused.code.startsWith("code."))
        core.shutdown()
        assertEquals(Advice.CLOSED, assertFailsWith<Problem> { core.home() }.advice)
    }

    companion object {
        private const val RESIDENT = "demo-thu"
        private lateinit var world: World
        private lateinit var about: String

        @JvmStatic
        @BeforeClass
        fun begin() {
            world = World()
            about = world.ask("do" to "about")
        }

        @JvmStatic
        @AfterClass
        fun end() = world.close()
    }
}
