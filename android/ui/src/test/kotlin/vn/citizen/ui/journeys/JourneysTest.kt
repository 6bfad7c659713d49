package vn.citizen.ui.journeys

import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Answer
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.core.TextSize
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Route
import vn.citizen.ui.words.words
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What people do, from the first screen on, through the words that they see. The core is a fake; the journeys with the real one stand beside. */
class JourneysTest {
    private fun settled() = FakeCitizen().settled()

    private fun Phone<FakeCitizen>.here() = app.places.value.last().route

    @Test fun `the first time - language, letters, province, an empty home`() = fakePhone {
        tap(words.welcome.sizeLarge)
        assertEquals(TextSize.LARGE, app.preferences.value.textSize)
        tap(words.next)
        sees("Gia Lai")
        tap("Gia Lai")
        tap(words.welcome.useProvince)
        sees(words.home.emptyTitle)
        sees("Gia Lai")
    }

    @Test fun `the first time without a network says so and keeps the choice`() {
        val core = FakeCitizen().apply { online = false }
        fakePhone(core) {
            tap(words.next)
            tap("Gia Lai")
            tap(words.welcome.useProvince)
            sees("Không có mạng")
            core.online = true
            tap(words.welcome.useProvince)
            sees(words.home.emptyTitle)
        }
    }

    @Test fun `English from the first screen on`() = fakePhone {
        tap(words.welcome.english)
        assertEquals(Language.EN, app.preferences.value.language)
        sees("Welcome")
        seesNot(words(Language.VI).welcome.about)
    }

    @Test fun `scan a slip and follow it`() {
        val core = settled()
        fakePhone(core) {
            tap(words.home.scan)
            sees(core.samples.scans.signed.trustSaid)
            tap(words.scan.follow)
            sees(core.samples.dossiers.inTime.state)
            assertTrue("dossiers.follow" in core.calls)
            tap(words.back)
            sees(words.home.title)
        }
    }

    @Test fun `what nobody vouches for cannot be followed`() {
        val core = settled().apply { scanner.sees = listOf(samples.scans.fakeSite) }
        fakePhone(core) {
            tap(words.home.scan)
            sees(core.samples.scans.fakeSite.warnings.first())
            seesNot(words.scan.follow)
        }
    }

    @Test fun `without the camera there is the picture and the typed code`() = fakePhone(settled(), FakeHost().apply { camera = false }) {
        core.scanner.sees = emptyList()
        tap(words.home.scan)
        sees(words.scan.noCamera)
        tap(words.scan.typeCode)
        type("code", "H2")
        tap(words.scan.follow)
        sees("Mã này không phải mã hồ sơ")
        type("code", "H29.16-260218-0012")
        tap(words.scan.follow)
        sees(core.samples.dossiers.inTime.state)
    }

    @Test fun `stop following asks first`() {
        val core = settled()
        fakePhone(core) {
            tap(core.samples.dossiers.inTime.codeShown)
            tap(words.dossier.unfollow)
            tap(words.keep)
            tap(words.dossier.unfollow)
            tap(words.dossier.unfollowYes)
            sees(words.home.title)
            seesNot(core.samples.dossiers.inTime.codeShown)
        }
    }

    @Test fun `a report with a photo, offline, comes back and has its receipt`() {
        val core = settled().apply { online = false }
        fakePhone(core) {
            tap(words.home.report)
            tap(core.samples.reports.categories[0].name)
            tap(words.next)
            tap(words.report.usePlace)
            tap(words.report.takePhoto)
            sees("340 ki lô bai")
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
            tap(words.home.report)
            tap(core.samples.reports.categories[1].name)
            tap(words.next)
            tap(words.next)
            tap(words.next)
            tap(words.report.send)
            sees("Phản ánh chưa có nội dung")
            tap(words.back)
            assertTrue(hasField("text"))
        }
    }

    @Test fun `where there is danger, calling comes first`() = fakePhone(settled()) {
        tap(words.home.report)
        tap(core.samples.reports.categories[3].name)
        tap(words.call("114"))
        assertEquals(listOf("114"), host.called)
    }

    @Test fun `a phone that does not know where it is says so`() = fakePhone(settled(), FakeHost().apply { place = null }) {
        tap(words.home.report)
        tap(core.samples.reports.categories[0].name)
        tap(words.next)
        tap(words.report.usePlace)
        sees(words.report.noFix)
    }

