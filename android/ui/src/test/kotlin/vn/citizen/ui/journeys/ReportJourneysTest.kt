package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.DraftChange
import vn.citizen.core.ReportRequest
import vn.citizen.core.Visibility
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Kept
import vn.citizen.ui.hold.Route
import vn.citizen.ui.words.words
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What people do with a report, through the words that they see: from a draft to what became of it. The core is a fake. */
class ReportJourneysTest {
    @Test fun `a report with a photo, offline, comes back and has its receipt`() {
        val core = settled().apply { online = false }
        fakePhone(core) {
            beginReport()
            tap(words.report.usePlace)
            tap(words.report.takePhoto)
            sees("340 ki lô bai")
            // The core has its own copy.
            assertEquals(listOf("/photos/1.jpg"), host.gone)
            tap(words.next)
            type("text", "Nắp cống bị vỡ")
            tap(words.next)
            sees("Nắp cống bị vỡ")
            sees(words.report.leaves)
            tap(words.report.send)
            sees("Đang chờ mạng, chưa gửi")
            seesNot(words.report.receipt)
            tap(words.back)
            tap(words.home.waiting)
            tap(words.waiting.retryAll)
            sees("Không có mạng")
            core.online = true
            tap(words.waiting.retryAll)
            sees(words.waiting.empty)
            tap(words.back)
            tap("Nắp cống bị vỡ")
            tap(words.report.receipt)
            sees(words.receiptVerified)
            tap(words.report.share)
            assertEquals(1, host.shared.size)
        }
    }

    @Test fun `a report without words is refused where the words belong`() {
        fakePhone(settled()) {
            beginReport(kind = 1)
            tap(words.next)
            tap(words.next)
            tap(words.report.send)
            sees("Phản ánh chưa có nội dung")
            tap(words.back)
            assertTrue(hasField("text"))
        }
    }

    /** From the first screen to the words of the draft that stands there. */
    private fun Phone<FakeCitizen>.takeUp(text: String) {
        tap(text)
        tap(words.report.edit)
        tap(words.next)
        tap(words.next)
    }

    @Test fun `taking up a draft changes nothing that is not touched`() = fakePhone(settled()) {
        val draft = runBlocking { core.reports.begin(ReportRequest(core.samples.reports.categories[1].code, "Rác đổ trộm", visibility = Visibility.PUBLIC, anonymous = true)) }
        fun stored() = checkNotNull(runBlocking { core.reports.view(draft.card.id) }.editing)
        takeUp("Rác đổ trộm")
        assertTrue(isOn(words.report.public) && isOn(words.report.anonymous) && !isOn(words.report.handler))
        type("text", "Rác đổ trộm ban đêm")
        tap(words.next)
        sees(words.report.leaves)
        assertEquals(listOf(DraftChange(text = "Rác đổ trộm ban đêm")), core.reports.changes)
        assertEquals(draft.editing, stored())

        // What is touched is changed, and only that.
        tap(words.back)
        tap(words.report.handler)
        tap(words.next)
        assertEquals(draft.editing?.copy(visibility = Visibility.HANDLER), stored())
    }

    @Test fun `what was written is there after going back, and on the first screen`() = fakePhone(settled()) {
        write("Nắp cống bị vỡ")
        tap(words.back)
        tap(words.next)
        assertEquals("Nắp cống bị vỡ", reads("text"))
        repeat(3) { tap(words.back) }
        sees(words.home.title)
        takeUp("Nắp cống bị vỡ")
        assertEquals("Nắp cống bị vỡ", reads("text"))
        repeat(3) { tap(words.back) }
        // A new one begins empty, and there are two.
        write("")
        assertEquals(2, core.calls.count { it == "reports.begin" })
    }

    @Test fun `what was written outlives the process`() {
        val core = settled()
        lateinit var kept: Kept
        fakePhone(core) {
            write("Nắp cống bị vỡ")
            kept = runBlocking { app.pause() }
            // The core has it by now, whatever becomes of the rest.
            assertEquals("Nắp cống bị vỡ", runBlocking { core.home() }.reports.single().text)
        }
        fakePhone(core, kept = kept) {
            assertEquals("Nắp cống bị vỡ", reads("text"))
            tap(words.next)
            sees(words.report.leaves)
        }
        // A core that cannot keep it just now: then the phone has it.
        fakePhone(core) {
            takeUp("Nắp cống bị vỡ")
            type("text", "Nắp cống bị vỡ, đêm không có đèn")
            core.next = core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")
            kept = runBlocking { app.pause() }
        }
        assertEquals("Nắp cống bị vỡ", runBlocking { core.home() }.reports.single().text)
        fakePhone(core, kept = kept) { assertEquals("Nắp cống bị vỡ, đêm không có đèn", reads("text")) }
    }

