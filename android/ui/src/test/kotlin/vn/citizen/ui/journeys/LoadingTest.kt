package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.ReportRequest
import vn.citizen.core.Said
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Kept
import vn.citizen.ui.hold.Route
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What is shown has to come first: until it is here nothing is lost, and where it does not come there is another try. */
class LoadingTest {
    private fun FakeCitizen.locked() = problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")

    private fun draft(core: FakeCitizen) = runBlocking { core.reports.begin(ReportRequest(core.samples.reports.categories[0].code, "Nắp cống bị vỡ")) }.card.id.value

    private fun left(draft: String): Kept = listOf(listOf("draft", draft, "step", "TEXT", "text", "Nắp cống bị vỡ, đêm không có đèn", "pictures", "/photos/7.jpg"))

    private fun Kept.written() = last().drop(2).chunked(2).associate { (field, text) -> field to text }

    @Test fun `while the draft is on its way, and after it did not come, all of it is kept`() {
        val core = settled()
        val kept = left(draft(core))
        lateinit var later: Kept
        fakePhone(core) {
            val slow = core.waitsAt("reports.view")
            val app = taken(kept)
            later = runBlocking { app.pause() }
            assertEquals(kept.last(), later.last())
            core.failsAt("reports.view", core.locked())
            slow.complete(Unit)
            later = runBlocking { app.pause() }
            assertEquals(kept.last(), later.last())
        }
        fakePhone(core, kept = later) {
            assertEquals("Nắp cống bị vỡ, đêm không có đèn", reads("text"))
            app.backward?.invoke()
            sees(words.removePhoto(1))
            assertEquals(listOf("/photos/7.jpg"), host.gone)
        }
    }

    @Test fun `who may see a draft is kept where the core could not take it`() {
        val core = settled()
        val id = vn.citizen.core.ReportId(draft(core))
        lateinit var later: Kept
        fakePhone(core) {
            app.go(Route.Draft(id))
            tap(words.next)
            tap(words.next)
            tap(words.report.public)
            tap(words.report.anonymous)
            core.failsAt("reports.change", core.locked())
            later = runBlocking { app.pause() }
        }
        fakePhone(core, kept = later) {
            assertTrue(isOn(words.report.public))
            assertTrue(isOn(words.report.anonymous))
        }
    }

    @Test fun `a picture that is still asked about is kept`() {
        val core = settled()
        val kept = left(draft(core))
        val answer = CompletableDeferred<Unit>()
        fakePhone(core, FakeHost().apply { lateAnswer = answer }, kept) {
            assertEquals("/photos/7.jpg", app.shown().written()["pictures"])
            answer.complete(Unit)
            assertFalse("pictures" in app.shown().written())
        }
    }

    @Test fun `a draft that does not come is asked for again, and no other is begun in its place`() {
        val core = settled()
        val id = vn.citizen.core.ReportId(draft(core))
        fakePhone(core) {
            core.failsAt("reports.view", core.locked())
            app.go(Route.Draft(id))
            sees("Hãy mở khóa máy")
            seesNot(words.next)
            tap(words.again)
            tap(words.next)
            tap(words.next)
            assertEquals("Nắp cống bị vỡ", reads("text"))
            assertEquals(1, core.calls.count { it == "reports.begin" })
        }
    }

    @Test fun `answers outlive questions that do not come`() {
        val core = settled()
        val form = core.samples.ratings.questionnaire
        val kept: Kept = listOf(listOf("rating", core.samples.dossiers.done.code.value, "form", form.id.value, "index", "0", "answer.attitude", "2"))
        fakePhone(core) {
            val slow = core.waitsAt("ratings.form")
            val app = taken(kept)
            assertEquals(kept.last(), app.shown().last())
            core.failsAt("ratings.form", core.locked())
            slow.complete(Unit)
            assertEquals(kept.last(), app.shown().last())
        }
        fakePhone(core, kept = kept) { assertTrue(isOn(Said("Lịch sự"))) }
    }

    @Test fun `every screen that did not come has another try`() {
        val core = settled()
        core.many(1, finished = 1)
        val calls = mapOf(
            Route.Rating(core.samples.dossiers.done.code) to "ratings.form",
            Route.Results to "ratings.results",
            Route.Procedure("1.001193") to "directory.procedure",
            Route.Activity to "reports.page",
            Route.Waiting to "outbox.items",
            Route.Checks to "profile.checks",
            Route.Emergency to "directory.emergencyNumbers",
            Route.Receipt(vn.citizen.core.ItemId("i1")) to "outbox.receipt",
            Route.Draft(null) to "reports.categories",
        )
        for ((route, call) in calls) {
            fakePhone(core) {
                core.failsAt(call, core.locked())
                app.go(route)
                sees("Hãy mở khóa máy")
                tap(words.again)
                seesNot("Hãy mở khóa máy rồi thử lại.")
                seesNot(words.again)
            }
        }
    }

    @Test fun `provinces that did not come are asked for again`() = fakePhone {
        core.failsAt("provinceChoices", core.locked())
        tap(words.next)
        sees("Hãy mở khóa máy")
        tap(words.again)
        sees("Gia Lai")
    }
}
