package vn.citizen.ui.real

import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import vn.citizen.core.Language
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import vn.citizen.testing.World
import vn.citizen.testing.member
import vn.citizen.ui.hold.Route
import vn.citizen.ui.journeys.FakeHost
import vn.citizen.ui.journeys.Phone
import vn.citizen.ui.journeys.phone
import java.nio.file.Files
import kotlin.test.assertTrue

/** Phones with the real core, in a world with a real province process. */
abstract class RealPhones {
    private val packs = listOf(about.member("packs"))

    protected fun count(what: String) = checkNotNull(Regex("\"count\":(\\d+)").find(world.ask("do" to what))).groupValues[1].toInt()

    protected val home = Files.createTempDirectory("citizen-phone").toFile()
    private val keys = SoftKeys()

    /** What the phone went on with after everything was erased. */
    protected val opened = mutableListOf<BoundCitizen>()

    protected suspend fun open() = BoundCitizen.open(Opening(home.path, "default", packs, Language.VI), keys, SetNetwork(), Alarm())

    protected fun withProvince() = runBlocking { open().also { it.chooseProvince(ProvinceRequest(about.member("base_url"))) } }

    protected fun Phone<BoundCitizen>.signIn() {
        tap(words.home.account)
        tap(words.signIn)
        // The state is told before the address is there.
        sees(words.account.signInWait)
        assertTrue(await { host.opened.isNotEmpty() })
        app.cameBack(world.ask("do" to "browse", "url" to host.opened.last(), "sub" to RESIDENT).member("url"))
        sees(words.account.signOut)
        tap(words.back)
    }

    /** Writes a report and sends it, or lets it wait where there is no network. */
    protected fun Phone<BoundCitizen>.report(text: String): String {
        tap(words.home.report)
        tap(runBlocking { core.reports.categories() }.first { it.emergency == null }.name)
        tap(words.next)
        sees(words.report.usePlace)
        tap(words.next)
        type("text", text)
        tap(words.next)
        sees(words.report.draftKept)
        tap(words.report.send)
        assertTrue(await { app.places.value.last().again is Route.Report })
        sees(text)
        return (app.places.value.last().again as Route.Report).id.value
    }

    /** While the province cannot be reached; the next test finds it there again. */
    protected fun unreachable(work: () -> Unit) {
        world.ask("do" to "down")
        try {
            work()
        } finally {
            world.ask("do" to "up")
        }
    }

    protected fun use(core: BoundCitizen, host: FakeHost = FakeHost(), use: Phone<BoundCitizen>.() -> Unit) {
        try {
            show(core, host, use)
        } finally {
            runBlocking { (opened + core).forEach { it.shutdown() } }
            home.deleteRecursively()
        }
    }

    /** What the phone holds is there afterwards. */
    protected fun show(core: BoundCitizen, host: FakeHost = FakeHost(), use: Phone<BoundCitizen>.() -> Unit) =
        phone(core, host, patience = 20_000, open = { open().also(opened::add) }, use = use)

    companion object {
        private const val RESIDENT = "demo-thu"

        @JvmStatic
        protected lateinit var world: World
            private set

        @JvmStatic
        protected lateinit var about: String
            private set

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
