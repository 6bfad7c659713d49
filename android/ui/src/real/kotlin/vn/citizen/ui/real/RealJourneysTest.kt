package vn.citizen.ui.real

import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.FollowRequest
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.ReportRequest
import vn.citizen.core.Snapshot
import vn.citizen.core.Topic
import vn.citizen.core.Visibility
import vn.citizen.testing.member
import vn.citizen.ui.hold.Route
import vn.citizen.ui.words.words
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** Journeys with the real core and a real province process: what the screens show is what the core says. */
class RealJourneysTest : RealPhones() {
    @Test fun `the emergency numbers come from the core before anything is set up, and those that need no core are among them`() = use(runBlocking { open() }) {
        val numbers = runBlocking { core.directory.emergencyNumbers() }.map { it.number }
        for (language in Language.entries) assertEquals(emptyList(), words(language).emergency.national.map { it.number } - numbers.toSet())
        tap(words.home.emergency)
        tap(words.call("115"))
        assertEquals(listOf("115"), host.called)
    }

    @Test fun `sign in, scan, follow, offline report with a photo, receipt, rate, erase`() = use(withProvince()) {
        sees(words.home.emptyTitle)
        signIn()

        // A slip as photographed.
        host.camera = false
        val code = about.member("in_time")
        host.picture = world.ask("do" to "slip", "code" to code, "kind" to "signed").member("path")
        tap(words.home.scan)
        tap(words.scan.fromPicture)
        tap(words.scan.follow)
        sees(words.dossier.showQr)
        tap(words.back)

        // A report while the province cannot be reached.
        val reports = count("reports")
        world.ask("do" to "down")
        tap(words.home.report)
        tap(runBlocking { core.reports.categories() }.first { it.emergency == null }.name)
        tap(words.next)
        tap(words.report.usePlace)
        host.photo = world.ask("do" to "photo").member("path")
        tap(words.report.takePhoto)
        sees(words.removePhoto(1))
        tap(words.next)
        type("text", "Nắp cống trước số 12 bị vỡ")
        tap(words.next)
        sees(words.report.draftKept)
        tap(words.report.send)
        assertTrue(await { app.places.value.last().again is Route.Report })
        sees("Nắp cống trước số 12 bị vỡ")
        seesNot(words.report.receipt)
        tap(words.back)
        sees(words.home.waiting)
        // What could not be fetched says so, and why, in the core's words.
        tap(words.home.update)
        sees("Đã lưu trên máy, chưa cập nhật được")

        // It comes back.
        world.ask("do" to "up")
        assertEquals(reports, count("reports"))
        tap(words.home.waiting)
        tap(words.waiting.retryAll)
        sees(words.waiting.empty)
        tap(words.back)
        tap("Nắp cống trước số 12 bị vỡ")
        tap(words.report.receipt)
        sees(words.receiptVerified)
        assertEquals(reports + 1, count("reports"))
        tap(words.back)
        tap(words.back)

        // The dossier is finished, and rated.
        world.ask("do" to "advance", "code" to code, "status" to 9, "text" to "Đã có kết quả.")
        tap(words.home.update)
        sees("Hồ sơ đã có kết quả")
        val card = runBlocking { core.home() }.let { it.needsMe + it.finished }.first { it.ratable }
        tap(card.codeShown)
        tap(words.dossier.rate)
        val questionnaire = runBlocking { core.ratings.form(card.code) }.questionnaires.first()
        tap(questionnaire.title)
        for (question in questionnaire.questions) {
            sees(question.text)
            val choice = question.choices.firstOrNull()
            if (choice != null && question.known == null) {
                tap(choice.text)
                tap(words.next)
            } else {
                tap(words.rating.skip)
            }
        }
        sees(runBlocking { core.ratings.form(card.code) }.whoSees)
        val ratings = count("ratings")
        tap(words.rating.send)
        sees(words.rating.thanks)
        tap(words.rating.home)
        tap(words.home.update)
        sees("Đã cập nhật")
        assertEquals(ratings + 1, count("ratings"))

        // Everything goes.
        tap(words.home.account)
        tap(words.account.erase)
        tap(words.account.eraseAgree)
        tap(words.account.eraseYes)
        sees(words.welcome.title)
        // What was erased is closed, and the phone goes on as one out of its box.
        assertEquals(Advice.CLOSED, assertFailsWith<Problem> { runBlocking { core.home() } }.advice)
        tap(words.next)
        sees(words.welcome.province)
        val again = runBlocking { opened.single().home() }
        assertEquals(null, again.province)
        assertTrue((again.needsMe + again.moving + again.finished).isEmpty() && again.reports.isEmpty() && again.waiting.count == 0)
    }

    @Test fun `a draft is taken up as it was left, and thrown away`() = use(withProvince()) {
        val category = runBlocking { core.reports.categories() }.first { it.emergency == null }
        val left = runBlocking { core.reports.begin(ReportRequest(category.code, "Rác đổ trộm", visibility = Visibility.PUBLIC, anonymous = true)) }
        val editing = checkNotNull(left.editing)
        assertTrue(editing.anonymous)
        tap("Rác đổ trộm")
        tap(words.report.edit)
        tap(words.next)
        tap(words.next)
        assertEquals("Rác đổ trộm", reads("text"))
        assertTrue(isOn(words.report.anonymous))
        type("text", "Rác đổ trộm ban đêm")
        tap(words.back)
        tap(words.back)
        tap(words.back)
        sees("Rác đổ trộm ban đêm")
        assertEquals(editing, runBlocking { core.reports.view(left.card.id) }.editing)

        tap("Rác đổ trộm ban đêm")
        tap(words.report.discard)
        tap(words.report.discardYes)
        sees(words.home.title)
        assertEquals(Advice.NOT_FOUND, assertFailsWith<Problem> { runBlocking { core.reports.view(left.card.id) } }.advice)
    }

    @Test fun `what cannot be looked at says why, and is told again when it can`() = runBlocking {
        val core = withProvince()
        core.suspend()
        val told = withTimeout(60_000) {
            core.watch(Topic.Home).onEach { if (it is Snapshot.Unavailable) core.resume() }.take(2).toList()
        }
        val why = (told.first() as Snapshot.Unavailable).problem
        assertEquals(Advice.UNLOCK, why.advice)
        assertTrue(why.said.display.isNotBlank())
        assertTrue(told.last() is Snapshot.Home, told.last().toString())
        core.shutdown()
    }

    @Test fun `problems come with what can be done, and words`() = runBlocking {
        val core = withProvince()
        val refused = assertFailsWith<Problem> { core.dossiers.follow(FollowRequest.Typed("không phải mã")) }
        assertEquals(Advice.REFUSED to "code.bad_character", refused.advice to refused.code)
        assertTrue("Trong mã có ký tự lạ" in refused.said.display, refused.said.display)
        core.setPreferences(Preferences(Language.EN))
        val english = assertFailsWith<Problem> { core.dossiers.follow(FollowRequest.Typed("không phải mã")) }.said.display
        assertTrue("There is a character in it that no code has" in english, english)
        core.shutdown()
        assertEquals(Advice.CLOSED, assertFailsWith<Problem> { core.home() }.advice)
    }
}