    private fun withHandledReport(use: Phone<FakeCitizen>.() -> Unit) = fakePhone(settled()) {
        tap(words.home.report)
        tap(core.samples.reports.categories[0].name)
        tap(words.next)
        tap(words.next)
        type("text", "Nắp cống bị vỡ")
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

    @Test fun `rate - one question a screen, one passed over, one from the dates`() {
        val core = settled()
        fakePhone(core) {
            tap(core.samples.dossiers.done.codeShown)
            tap(words.dossier.rate)
            sees(core.samples.ratings.form.whoSees)
            tap(core.samples.ratings.questionnaire.title)
            tap("Lịch sự")
            tap(words.next)
            sees(words.rating.known)
            tap(words.next)
            tap(words.rating.skip)
            sees(words.rating.skipped)
            tap(words.rating.send)
            sees(words.rating.thanks)
            assertEquals(listOf(Answer("attitude", "2"), Answer("time", "2")), core.ratings.given)
            tap(words.rating.home)
            tap(core.samples.dossiers.done.codeShown)
            seesNot(words.dossier.rate)
        }
    }

    @Test fun `nothing answered is nothing sent`() {
        val core = settled()
        fakePhone(core) {
            tap(core.samples.dossiers.done.codeShown)
            tap(words.dossier.rate)
            tap(core.samples.ratings.questionnaire.title)
            repeat(3) { tap(words.rating.skip) }
            tap(words.rating.send)
            sees("Bạn chưa trả lời câu nào")
            assertEquals(emptyList(), core.ratings.given)
        }
    }

    @Test fun `sign in by the browser, and out`() {
        val core = settled()
        fakePhone(core) {
            tap(words.home.account)
            tap(words.account.signOut)
            tap(words.account.signOut)
            tap(words.signIn)
            assertEquals(1, host.opened.size)
            sees(words.account.signInWait)
            app.cameBack("citizen://signed-in?code=1")
            sees("Nguyễn Thị Minh Hoạ")
        }
    }

    @Test fun `search without marks, and read a procedure`() = fakePhone(settled()) {
        tap(words.home.search)
        type("query", "dang ky khai sinh")
        tap("Đăng ký khai sinh")
        sees(words.search.papers)
        tap(words.back)
        type("query", "zzz")
        sees("Không tìm thấy")
    }

    @Test fun `update without a network shows what is kept, and its age`() {
        val core = settled().apply { online = false }
        fakePhone(core) {
            tap(words.home.update)
            sees(words.home.offline)
            sees("Chưa cập nhật lần nào")
            core.online = true
            tap(words.home.update)
            seesNot(words.home.offline)
            sees("Cập nhật 2 giờ trước")
        }
    }

    @Test fun `erase needs a yes and a second yes, and leaves nothing`() {
        val core = settled()
        fakePhone(core) {
            tap(words.home.account)
            tap(words.account.export)
            sees("Đã ghi vào thư mục Tải xuống")
            tap(words.account.erase)
            seesNot(words.account.eraseYes)
            tap(words.account.eraseAgree)
            tap(words.account.eraseYes)
            sees(words.welcome.title)
            assertEquals(0, runBlocking { core.dossiers.page(0, 10).total })
        }
    }

    @Test fun `settings change the letters at once`() = fakePhone(settled()) {
        tap(words.home.settings)
        tap(words.welcome.sizeLargest)
        assertEquals(TextSize.LARGEST, app.preferences.value.textSize)
        tap(words.settings.checks)
        sees(words.settings.look)
    }

    @Test fun `emergency numbers are called with one touch`() = fakePhone(settled()) {
        tap(words.home.emergency)
        tap(words.call("115"))
        assertEquals(listOf("115"), host.called)
    }

    @Test fun `what went wrong is said and stays until something else is tried`() {
        val core = settled()
        fakePhone(core) {
            tap(words.home.results)
            sees(words.rating.resultsAbout)
            tap(words.back)
            core.next = core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")
            tap(words.home.results)
            sees("Hãy mở khóa máy")
            tap(words.back)
            tap(words.home.results)
            seesNot(Said("Hãy mở khóa máy rồi thử lại."))
        }
    }

    @Test fun `what lives behind a screen ends when one goes back from it`() = fakePhone(settled()) {
        tap(words.home.search)
        val search = app.places.value.last()
        tap(words.back)
        assertFalse(search.isAlive)
        assertTrue(app.places.value.single().isAlive)
    }

    @Test fun `control - words that are not there are missed`() = fakePhone(settled()) {
        assertFailsWith<IllegalStateException> { sees("Không có câu này") }
        assertFailsWith<IllegalStateException> { tap("Không có nút này") }
    }
}
