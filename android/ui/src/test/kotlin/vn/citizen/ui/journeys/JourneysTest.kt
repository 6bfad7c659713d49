package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Answer
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.core.SyncEvent
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
    @Test fun `the first time - language, letters, province, an empty home`() = fakePhone {
        tap(words.welcome.sizeLarge)
        assertEquals(TextSize.LARGE, app.preferences.value.textSize)
        assertTrue(isOn(words.welcome.sizeLarge))
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

    @Test fun `a province to try says on every screen that it is one, and a real one does not`() {
        for (sample in listOf(true, false)) {
            fakePhone(FakeCitizen().settled(demo = sample)) {
                val mark = { if (sample) sees(words.demo) else seesNot(words.demo) }
                mark()
                for (route in listOf(Route.Account, Route.Settings, Route.Waiting, Route.Results, Route.Checks, Route.Emergency, Route.Activity)) {
                    app.go(route)
                    mark()
                }
            }
        }
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

    @Test fun `much to fetch is seen coming, and can be stopped`() {
        val core = settled()
        val progress = SyncEvent.Progress(300, 1200, core.samples.t("Đã nhận 300 trong 1200 thay đổi", "300 of 1200 changes received"))
        core.progress = progress
        fakePhone(core) {
            tap(words.home.update)
            sees(progress.said)
            tap(words.home.stop)
            seesNot(progress.said)
            sees(words.home.update)
            // Not by itself, and not called done.
            seesNot("Đã cập nhật. Gửi 0, nhận 0")
            core.goOn.complete(Unit)
            seesNot("Đã cập nhật. Gửi 0, nhận 0")
            tap(words.home.update)
            sees("Đã cập nhật")
            // What nobody on the first screen asked for is seen there too.
            core.goOn = CompletableDeferred()
            app.syncSoon()
            sees(progress.said)
            tap(words.home.stop)
            seesNot(progress.said)
        }
    }

    @Test fun `sending what waits is seen and can be stopped`() {
        val core = settled()
        fakePhone(core) {
            write("Nắp cống bị vỡ")
            tap(words.next)
            core.online = false
            tap(words.report.send)
            core.online = true
            core.progress = SyncEvent.Progress(1, 2, core.samples.t("Đã nhận 1 trong 2 thay đổi", "1 of 2 changes received"))
            app.go(Route.Waiting)
            tap(words.waiting.retryAll)
            sees("Đã nhận 1 trong 2 thay đổi")
            seesNot(words.waiting.retryAll)
            tap(words.home.stop)
            sees(words.waiting.retryAll)
            seesNot(words.waiting.empty)
        }
    }

    @Test fun `leave for notices is asked for by who wants them, and not by looking at a dossier`() = fakePhone(settled(), FakeHost().apply { canAsk = true }) {
        tap(core.samples.dossiers.inTime.codeShown)
        sees(words.dossier.tellMe)
        assertEquals(0, host.asked)
        tap(words.dossier.tellMe)
        assertEquals(1, host.asked)
        sees(words.dossier.willTell)
        seesNot(words.dossier.tellMe)
        host.canAsk = false
        tap(words.back)
        tap(core.samples.dossiers.inTime.codeShown)
        seesNot(words.dossier.tellMe)
    }

    @Test fun `a typed code, answers and reasons outlive going back, and not what they were for`() = fakePhone(settled()) {
        tap(words.home.scan)
        tap(words.back)
        app.go(Route.TypeCode)
        type("code", "H29.16-260218-0012")
        type("secret", "482913")
        tap(words.back)
        app.go(Route.TypeCode)
        assertEquals("H29.16-260218-0012", reads("code"))
        assertEquals("", reads("secret"))
        tap(words.scan.follow)
        tap(words.back)
        app.go(Route.TypeCode)
        assertEquals("", reads("code"))

        app.home()
        tap(core.samples.dossiers.done.codeShown)
        tap(words.dossier.rate)
        tap(core.samples.ratings.questionnaire.title)
        tap("Lịch sự")
        app.back()
        tap(words.dossier.rate)
        sees(core.samples.ratings.questionnaire.questions.first().text)
        assertTrue(isOn(Said("Lịch sự")))
    }

    @Test fun `a second touch before the answer asks nothing more`() {
        val core = settled()
        fakePhone(core) {
            tap(words.home.report)
            tap(core.samples.reports.categories[0].name)
            val answer = CompletableDeferred<Unit>()
            core.hold = answer
            tap(words.next)
            sees(words.saving)
            tap(words.next)
            core.hold = null
            answer.complete(Unit)
            sees(words.report.usePlace)
            assertEquals(1, core.calls.count { it == "reports.begin" })
        }
    }

    @Test fun `a locked phone says so on the screen that is open, until it is unlocked`() = fakePhone(settled()) {
        tap(core.samples.dossiers.inTime.codeShown)
        core.locked = true
        sees("Máy đang khóa")
        sees(core.samples.dossiers.inTime.state)
        core.locked = false
        seesNot(Said("Máy đang khóa. Hãy mở khóa rồi xem lại."))
    }

    @Test fun `a browser that comes back to an app that had to be started signs in`() {
        val core = settled()
        val answer = CompletableDeferred<Unit>()
        core.hold = answer
        fakePhone(core) {
            app.cameBack("citizen://signed-in?code=1")
            core.hold = null
            answer.complete(Unit)
            sees("Nguyễn Thị Minh Hoạ")
            assertTrue("identity.finishSignIn" in core.calls)
        }
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

    @Test fun `a browser that does not open is said, not waited for`() {
        val core = settled()
        fakePhone(core, FakeHost().apply { hasBrowser = false }) {
            tap(words.home.account)
            tap(words.account.signOut)
            tap(words.account.signOut)
            tap(words.signIn)
            sees(words.account.noBrowser)
            seesNot(words.account.signInWait)
            host.hasBrowser = true
            tap(words.signIn)
            seesNot(words.account.noBrowser)
            sees(words.account.signInWait)
        }
    }

    @Test fun `a copy of the data that nobody wants after all is not called written`() = fakePhone(settled(), FakeHost().apply { keepsCopy = false }) {
        tap(words.home.account)
        tap(words.account.export)
        assertTrue("profile.export" in core.calls)
        seesNot("Đã ghi vào thư mục Tải xuống")
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
            // In the core's own words, with the reason.
            sees(core.notSynced())
            sees("Chưa cập nhật lần nào")
            core.online = true
            tap(words.home.update)
            seesNot(core.notSynced())
            sees("Đã cập nhật. Gửi 0, nhận 0")
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
            // What was erased is closed; the shell goes on with a core that holds nothing.
            assertEquals(Advice.CLOSED, assertFailsWith<Problem> { runBlocking { core.home() } }.advice)
            tap(words.welcome.sizeLarge)
            tap(words.next)
            tap("Gia Lai")
            tap(words.welcome.useProvince)
            sees(words.home.emptyTitle)
        }
    }

    @Test fun `erased but not opened again - it says so, and the next try opens it`() {
        var tries = 0
        val core = settled()
        val locked = core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")
        fakePhone(core, open = { if (tries++ == 0) throw locked else FakeCitizen() }) {
            tap(core.samples.dossiers.inTime.codeShown)
            app.go(Route.Erase)
            tap(words.account.eraseAgree)
            tap(words.account.eraseYes)
            sees("Hãy mở khóa máy")
            tap(words.account.eraseYes)
            sees(words.welcome.title)
            assertEquals(1, core.calls.count { it == "profile.erase" })
        }
    }

    @Test fun `settings change the letters at once`() = fakePhone(settled()) {
        tap(words.home.settings)
        tap(words.welcome.sizeLargest)
        assertEquals(TextSize.LARGEST, app.preferences.value.textSize)
        tap(words.settings.checks)
        sees(words.settings.look)
    }

    @Test fun `the app is locked by whoever shows that it is they, and opened again by them alone`() = fakePhone(settled()) {
        tap(words.home.settings)
        host.isThey = false
        tap(words.settings.lockAsk)
        assertFalse(host.asksPerson || isOn(words.settings.lockAsk))
        host.isThey = true
        tap(words.settings.lockAsk)
        assertTrue(host.asksPerson && isOn(words.settings.lockAsk))
        tap(words.settings.lockAsk)
        assertFalse(host.asksPerson || isOn(words.settings.lockAsk))
    }

    @Test fun `a phone without a lock says so, until it has one`() = fakePhone(settled(), FakeHost().apply { hasLock = false }) {
        tap(words.home.settings)
        sees(words.settings.lockImpossible)
        host.hasLock = true
        app.tick()
        seesNot(words.settings.lockImpossible)
        assertFalse(isOn(words.settings.lockAsk))
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
