package vn.citizen.ui.real

import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.ReportId
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What a person and the province say to each other about a report, and what waits to be said, with the real core. */
class RealReportsTest : RealPhones() {
    /** The office says that it is done. */
    private fun handle(id: String) {
        for (status in listOf("da_phan_cong", "da_xu_ly")) world.ask("do" to "report_update", "id" to id, "status" to status)
    }

    @Test fun `the office says that it is done, the person opens it again, and agrees the second time`() = use(withProvince()) {
        signIn()
        val id = report("Cây đổ chắn đường")
        sees(words.report.receipt)
        handle(id)
        tap(words.back)
        tap(words.home.update)
        tap("Cây đổ chắn đường")

        tap(words.report.reopen)
        tap(words.report.reopenSend)
        sees("Muốn mở lại thì cần nói rõ vì sao")
        type("why", "Cây vẫn còn nằm đó")
        tap(words.report.reopenSend)
        sees("Cây đổ chắn đường")
        // The province knows, and nothing more can be said before it answers.
        assertTrue(await { runBlocking { core.reports.view(ReportId(id)) }.let { it.pending == null && !it.card.finished } })
        seesNot(words.report.confirm)

        handle(id)
        tap(words.back)
        tap(words.home.update)
        tap("Cây đổ chắn đường")
        tap(words.report.confirm)
        assertTrue(await { runBlocking { core.reports.view(ReportId(id)) }.let { it.pending == null && it.card.finished } })
        sees(runBlocking { core.reports.view(ReportId(id)) }.card.state)
        seesNot(words.report.confirm)
        seesNot(words.report.reopen)
    }

    @Test fun `a report is taken back, after a question`() = use(withProvince()) {
        signIn()
        val id = report("Rác chưa ai dọn")
        sees(words.report.receipt)
        tap(words.report.withdraw)
        tap(words.keep)
        sees("Rác chưa ai dọn")
        tap(words.report.withdraw)
        tap(words.report.withdrawYes)
        sees("Rác chưa ai dọn")
        assertTrue(await { runBlocking { core.reports.view(ReportId(id)) }.let { it.pending == null && it.card.finished } })
        sees(runBlocking { core.reports.view(ReportId(id)) }.card.state)
        seesNot(words.report.withdraw)
    }

    @Test fun `of two that wait without a network one is thrown away, and the other sent alone`() = use(withProvince()) {
        signIn()
        val before = count("reports")
        unreachable {
            report("Không cần nữa")
            tap(words.back)
            tap(words.home.waiting)
            sees(runBlocking { core.outbox.items() }.rows.single().state)
            tap(words.waiting.discard)
            tap(words.keep)
            tap(words.waiting.discard)
            tap(words.waiting.discardYes)
            sees(words.waiting.empty)
            tap(words.back)

            report("Đèn đường hỏng")
            tap(words.back)
            tap(words.home.waiting)
            // Without the province a try says what it came to, and keeps what waits.
            tap(words.waiting.retry)
            sees("Đã lưu trên máy, chưa cập nhật được")
        }
        tap(words.waiting.retry)
        sees(words.waiting.empty)
        assertEquals(before + 1, count("reports"))
        tap(words.back)
        tap("Đèn đường hỏng")
        sees(words.report.receipt)
    }
}
