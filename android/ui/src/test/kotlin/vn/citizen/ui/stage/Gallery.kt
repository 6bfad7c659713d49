package vn.citizen.ui.stage

import androidx.compose.runtime.Composable
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.SearchView
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.TextSize
import vn.citizen.core.Tone
import vn.citizen.testing.Samples
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
import vn.citizen.ui.screens.EraseScreen
import vn.citizen.ui.screens.EraseState
import vn.citizen.ui.screens.HomeScreen
import vn.citizen.ui.screens.HomeState
import vn.citizen.ui.screens.ProcedureScreen
import vn.citizen.ui.screens.ProcedureState
import vn.citizen.ui.screens.RatingScreen
import vn.citizen.ui.screens.RatingState
import vn.citizen.ui.screens.ReceiptScreen
import vn.citizen.ui.screens.ReportAsk
import vn.citizen.ui.screens.ReportScreen
import vn.citizen.ui.screens.ReportState
import vn.citizen.ui.screens.ResultsScreen
import vn.citizen.ui.screens.ResultsState
import vn.citizen.ui.screens.ScanResultScreen
import vn.citizen.ui.screens.ScanResultState
import vn.citizen.ui.screens.ScanScreen
import vn.citizen.ui.screens.ScanState
import vn.citizen.ui.screens.SearchScreen
import vn.citizen.ui.screens.SearchState
import vn.citizen.ui.screens.SettingsScreen
import vn.citizen.ui.screens.SettingsState
import vn.citizen.ui.screens.TypeCodeScreen
import vn.citizen.ui.screens.TypeCodeState
import vn.citizen.ui.screens.VaultScreen
import vn.citizen.ui.screens.VaultState
import vn.citizen.ui.screens.WaitingScreen
import vn.citizen.ui.screens.WaitingState
import vn.citizen.ui.screens.WelcomeScreen
import vn.citizen.ui.screens.WelcomeState

/** A screen in one of its states. [content] draws it with samples in a language. */
class Exhibit(val name: String, val content: @Composable (Samples) -> Unit)

private val samples = Language.entries.associateWith(::Samples)

fun samples(language: Language): Samples = samples.getValue(language)