    @Test fun `a photo outlives the app's process, which the system ended while the camera was open`() {
        val core = settled()
        lateinit var kept: Kept
        fakePhone(core, FakeHost().apply { cameraApp = CompletableDeferred() }) {
            beginReport()
            tap(words.report.takePhoto)
            kept = runBlocking { app.pause() }
            seesNot(words.removePhoto(1))
        }
        fakePhone(core, kept = kept) {
            sees(words.removePhoto(1))
            // The core has its own copy.
            assertEquals(listOf("/photos/1.jpg"), host.gone)
        }
    }

    @Test fun `a photo that cannot be added now is added later, and not lost meanwhile`() {
        val core = settled()
        lateinit var kept: Kept
        fakePhone(core) {
            beginReport()
            core.next = core.problem(Advice.FREE_SPACE, "Máy hết chỗ trống.", "There is no room on this phone.")
            tap(words.report.takePhoto)
            sees("Máy hết chỗ trống")
            sees(words.report.photoWaits)
            assertEquals(emptyList(), host.gone)
            kept = runBlocking { app.pause() }
            tap(words.report.addAgain)
            sees(words.removePhoto(1))
            seesNot(words.report.photoWaits)
            assertEquals(listOf("/photos/1.jpg"), host.gone)
        }
        // The same where the process was ended before.
        runBlocking {
            val draft = core.reports.page(0, 1).cards.single().id
            core.reports.removePhoto(draft, core.reports.view(draft).photos.single().sha256)
        }
        fakePhone(core, kept = kept) { sees(words.removePhoto(1)) }
    }

    @Test fun `what is no picture is said and done with`() = fakePhone(settled()) {
        beginReport()
        core.next = core.problem(Advice.REFUSED, "Tệp này không phải ảnh.", "This file is no picture.")
        tap(words.report.choosePhoto)
        sees("Tệp này không phải ảnh")
        seesNot(words.report.photoWaits)
        assertEquals(listOf("/pictures/slip.jpg"), host.gone)
    }

    @Test fun `where there is danger, calling comes first`() = fakePhone(settled()) {
        tap(words.home.report)
        tap(core.samples.reports.categories[3].name)
        tap(words.call("114"))
        assertEquals(listOf("114"), host.called)
    }

    @Test fun `a phone that does not know where it is says so`() = fakePhone(settled(), FakeHost().apply { place = null }) {
        beginReport()
        tap(words.report.usePlace)
        sees(words.report.noFix)
    }

    @Test fun `what the province does not take is mended and sent again`() = fakePhone(settled()) {
        write("Nắp cống bị vỡ")
        tap(words.next)
        tap(words.report.send)
        core.reports.refuse((here() as Route.Report).id)
        sees(checkNotNull(core.samples.reports.refused.reason))
        tap(words.report.mend)
        tap(words.next)
        tap(words.next)
        assertEquals("Nắp cống bị vỡ", reads("text"))
        type("text", "Nắp cống bị vỡ, thuộc đường tỉnh")
        tap(words.next)
        tap(words.report.send)
        sees("Nắp cống bị vỡ, thuộc đường tỉnh")
        // The refused one is kept as it was.
        assertEquals(listOf("Nắp cống bị vỡ", "Nắp cống bị vỡ, thuộc đường tỉnh"), runBlocking { core.reports.page(0, 10) }.cards.map { it.text })
    }

    private fun withHandledReport(use: Phone<FakeCitizen>.() -> Unit) = fakePhone(settled()) {
        write("Nắp cống bị vỡ")
        tap(words.next)
        tap(words.report.send)
        core.reports.handle((here() as Route.Report).id)
        use()
    }

    @Test fun `agree that it is done`() = withHandledReport {
        tap(words.report.confirm)
        sees("Bạn đã xác nhận xong việc")
    }

    @Test fun `open again, and say why`() = withHandledReport {
        tap(words.report.reopen)
        tap(words.report.reopenSend)
        sees("Muốn mở lại thì cần nói rõ vì sao")
        type("why", "Vẫn còn vỡ")
        tap(words.report.reopenSend)
        sees("Đã mở lại theo ý bạn")
    }
}
