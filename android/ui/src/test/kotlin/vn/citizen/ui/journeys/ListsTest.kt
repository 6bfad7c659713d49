package vn.citizen.ui.journeys

import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.ReportRequest
import vn.citizen.ui.hold.Route
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Long lists: no card is drawn that is not seen, and the hundredth row is not the last. */
class ListsTest {
    private fun many(finished: Int = 1) = settled().apply { many(120, finished) }

    @Test fun `of many dossiers only those are drawn that are seen, and each can be reached`() = fakePhone(many()) {
        sees(words.home.title)
        assertTrue(drawn("Phản ánh số ") + drawn("H29 ") < 20)
        tap("H29 120")
        sees(words.dossier.title)
        // Whoever comes back finds the list where they left it.
        app.back()
        sees(words.home.scan)
        assertEquals(1, drawn("H29 120"))
    }

    @Test fun `activity goes on after a hundred reports`() = fakePhone(many(finished = 121)) {
        app.go(Route.Activity)
        sees("Phản ánh số 100")
        seesNot("Phản ánh số 101")
        tap(words.more)
        tap("Phản ánh số 120")
    }

    @Test fun `activity leaves out no report behind the drafts, which all come first`() = fakePhone(many(finished = 121)) {
        val category = core.samples.reports.categories[0].code
        runBlocking { repeat(2) { core.reports.begin(ReportRequest(category, "Bản nháp số ${it + 1}")) } }
        app.go(Route.Activity)
        sees("Bản nháp số 2")
        seesNot("Phản ánh số 101")
        tap(words.more)
        for (n in listOf(100, 101, 102, 103, 120)) sees("Phản ánh số $n")
    }

    @Test fun `activity finds what is finished behind a hundred others`() = fakePhone(many(finished = 110)) {
        runBlocking { core.dossiers.unfollow(core.samples.dossiers.done.code) }
        app.go(Route.Activity)
        tap("H29 115")
    }

    @Test fun `what waits goes on after a hundred rows, and stays so when it is read anew`() = fakePhone(many()) {
        app.go(Route.Waiting)
        seesNot("Phản ánh: Phản ánh số 101")
        tap(words.more)
        sees("Phản ánh: Phản ánh số 120")
        seesNot(words.more)
        core.many(0, 0)
        sees("Phản ánh: Phản ánh số 120")
        assertEquals(1, app.places.value.count { it.again == Route.Waiting })
    }

    @Test fun `a long report shows its beginning in a list, and all of it on its own screen`() = fakePhone(settled()) {
        val text = core.samples.longs.text
        runBlocking { core.reports.begin(ReportRequest(core.samples.reports.categories[0].code, text)) }
        tap("Nắp cống trước số 12")
        sees(text)
        tap(words.back)
        seesNot(text)
        sees("Nắp cống trước số 12")
    }
}
