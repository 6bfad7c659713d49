package vn.citizen.ui.real

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Test
import vn.citizen.core.CategoryCode
import vn.citizen.core.Citizen
import vn.citizen.core.Directory
import vn.citizen.core.DossierCode
import vn.citizen.core.Dossiers
import vn.citizen.core.DraftChange
import vn.citizen.core.FollowRequest
import vn.citizen.core.Identity
import vn.citizen.core.ItemId
import vn.citizen.core.Language
import vn.citizen.core.Outbox
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.Profile
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.Ratings
import vn.citizen.core.ReportDecision
import vn.citizen.core.ReportId
import vn.citizen.core.ReportRequest
import vn.citizen.core.Reports
import vn.citizen.core.Scanner
import vn.citizen.core.Topic
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import java.lang.reflect.Modifier
import java.nio.file.Files
import java.util.Collections
import java.util.IdentityHashMap
import kotlin.coroutines.Continuation
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** On which thread the core is asked, and on which it tells. */
class ThreadsTest {
    /** Which threads came by, each counted as itself, and how often. */
    private class Seen {
        private val threads = Collections.synchronizedSet(Collections.newSetFromMap(IdentityHashMap<Thread, Boolean>()))

        @Volatile
        var times = 0
            private set

        @Synchronized
        fun here() {
            times++
            threads += Thread.currentThread()
        }

        fun all(): List<Thread> = synchronized(threads) { threads.toList() }
    }

    private fun opening() = Opening(Files.createTempDirectory("citizen-phone").toFile().path, "default", emptyList(), Language.VI)

    private val no = "nothing"

    /** Every call of every interface, on things that are not there. */
    private val calls: Map<String, suspend (Citizen) -> Unit> = mapOf(
        "Citizen.provinceChoices" to { it.provinceChoices() },
        "Citizen.chooseProvince" to { it.chooseProvince(ProvinceRequest("http://127.0.0.1:9")) },
        "Citizen.home" to { it.home() },
        "Citizen.sync" to { it.sync().collect() },
        "Citizen.watch" to { it.watch(Topic.Waiting).first() },
        "Citizen.preferences" to { it.preferences() },
        "Citizen.setPreferences" to { it.setPreferences(Preferences()) },
        "Dossiers.page" to { it.dossiers.page(0, 5) },
        "Dossiers.view" to { it.dossiers.view(DossierCode(no)) },
        "Dossiers.follow" to { it.dossiers.follow(FollowRequest.Typed(no)) },
        "Dossiers.unfollow" to { it.dossiers.unfollow(DossierCode(no)) },
        "Reports.categories" to { it.reports.categories() },
        "Reports.page" to { it.reports.page(0, 5) },
        "Reports.view" to { it.reports.view(ReportId(no)) },
        "Reports.begin" to { it.reports.begin(ReportRequest(CategoryCode(no), no)) },
        "Reports.change" to { it.reports.change(ReportId(no), DraftChange()) },
        "Reports.addPhoto" to { it.reports.addPhoto(ReportId(no), no) },
        "Reports.removePhoto" to { it.reports.removePhoto(ReportId(no), no) },
        "Reports.photo" to { it.reports.photo(ReportId(no), no) },
        "Reports.send" to { it.reports.send(ReportId(no)) },
        "Reports.mend" to { it.reports.mend(ReportId(no)) },
        "Reports.discard" to { it.reports.discard(ReportId(no)) },
        "Reports.decide" to { it.reports.decide(ReportId(no), ReportDecision.Confirm) },
        "Ratings.form" to { it.ratings.form(DossierCode(no)) },
        "Ratings.rate" to { it.ratings.rate(DossierCode(no), QuestionnaireId(no), emptyList()) },
        "Ratings.results" to { it.ratings.results() },
        "Identity.session" to { it.identity.session() },
        "Identity.beginSignIn" to { it.identity.beginSignIn("http://127.0.0.1:7/callback") },
        "Identity.finishSignIn" to { it.identity.finishSignIn(no) },
        "Identity.cancelSignIn" to { it.identity.cancelSignIn() },
        "Identity.signOut" to { it.identity.signOut() },
        "Outbox.items" to { it.outbox.items() },
        "Outbox.retry" to { it.outbox.retry() },
        "Outbox.discard" to { it.outbox.discard(ItemId(no)) },
        "Outbox.receipt" to { it.outbox.receipt(ItemId(no)) },
        "Scanner.frame" to { it.scanner.frame(8, 8, 8, ByteArray(64)) },
        "Scanner.picture" to { it.scanner.picture(no) },
        "Scanner.text" to { it.scanner.text(no) },
        "Directory.search" to { it.directory.search("dang ky", 5) },
        "Directory.procedure" to { it.directory.procedure(no) },
        "Directory.emergencyNumbers" to { it.directory.emergencyNumbers() },
        "Profile.checks" to { it.profile.checks() },
        "Profile.export" to { it.profile.export("/nowhere/data.json") },
        "Profile.erase" to { it.profile.erase() },
    )

    /** What can be called, read off the interfaces, so that no call is left out. */
    private fun offered(): Set<String> =
        listOf(Citizen::class, Dossiers::class, Reports::class, Ratings::class, Identity::class, Outbox::class, Scanner::class, Directory::class, Profile::class).flatMap { room ->
            room.java.declaredMethods
                .filter { Modifier.isAbstract(it.modifiers) && (it.parameterTypes.lastOrNull() == Continuation::class.java || !it.name.startsWith("get")) }
                // A value class in the parameters adds a hash to the name.
                .map { "${room.simpleName}.${it.name.substringBefore('-')}" }
        }.toSet()

    @Test fun `every call crosses to the core once, and never on the thread that asks`() = runBlocking {
        assertEquals(offered(), calls.keys)
        val seen = Seen()
        val core = BoundCitizen.open(opening(), SoftKeys(), SetNetwork(), Alarm(), crossing = seen::here)
        for ((name, call) in calls) {
            val before = seen.times
            try {
                call(core)
            } catch (_: Problem) {
                // That there is no such thing is an answer too.
            }
            assertEquals(before + 1, seen.times, name)
        }
        core.shutdown()
        assertTrue(Thread.currentThread() !in seen.all())
    }

    @Test fun `control - a door without a dispatcher of its own is noticed`() = runBlocking {
        val seen = Seen()
        BoundCitizen.open(opening(), SoftKeys(), SetNetwork(), Alarm(), Dispatchers.Unconfined, crossing = seen::here).shutdown()
        assertTrue(Thread.currentThread() in seen.all())
    }

    @Test fun `whatever is told is told on one thread, which Java keeps`() = runBlocking {
        val seen = Seen()
        val core = BoundCitizen.open(opening(), SoftKeys(), SetNetwork(), Alarm(), telling = seen::here)
        // Each answer asks for the next, so that the core has to tell anew.
        var language = Language.VI
        withTimeout(60_000) {
            core.watch(Topic.Home).onEach {
                language = if (language == Language.VI) Language.EN else Language.VI
                core.setPreferences(Preferences(language))
            }.takeWhile { seen.times < TIMES }.collect()
        }
        core.shutdown()
        assertTrue(seen.times >= TIMES)
        // A thread that is attached for one call is another object the next time.
        assertEquals(listOf("citizen-events"), seen.all().map { it.name })
    }

    private companion object {
        const val TIMES = 5
    }
}
