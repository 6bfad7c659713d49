package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.DossierCode
import vn.citizen.core.HomeView
import vn.citizen.core.ReportId
import vn.citizen.core.Said
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.AgeLine
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Blank
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.BusyOf
import vn.citizen.ui.parts.DossierSheet
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.ListPage
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.ReportSheet
import vn.citizen.ui.parts.Rows
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SyncLine
import vn.citizen.ui.parts.WayRow
import vn.citizen.ui.words.HomeWords

/** [view] is null until the core has answered once. */
data class HomeState(
    val view: HomeView? = null,
    val updating: Boolean = false,
    /** How far it has come, where there is much to fetch. */
    val progress: SyncEvent.Progress? = null,
    /** What the last update came to. */
    val done: SyncView? = null,
    val problem: Said? = null,
)

sealed interface HomeEvent {
    data object Update : HomeEvent

    /** Enough of sending and fetching for now: what came is kept, what waits goes the next time. */
    data object Stop : HomeEvent

    data class Open(val code: DossierCode) : HomeEvent

    data class OpenReport(val id: ReportId) : HomeEvent

    data class Go(val way: Way) : HomeEvent
}

/** Where one can go from the first screen. */
enum class Way { SCAN, REPORT, SEARCH, RESULTS, ACCOUNT, SETTINGS, EMERGENCY, WAITING }

/** Three questions in order: what needs me, what is moving, what can I do. */
@Composable
fun HomeScreen(state: HomeState, onEvent: (HomeEvent) -> Unit) {
    val words = Look.words.home
    val view = state.view
    ListPage(words.title, bottom = { MainButton(words.scan, Icons.scan) { onEvent(HomeEvent.Go(Way.SCAN)) } }) {
        if (view == null) return@ListPage part("not yet") { NotYet(state.problem) }
        part("state") { Standing(state, view, onEvent) }
        affairs(view, words, onEvent)
        part("ways") { Group(words.canDo) { Ways(onEvent) } }
    }
}

/** Whose affairs, how old what is shown is, and what waits. */
@Composable
private fun Standing(state: HomeState, view: HomeView, onEvent: (HomeEvent) -> Unit) {
    val words = Look.words.home
    view.province?.let { Say(it.name, color = Look.palette.ink2) }
    view.clock?.let { Banner(it, Tone.DUE_SOON) }
    state.problem?.let { Banner(it, Tone.OVERDUE) }
    val progress = state.progress
    if (state.updating || progress != null) {
        if (progress != null) BusyOf(progress) else Busy(words.updating)
        QuietButton(words.stop, Icons.close) { onEvent(HomeEvent.Stop) }
    } else {
        AgeLine(view.age)
        state.done?.let { SyncLine(it) }
        QuietButton(words.update, Icons.refresh) { onEvent(HomeEvent.Update) }
    }
    if (view.waiting.count > 0) WayRow(Icons.of(Tone.WAITING), words.waiting, view.waiting.said, Tone.WAITING) { onEvent(HomeEvent.Go(Way.WAITING)) }
}

private fun Rows.affairs(view: HomeView, words: HomeWords, onEvent: (HomeEvent) -> Unit) {
    val groups = listOf(words.needsMe to view.needsMe, words.moving to view.moving, words.finished to view.finished)
    if (groups.all { it.second.isEmpty() }) part("nothing") { Blank(Icons.document, words.emptyTitle, words.emptyLine) }
    groups.forEachIndexed { at, (heading, cards) ->
        cards("dossiers $at", heading, cards, { it.code.value }) { card -> DossierSheet(card) { onEvent(HomeEvent.Open(card.code)) } }
    }
    cards("reports", words.reports, view.reports, { it.id.value }) { card -> ReportSheet(card) { onEvent(HomeEvent.OpenReport(card.id)) } }
}

@Composable
private fun Ways(onEvent: (HomeEvent) -> Unit) {
    val words = Look.words.home
    fun go(way: Way) = { onEvent(HomeEvent.Go(way)) }
    WayRow(Icons.report, words.report, words.reportLine, onClick = go(Way.REPORT))
    WayRow(Icons.search, words.search, words.searchLine, onClick = go(Way.SEARCH))
    WayRow(Icons.phone, words.emergency, tone = Tone.OVERDUE, onClick = go(Way.EMERGENCY))
    WayRow(Icons.rate, words.results, onClick = go(Way.RESULTS))
    WayRow(Icons.person, words.account, onClick = go(Way.ACCOUNT))
    WayRow(Icons.settings, words.settings, words.settingsLine, onClick = go(Way.SETTINGS))
}
