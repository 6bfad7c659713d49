package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.HitKind
import vn.citizen.core.ProcedureView
import vn.citizen.core.Said
import vn.citizen.core.SearchHit
import vn.citizen.core.SearchView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Blank
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Field
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.ListPage
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.SampleMark
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.SignLine
import vn.citizen.ui.parts.WayRow

/** [found] is null until something was looked for. */
data class SearchState(val query: String = "", val found: SearchView? = null, val problem: Said? = null)

sealed interface SearchEvent {
    data object Back : SearchEvent

    data class Query(val text: String) : SearchEvent

    data class Open(val hit: SearchHit) : SearchEvent
}

@Composable
fun SearchScreen(state: SearchState, onEvent: (SearchEvent) -> Unit) {
    val words = Look.words.search
    ListPage(words.title, onBack = { onEvent(SearchEvent.Back) }) {
        part("query") { Field(words.field, state.query, words.hint, state.problem, tag = "query") { onEvent(SearchEvent.Query(it)) } }
        val found = state.found ?: return@ListPage
        found.nothing?.let { part("nothing") { Blank(Icons.search, it) } }
        cards("hits", null, found.hits, { "${it.kind} ${it.code}" }) { Hit(it, onEvent) }
    }
}

@Composable
private fun Hit(hit: SearchHit, onEvent: (SearchEvent) -> Unit) {
    if (hit.kind == HitKind.PROCEDURE) {
        WayRow(Icons.document, hit.title, hit.line) { onEvent(SearchEvent.Open(hit)) }
    } else {
        Sheet {
            SignLine(Icons.place, hit.title, strong = true)
            Say(hit.line, style = Look.type.small, color = Look.palette.ink2)
        }
    }
}

data class ProcedureState(val view: ProcedureView? = null, val problem: Said? = null)

@Composable
fun ProcedureScreen(state: ProcedureState, onBack: () -> Unit) {
    val words = Look.words.search
    val view = state.view
    Page(view?.name ?: words.procedure, onBack = onBack) {
        if (view == null) return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        SampleMark(view.demo)
        if (view.facts.isNotEmpty()) Group(words.details) { Sheet { FactList(view.facts) } }
        if (view.fees.isNotEmpty()) Group(words.fees) { Sheet { for (fee in view.fees) SignLine(Icons.fee, fee) } }
        if (view.papers.isNotEmpty()) Group(words.papers) { Sheet { for (paper in view.papers) SignLine(Icons.document, paper) } }
        if (view.offices.isNotEmpty()) Group(words.offices) { Sheet { FactList(view.offices) } }
        view.note?.let { Banner(it, Tone.NEUTRAL) }
    }
}