/** Every screen in its important states: empty, loading, offline, error, long names, and each step of what takes several. */
val gallery: List<Exhibit> = listOf(
    Exhibit("vault-opening") { VaultScreen(VaultState(it.language), {}) },
    Exhibit("vault-closed") { VaultScreen(VaultState(it.language, problem = closed(it, "store.key_refused")), {}) },
    Exhibit("vault-older") { VaultScreen(VaultState(it.language, problem = older(it)), {}) },
    Exhibit("vault-ask-older") { VaultScreen(VaultState(it.language, askOlder = true, problem = older(it)), {}) },
    Exhibit("vault-emergency") { VaultScreen(VaultState(it.language, emergency = true, problem = closed(it, "store.key_refused")), {}) },
    Exhibit("welcome") { WelcomeScreen(WelcomeState(language = it.language), {}) },
    Exhibit("welcome-large") { WelcomeScreen(WelcomeState(language = it.language, textSize = TextSize.LARGEST), {}) },
    Exhibit("province") { WelcomeScreen(WelcomeState(choosingProvince = true, language = it.language, choices = it.choices, chosen = it.choices[0]), {}) },
    Exhibit("province-offline") { WelcomeScreen(WelcomeState(choosingProvince = true, language = it.language, choices = it.choices, chosen = it.choices[0], problem = offline(it)), {}) },
    Exhibit("home") { HomeScreen(HomeState(it.rest.home), {}) },
    Exhibit("home-loading") { HomeScreen(HomeState(), {}) },
    Exhibit("home-empty") { HomeScreen(HomeState(it.rest.emptyHome), {}) },
    Exhibit("home-offline") { HomeScreen(HomeState(it.rest.offlineHome, done = notSynced(it)), {}) },
    Exhibit("home-synced") { HomeScreen(HomeState(it.rest.home, done = notSynced(it).copy(said = it.t("Đã cập nhật. Gửi 1, nhận 3", "Updated. Sent 1, received 3"), tone = Tone.DONE, whole = true)), {}) },
    Exhibit("home-locked") { HomeScreen(HomeState(problem = it.t("Máy đang khóa. Hãy mở khóa rồi xem lại.", "The phone is locked. Please unlock it and look again.")), {}) },
    Exhibit("home-updating") { HomeScreen(HomeState(it.rest.home, updating = true), {}) },
    Exhibit("home-progress") { HomeScreen(HomeState(it.rest.home, progress = much(it)), {}) },
    Exhibit("scan") { ScanScreen(ScanState(), {}) },
    Exhibit("scan-nothing") { ScanScreen(ScanState(torch = true, nothingFound = true), {}) },
    Exhibit("scan-no-camera") { ScanScreen(ScanState(camera = false), {}) },
    Exhibit("scan-signed") { ScanResultScreen(ScanResultState(listOf(it.scans.signed)), {}) },
    Exhibit("scan-bare") { ScanResultScreen(ScanResultState(listOf(it.scans.bare)), {}) },
    Exhibit("scan-fake") { ScanResultScreen(ScanResultState(listOf(it.scans.fakeSite)), {}) },
    Exhibit("scan-payment") { ScanResultScreen(ScanResultState(listOf(it.scans.payment)), {}) },
    Exhibit("type-code") { TypeCodeScreen(TypeCodeState("H29.16-260218-0012"), {}) },
    Exhibit("type-code-error") { TypeCodeScreen(TypeCodeState("H29", problem = it.t("Mã này không phải mã hồ sơ. Hãy xem lại trên giấy hẹn.", "This is no dossier code. Please look at the slip again.")), {}) },
    Exhibit("dossier-papers") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.papers)), {}) },
    Exhibit("dossier-late") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.late)), {}) },
    Exhibit("dossier-done") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.done)), {}) },
    Exhibit("dossier-long") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.longNames)), {}) },
    Exhibit("dossier-tell-me") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), canTell = true), {}) },
    Exhibit("dossier-may-not-tell") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), canTell = true, tells = false), {}) },
    Exhibit("dossier-gone") { DossierScreen(DossierState(problem = it.t("Không tìm thấy trên máy này.", "It is not on this phone.")), {}) },
    Exhibit("dossier-unfollow") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), askUnfollow = true), {}) },
    Exhibit("draft-category") { DraftScreen(DraftState(categories = it.reports.categories), {}) },
    Exhibit("draft-emergency") { DraftScreen(DraftState(categories = it.reports.categories, category = it.reports.categories[3].code), {}) },
    Exhibit("draft-not-here") { DraftScreen(DraftState(isHere = false, problem = it.t("Máy đang khóa. Hãy mở khóa rồi xem lại.", "The phone is locked. Please unlock it and look again.")), {}) },
    Exhibit("draft-place") { DraftScreen(DraftState(DraftStep.PLACE, draft = it.reports.draftWithAdvice), {}, painter) },
    Exhibit("draft-photo-waits") { DraftScreen(DraftState(DraftStep.PLACE, draft = it.reports.draft, left = listOf("1.jpg"), problem = it.t("Máy hết chỗ trống. Hãy xóa bớt rồi thử lại.", "There is no room on this phone. Please make some and try again.")), {}) },
    Exhibit("draft-measuring") { DraftScreen(DraftState(DraftStep.PLACE, measuring = true, draft = it.reports.draft.copy(photos = emptyList())), {}) },
    Exhibit("draft-text") { DraftScreen(DraftState(DraftStep.TEXT, text = it.reports.text, draft = it.reports.draft), {}) },
    Exhibit("draft-text-error") { DraftScreen(DraftState(DraftStep.TEXT, anonymous = true, problem = it.t("Phản ánh chưa có nội dung. Hãy viết vài lời về việc bạn thấy.", "The report says nothing yet. Please write a few words."), draft = it.reports.draft), {}) },
    Exhibit("draft-review") { DraftScreen(DraftState(DraftStep.REVIEW, draft = it.reports.draftWithAdvice), {}, painter) },
    Exhibit("report-waiting") { ReportScreen(ReportState(it.reports.waiting), {}) },
    Exhibit("report-accepted") { ReportScreen(ReportState(it.reports.accepted), {}, painter) },
    Exhibit("report-handled") { ReportScreen(ReportState(it.reports.handled), {}, painter) },
    Exhibit("report-refused") { ReportScreen(ReportState(it.reports.refused), {}) },
    Exhibit("report-reopen") { ReportScreen(ReportState(it.reports.handled, ask = ReportAsk.REOPEN), {}) },
    Exhibit("report-withdraw") { ReportScreen(ReportState(it.reports.accepted, ask = ReportAsk.WITHDRAW), {}) },
    Exhibit("receipt") { ReceiptScreen(it.reports.receipt, null, {}, {}) },
    Exhibit("rating-form") { RatingScreen(RatingState(it.ratings.form), {}) },
    Exhibit("rating-question") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, answers = mapOf("attitude" to "2")), {}) },
    Exhibit("rating-known") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 1), {}) },
    Exhibit("rating-words") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 2), {}) },
    Exhibit("rating-review") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 3, mapOf("attitude" to "2", "time" to "2")), {}) },
    Exhibit("rating-sent") { RatingScreen(RatingState(sent = vn.citizen.core.RatingView(it.t("Đã giữ, đang chờ gửi. Có mạng là tự gửi.", "Kept, waiting to be sent. It goes by itself."), null)), {}) },
    Exhibit("results") { ResultsScreen(ResultsState(it.ratings.results)) {} },
    Exhibit("results-empty") { ResultsScreen(ResultsState(emptyList())) {} },
    Exhibit("search") { SearchScreen(SearchState("dang ky khai sinh", SearchView(it.rest.hits, null)), {}) },
    Exhibit("search-nothing") { SearchScreen(SearchState("xyz", SearchView(emptyList(), it.t("Không tìm thấy. Thử ít chữ hơn hoặc chữ khác.", "Nothing found. Try fewer or other words."))), {}) },
    Exhibit("procedure") { ProcedureScreen(ProcedureState(it.rest.procedure)) {} },
    Exhibit("account-out") { AccountScreen(AccountState(it.rest.signedOut), {}) },
    Exhibit("account-no-browser") { AccountScreen(AccountState(it.rest.signedOut, noBrowser = true), {}) },
    Exhibit("account-wrong-clock") { AccountScreen(AccountState(it.rest.signedOut, wrongClock = true), {}) },
    Exhibit("account-signing-in") { AccountScreen(AccountState(it.rest.authenticating), {}) },
    Exhibit("account-in") { AccountScreen(AccountState(it.rest.signedIn), {}) },
    Exhibit("account-sign-out") { AccountScreen(AccountState(it.rest.signedIn, askSignOut = true), {}) },
    Exhibit("activity") { ActivityScreen(ActivityState(listOf(it.reports.handledCard), listOf(it.dossiers.done)), {}) },
    Exhibit("activity-more") { ActivityScreen(ActivityState(listOf(it.reports.handledCard), listOf(it.dossiers.done), moreReports = true, moreFinished = true), {}) },
    Exhibit("activity-empty") { ActivityScreen(ActivityState(emptyList()), {}) },
    Exhibit("erase") { EraseScreen(EraseState(agreed = true, waiting = it.rest.oneWaits.said), {}) },
    Exhibit("erase-going") { EraseScreen(EraseState(agreed = true, busy = true), {}) },
    Exhibit("erase-erased") { EraseScreen(EraseState(agreed = true, erased = true, problem = closed(it, "store.key_locked").said), {}) },
    Exhibit("waiting") { WaitingScreen(WaitingState(it.rest.outbox), {}) },
    Exhibit("waiting-more") { WaitingScreen(WaitingState(it.rest.outbox, more = true), {}) },
    Exhibit("waiting-offline") { WaitingScreen(WaitingState(it.rest.outbox, done = notSynced(it)), {}) },
    Exhibit("waiting-sending") { WaitingScreen(WaitingState(it.rest.outbox, sending = true, progress = much(it)), {}) },
    Exhibit("waiting-empty") { WaitingScreen(WaitingState(it.rest.emptyOutbox), {}) },
    Exhibit("settings") { SettingsScreen(SettingsState(vn.citizen.core.Preferences(it.language), it.province), {}) },
    Exhibit("checks") { ChecksScreen(ChecksState(it.rest.checks)) {} },
    Exhibit("emergency") { EmergencyScreen(EmergencyState(it.rest.emergency), {}) {} },
    Exhibit("emergency-problem") { EmergencyScreen(EmergencyState(problem = closed(it, "store.key_locked").said), {}) {} },
)

