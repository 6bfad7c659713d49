package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.SyncEvent
import kotlin.test.assertEquals

/** What is touched twice happens once, and what does not happen is said. */
class OnceTest {
    @Test fun `a second touch of the same question passes over no other`() = fakePhone(settled()) {
        val questions = core.samples.ratings.questionnaire.questions
        tap(core.samples.dossiers.done.codeShown)
        tap(words.dossier.rate)
        tap(core.samples.ratings.questionnaire.title)
        tap("Lịch sự")
        tapTwice(words.next)
        sees(questions[1].text)
        tapTwice(words.rating.skip)
        sees(questions[2].text)
    }

    @Test fun `a second touch of the same step passes over no other`() = fakePhone(settled()) {
        beginReport()
        sees(words.report.usePlace)
        tapTwice(words.next)
        sees(words.report.textHint)
    }

    @Test fun `stopping ends all sending that nobody waits for, and what was asked meanwhile is done after it`() {
        val core = settled()
        val progress = SyncEvent.Progress(300, 1200, core.samples.t("Đã nhận 300 trong 1200 thay đổi", "300 of 1200 changes received"))
        core.progress = progress
        fakePhone(core) {
            app.syncSoon()
            app.syncSoon()
            sees(progress.said)
            tap(words.home.stop)
            core.goOn.complete(Unit)
            seesNot(progress.said)
            // None went on behind the screen.
            sees("Chưa cập nhật lần nào")

            val before = core.calls.count { it == "sync" }
            core.goOn = CompletableDeferred()
            repeat(3) { app.syncSoon() }
            assertEquals(1, core.calls.count { it == "sync" } - before)
            core.goOn.complete(Unit)
            assertEquals(2, core.calls.count { it == "sync" } - before)
            sees("Cập nhật 2 giờ trước")
        }
    }

    @Test fun `a dossier that is not given up says so where it was asked`() = fakePhone(settled()) {
        tap(core.samples.dossiers.inTime.codeShown)
        tap(words.dossier.unfollow)
        core.next = core.problem(Advice.STORAGE, "Chưa ghi được trên máy. Hãy thử lại.", "It could not be written. Please try again.")
        tap(words.dossier.unfollowYes)
        sees(words.dossier.unfollowTitle)
        sees("Chưa ghi được trên máy")
    }

    @Test fun `a clock that keeps the browser shut is said, also where the core has no words for it`() = fakePhone(settled()) {
        tap(words.home.account)
        tap(words.account.signOut)
        tap(words.account.signOut)
        core.identity.clockIsWrong = true
        tap(words.signIn)
        sees(words.account.wrongClock)
        // Nobody waits for a browser that was not opened.
        seesNot(words.account.signInWait)
        assertEquals(emptyList(), host.opened)
        core.identity.clockIsWrong = false
        tap(words.signIn)
        seesNot(words.account.wrongClock)
        sees(words.account.signInWait)
    }
}
