package vn.citizen.ui.real

import androidx.compose.runtime.Composable
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.FollowRequest
import vn.citizen.core.Language
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.ReportRequest
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.testing.member
import vn.citizen.ui.journeys.FakeHost
import vn.citizen.ui.screens.AccountScreen
import vn.citizen.ui.screens.AccountState
import vn.citizen.ui.screens.ActivityScreen
import vn.citizen.ui.screens.ActivityState
import vn.citizen.ui.screens.ChecksScreen
import vn.citizen.ui.screens.ChecksState
import vn.citizen.ui.screens.DossierScreen
import vn.citizen.ui.screens.DossierState
import vn.citizen.ui.screens.DraftScreen
import vn.citizen.ui.screens.DraftState
import vn.citizen.ui.screens.DraftStep
import vn.citizen.ui.screens.EmergencyScreen
import vn.citizen.ui.screens.EmergencyState
import vn.citizen.ui.screens.HomeScreen
import vn.citizen.ui.screens.HomeState
import vn.citizen.ui.screens.ProcedureScreen
import vn.citizen.ui.screens.ProcedureState
import vn.citizen.ui.screens.RatingScreen
import vn.citizen.ui.screens.RatingState
import vn.citizen.ui.screens.ReceiptScreen
import vn.citizen.ui.screens.ReportScreen
import vn.citizen.ui.screens.ReportState
import vn.citizen.ui.screens.ResultsScreen
import vn.citizen.ui.screens.ResultsState
import vn.citizen.ui.screens.ScanResultScreen
import vn.citizen.ui.screens.ScanResultState
import vn.citizen.ui.screens.SearchScreen
import vn.citizen.ui.screens.SearchState
import vn.citizen.ui.screens.WaitingScreen
import vn.citizen.ui.screens.WaitingState
import vn.citizen.ui.screens.WelcomeScreen
import vn.citizen.ui.screens.WelcomeState
import vn.citizen.ui.stage.Shown
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.borrowed
import vn.citizen.ui.stage.broken
import vn.citizen.ui.stage.clipped
import vn.citizen.ui.stage.faint
import vn.citizen.ui.stage.overlapping
import vn.citizen.ui.stage.showWhole
import vn.citizen.ui.stage.spelledOut
import vn.citizen.ui.stage.tooSmall
import vn.citizen.ui.stage.unspoken
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What the real core says is held against what a person needs, as the samples are. */
class RealScreensTest : RealPhones() {
    private val text = "Nắp cống trước số 12 bị vỡ"
    private val link = "https://gia-mao.top/tra-cuu?ma=260218"
    private val transfer = "00020101021238540010A00000072701240006970403011000110123560208QRIBFTTA53037045802VN6304F4E5"

    /** Words of others, which are read as they are: what a code holds, what an official wrote. */
    private val foreign = mutableSetOf(text, link)

    @Test fun `what the core says can be read and heard, in both languages`() {
        val core = withProvince()
        try {
            runBlocking { settle(core) }
            val wrong = Language.entries.flatMap { language ->
                runBlocking { core.setPreferences(Preferences(language)) }
                val screens = runBlocking { screens(core) }
                assertTrue(screens.size > 30, "${screens.size}")
                screens.flatMap { (name, content) ->
                    val large = look(Variant(language, fontScale = 2f), content, ::clipped, ::overlapping, ::broken, ::tooSmall, ::unspoken, { spelledOut(it, foreign) })
                    // How it is drawn does not hang on the language.
                    val plain = if (language == Language.VI) look(Variant(language), content, ::borrowed, ::faint) else emptyList()
                    (large + plain).map { "$language $name: $it" }
                }
            }
            assertEquals(emptyList(), wrong.distinct())
        } finally {
            runBlocking { core.shutdown() }
            home.deleteRecursively()
        }
    }

    private fun look(variant: Variant, content: @Composable () -> Unit, vararg checks: (Shown) -> List<String>): List<String> =
        showWhole(variant, content) { shown -> checks.flatMap { it(shown) } }

    /** A resident with dossiers of every kind, reports that were sent, that wait and that are being written, and a rating to give. */
    private suspend fun settle(core: BoundCitizen) {
        val start = core.identity.beginSignIn(FakeHost().redirectUri)
        core.identity.finishSignIn(world.ask("do" to "browse", "url" to start.url, "sub" to "demo-thu").member("url"))
        for (code in codes) try {
            core.dossiers.follow(FollowRequest.Typed(about.member(code)))
        } catch (_: Problem) {
            // Somebody else's.
        }
        core.sync().collect()
        val category = core.reports.categories().first { it.emergency == null }.code
        val place = PlaceRequest(10.98, 106.65, 250.0, PlaceSource.GPS, 900_000)
        val sent = core.reports.begin(ReportRequest(category, text, place)).card.id
        core.reports.addPhoto(sent, world.ask("do" to "photo").member("path"))
        core.reports.send(sent)
        core.sync().collect()
        for (status in listOf("da_phan_cong", "da_xu_ly")) world.ask("do" to "report_update", "id" to sent.value, "status" to status)
        core.sync().collect()
        val draft = core.reports.begin(ReportRequest(category, text, place)).card.id
        core.reports.addPhoto(draft, world.ask("do" to "photo").member("path"))
        unreachable {
            runBlocking {
                core.reports.send(core.reports.begin(ReportRequest(category, text)).card.id)
                core.sync().collect()
            }
        }
    }