private fun notSynced(samples: Samples) = SyncView(
    samples.t("Đã lưu trên máy, chưa cập nhật được. Gửi 0, nhận 0. Không có mạng.", "Kept on this phone, not up to date. Sent 0, received 0. There is no network."),
    Tone.WAITING,
    false,
    0,
    0,
    0,
    samples.rest.oneWaits,
    samples.stale,
    null,
)

private fun much(samples: Samples) = SyncEvent.Progress(340, 1200, samples.t("Đã nhận 340 trong 1200 thay đổi", "340 of 1200 changes received"))

private fun closed(samples: Samples, code: String) =
    Problem(Advice.STORAGE, samples.t("Chưa mở được dữ liệu trên máy. Không có gì bị xóa. Hãy mở khóa máy rồi thử lại.", "What the phone holds cannot be opened now. Nothing was deleted. Please unlock the phone and try again."), code, Category.EXPECTED)

/** In the words of the core's catalogue. */
private fun older(samples: Samples) = Problem(
    Advice.STORAGE,
    samples.t(
        "Dữ liệu ở đây là một bản cũ hơn. Chưa xóa gì. Nếu chính bạn đã đặt lại bản cũ, hãy chấp nhận; nếu không, hãy nhờ hỗ trợ.",
        "An older copy of the data stands in its place. Nothing was deleted. If you put it there yourself, accept it; if not, ask for help.",
    ),
    "store.rolled_back",
    Category.EXPECTED,
)

private fun offline(samples: Samples) =
    samples.t("Không có mạng nên chưa lấy được dữ liệu của tỉnh. Hãy thử lại khi có mạng.", "No network, so the province’s data could not be fetched. Please try again later.")
