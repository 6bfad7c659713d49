package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Language
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Route
import vn.citizen.ui.screens.VaultState
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** The phone's own Back does what the way back on the screen does, and closes the app only from its first screen. */
class BackTest {
    @Test fun `a draft goes back step by step, with all that was written`() = fakePhone(settled()) {
        write("Nắp cống bị vỡ")
        tap(words.next)
        sees(words.report.review)
        assertTrue(back())
        assertEquals("Nắp cống bị vỡ", reads("text"))
        assertTrue(back())
        sees(words.report.usePlace)
        assertTrue(back())
        sees(words.report.category)
        assertTrue(back())
        sees(words.home.title)
        assertFalse(back())
    }

    @Test fun `a rating goes back question by question`() = fakePhone(settled()) {
        tap(core.samples.dossiers.done.codeShown)
        tap(words.dossier.rate)
        tap(core.samples.ratings.questionnaire.title)
        tap("Lịch sự")
        tap(words.next)
        assertTrue(back())
        assertTrue(isOn(vn.citizen.core.Said("Lịch sự")))
        assertTrue(back())
        sees(core.samples.ratings.questionnaire.title)
        assertTrue(back())
        sees(words.dossier.title)
    }

    @Test fun `to a question it says no, and the screen stays`() = fakePhone(settled()) {
        tap(core.samples.dossiers.inTime.codeShown)
        tap(words.dossier.unfollow)
        assertTrue(back())
        sees(words.dossier.unfollow)

        app.home()
        tap(words.home.account)
        tap(words.account.signOut)
        sees(words.account.signOutTitle)
        assertTrue(back())
        sees(words.account.export)

        app.home()
        core.many(1, finished = 1)
        app.go(Route.Report(vn.citizen.core.ReportId("r-1")))
        tap(words.report.withdraw)
        sees(words.report.withdrawTitle)
        assertTrue(back())
        sees(words.report.withdraw)

        app.home()
        app.go(Route.Waiting)
        tap(words.waiting.discard)
        sees(words.waiting.discardTitle)
        assertTrue(back())
        assertEquals(Route.Waiting, here())
        assertFalse("reports.discard" in core.calls || "outbox.discard" in core.calls || "dossiers.unfollow" in core.calls)
    }

    @Test fun `an answer that comes after one went back leads no further`() = fakePhone(settled()) {
        write("Nắp cống bị vỡ")
        val slow = core.waitsAt("reports.view")
        tap(words.next)
        assertTrue(back())
        sees(words.report.usePlace)
        slow.complete(Unit)
        sees(words.report.usePlace)
        tap(words.next)
        assertEquals("Nắp cống bị vỡ", reads("text"))
    }

    @Test fun `while a draft is being begun the way back waits for it`() = fakePhone(settled()) {
        tap(words.home.report)
        tap(core.samples.reports.categories[0].name)
        val slow = core.waitsAt("reports.begin")
        tap(words.next)
        assertTrue(back())
        sees(words.report.category)
        slow.complete(Unit)
        sees(words.report.usePlace)
        assertTrue(back())
        assertTrue(back())
        sees(words.home.title)
    }

    @Test fun `while a rating is sent the way back waits, and what went wrong is said`() = fakePhone(settled()) {
        tap(core.samples.dossiers.done.codeShown)
        tap(words.dossier.rate)
        tap(core.samples.ratings.questionnaire.title)
        repeat(core.samples.ratings.questionnaire.questions.size) { tap(words.rating.skip) }
        val slow = core.waitsAt("ratings.rate")
        core.failsAt("ratings.rate", core.problem(Advice.STORAGE, "Chưa ghi được trên máy. Hãy thử lại.", "It could not be written. Please try again."))
        tap(words.rating.send)
        assertTrue(back())
        slow.complete(Unit)
        sees("Chưa ghi được trên máy")
        sees(words.rating.review)
        assertTrue(back())
        sees(core.samples.ratings.questionnaire.questions.last().text)
    }

    @Test fun `while everything is erased, and after it, nothing leads back`() {
        val core = settled()
        val locked = core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")
        val opening = CompletableDeferred<Unit>()
        var tries = 0
        fakePhone(core, open = { if (tries++ == 0) throw locked else opening.await().let { FakeCitizen() } }) {
            app.go(Route.Erase)
            tap(words.account.eraseAgree)
            val slow = core.waitsAt("profile.erase")
            tap(words.account.eraseYes)
            sees(words.account.erasing)
            seesNot(words.keep)
            assertTrue(back())
            sees(words.account.eraseTitle)
            slow.complete(Unit)
            // Erased, and not opened anew: behind this screen there is nothing any more.
            sees("Hãy mở khóa máy")
            seesNot(words.keep)
            assertTrue(back())
            tap(words.account.eraseYes)
            assertTrue(back())
            sees(words.account.eraseTitle)
            opening.complete(Unit)
            sees(words.welcome.title)
            assertEquals(1, core.calls.count { it == "profile.erase" })
        }
    }

    @Test fun `what was not erased can be kept`() = fakePhone(settled()) {
        app.go(Route.Erase)
        tap(words.account.eraseAgree)
        core.failsAt("profile.erase", core.problem(Advice.STORAGE, "Chưa xóa được. Hãy thử lại.", "It could not be erased. Please try again."))
        tap(words.account.eraseYes)
        sees("Chưa xóa được")
        tap(words.keep)
        sees(words.home.title)
    }

    @Test fun `while a province is chosen it goes back to the language, and only from there out of the app`() = fakePhone {
        tap(words.next)
        sees(words.welcome.province)
        assertTrue(back())
        sees(words.welcome.about)
        assertFalse(back())
    }

    @Test fun `a question about an older copy, and the emergency numbers beside it, keep the app open`() {
        assertTrue(VaultState(askOlder = true).stepsBack)
        assertTrue(VaultState(emergency = true).stepsBack)
        assertFalse(VaultState(Language.VI).stepsBack)
    }
}