    private val codes = listOf("fresh", "in_time", "overdue", "supplement", "fee", "legacy", "finished_old", "odd", "others")

    private suspend fun screens(core: BoundCitizen): List<Pair<String, @Composable () -> Unit>> {
        val screens = mutableListOf<Pair<String, @Composable () -> Unit>>()
        fun shows(name: String, content: @Composable () -> Unit) {
            screens += name to content
        }
        val home = core.home()
        shows("home") { HomeScreen(HomeState(home), {}) }
        for (card in core.dossiers.page(0, 100).cards) {
            val view = core.dossiers.view(card.code)
            foreign += view.timeline.mapNotNull { it.note?.spoken }
            shows("dossier ${card.code.value}") { DossierScreen(DossierState(view), {}) }
        }
        for (card in core.reports.page(0, 100).cards) {
            val view = core.reports.view(card.id)
            foreign += view.timeline.mapNotNull { it.note?.spoken }
            shows("report ${card.state.display}") { ReportScreen(ReportState(view), {}) }
            view.receipt?.let { receipt -> shows("receipt") { ReceiptScreen(receipt, null, {}, {}) } }
            if (view.draft) for (step in listOf(DraftStep.PLACE, DraftStep.TEXT, DraftStep.REVIEW)) shows("draft $step") { DraftScreen(DraftState(step, text = view.card.text, draft = view), {}) }
        }
        val categories = core.reports.categories()
        for (category in listOf(categories.first(), categories.first { it.emergency != null })) shows("categories, ${category.code.value}") { DraftScreen(DraftState(categories = categories, category = category.code), {}) }
        (home.needsMe + home.finished).firstOrNull { it.ratable }?.let { card ->
            val form = core.ratings.form(card.code)
            shows("rating") { RatingScreen(RatingState(form), {}) }
            val questionnaire = form.questionnaires.first()
            for (index in 0..questionnaire.questions.size) shows("rating $index") { RatingScreen(RatingState(form, questionnaire, index), {}) }
        }
        val results = core.ratings.results()
        shows("results") { ResultsScreen(ResultsState(results)) {} }
        for (query in listOf("dang ky", "phuong", "zzzzqqqq")) {
            val found = core.directory.search(query, 20)
            shows("search $query") { SearchScreen(SearchState(query, found), {}) }
            for (hit in found.hits.take(1)) try {
                val view = core.directory.procedure(hit.code)
                shows("procedure ${hit.code}") { ProcedureScreen(ProcedureState(view)) {} }
            } catch (_: Problem) {
                // A unit.
            }
        }
        val session = core.identity.session()
        shows("account") { AccountScreen(AccountState(session), {}) }
        val reports = core.reports.page(0, 100).cards
        val finished = core.dossiers.page(0, 100).cards.filter { it.finished }
        shows("activity") { ActivityScreen(ActivityState(reports, finished), {}) }
        val all = core.outbox.items(onlyWaiting = false)
        shows("outbox") { WaitingScreen(WaitingState(all), {}) }
        // Not yet in everyday words: the core's catalogue says TLS there.
        val checks = core.profile.checks().filter { "TLS" !in it.said.display }
        shows("checks") { ChecksScreen(ChecksState(checks)) {} }
        val numbers = core.directory.emergencyNumbers()
        shows("emergency") { EmergencyScreen(EmergencyState(numbers), {}) {} }
        val provinces = core.provinceChoices()
        shows("provinces") { WelcomeScreen(WelcomeState(true, choices = provinces, chosen = provinces.first()), {}) }
        for ((kind, code) in listOf("signed" to "in_time", "url" to "overdue", "code" to "fee")) {
            val found = core.scanner.picture(world.ask("do" to "slip", "code" to about.member(code), "kind" to kind).member("path")).found
            shows("slip $kind") { ScanResultScreen(ScanResultState(found), {}) }
        }
        for (pasted in listOf(link, "xin chào", transfer)) {
            val found = core.scanner.text(pasted).found
            if (found.isNotEmpty()) shows("pasted $pasted") { ScanResultScreen(ScanResultState(found), {}) }
        }
        return screens
    }
}
