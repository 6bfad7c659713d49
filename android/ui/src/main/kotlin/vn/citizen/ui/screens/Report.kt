package vn.citizen.ui.screens

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import vn.citizen.core.ReceiptView
import vn.citizen.core.ReportAction
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Field
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.PhotoPainter
import vn.citizen.ui.parts.PhotoSheets
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.ReceiptSlip
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.SignLine
import vn.citizen.ui.parts.StateLine
import vn.citizen.ui.parts.Timeline
import vn.citizen.ui.parts.TodoLine
import vn.citizen.ui.parts.asIs

/** What is asked before it is done. */
enum class ReportAsk { REOPEN, WITHDRAW, DISCARD }

data class ReportState(val view: ReportView? = null, val ask: ReportAsk? = null, val why: String = "", val problem: Said? = null)

sealed interface ReportEvent {
    data object Back : ReportEvent

    data object Edit : ReportEvent

    data object Send : ReportEvent

    data object Mend : ReportEvent

    data object Confirm : ReportEvent

    data object ShowReceipt : ReportEvent

    data class Ask(val ask: ReportAsk) : ReportEvent

    data class Why(val text: String) : ReportEvent

    data object Yes : ReportEvent

    data object Keep : ReportEvent
}

/** A report that was sent, or waits to be: its state, its receipt, what the province did, and the person's answer to it. */
@Composable
fun ReportScreen(state: ReportState, onEvent: (ReportEvent) -> Unit, painter: PhotoPainter? = null) {
    val words = Look.words.report
    val view = state.view
    when (state.ask) {
        ReportAsk.REOPEN -> return Reopen(state, onEvent)
        ReportAsk.WITHDRAW -> return AskPage(words.withdrawTitle, words.withdrawLine, words.withdrawYes, { onEvent(ReportEvent.Keep) }, state.problem) { onEvent(ReportEvent.Yes) }
        ReportAsk.DISCARD -> return AskPage(words.discardTitle, words.discardLine, words.discardYes, { onEvent(ReportEvent.Keep) }, state.problem) { onEvent(ReportEvent.Yes) }
        null -> Unit
    }
    Page(words.title, onBack = { onEvent(ReportEvent.Back) }, bottom = view?.let { bottom(it, onEvent) }) {
        if (view == null) return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Sheet(tone = view.card.tone) {
            StateLine(view.card.state, view.card.tone)
            view.card.todo?.let { TodoLine(it) }
            SignLine(Icons.clock, view.card.moment)
        }
        view.pending?.let { Banner(it, Tone.WAITING) }
        // Where it is what is to be done, it stands there.
        view.reason?.takeIf { it != view.card.todo }?.let { Group(words.reason) { Banner(it, view.card.tone) } }
        if (view.receipt != null) SecondButton(words.receipt, Icons.receipt) { onEvent(ReportEvent.ShowReceipt) }
        if (view.timeline.isNotEmpty()) Group(words.history) { Sheet { Timeline(view.timeline) } }
        ReportContent(view, painter)
        if (ReportAction.WITHDRAW in view.actions) QuietButton(words.withdraw, Icons.close) { onEvent(ReportEvent.Ask(ReportAsk.WITHDRAW)) }
        if (ReportAction.DISCARD in view.actions) QuietButton(words.discard, Icons.erase) { onEvent(ReportEvent.Ask(ReportAsk.DISCARD)) }
    }
}

private fun bottom(view: ReportView, onEvent: (ReportEvent) -> Unit): (@Composable ColumnScope.() -> Unit)? {
    if (view.actions.none { it in listOf(ReportAction.CONFIRM, ReportAction.REOPEN, ReportAction.SEND, ReportAction.EDIT, ReportAction.MEND) }) return null
    return {
        val words = Look.words.report
        if (ReportAction.CONFIRM in view.actions) MainButton(words.confirm, Icons.check) { onEvent(ReportEvent.Confirm) }
        if (ReportAction.REOPEN in view.actions) SecondButton(words.reopen, Icons.refresh) { onEvent(ReportEvent.Ask(ReportAsk.REOPEN)) }
        if (ReportAction.MEND in view.actions) MainButton(words.mend, Icons.write) { onEvent(ReportEvent.Mend) }
        if (ReportAction.SEND in view.actions) MainButton(words.send, Icons.send) { onEvent(ReportEvent.Send) }
        if (ReportAction.EDIT in view.actions) SecondButton(words.edit, Icons.write) { onEvent(ReportEvent.Edit) }
    }
}

/** All that the report says: category, text, place, photos, who may see it. */
@Composable
internal fun ReportContent(view: ReportView, painter: PhotoPainter?) {
    val words = Look.words.report
    Group(words.textLabel) {
        Sheet {
            Say(view.card.category, style = Look.type.heading)
            if (view.card.text.isNotBlank()) Say(asIs(view.card.text))
            SignLine(Icons.place, view.place)
            SignLine(Icons.eye, view.visibility)
            // The category stands above.
            view.facts.filter { it.value != view.card.category }.takeIf { it.isNotEmpty() }?.let { FactList(it) }
        }
        for (flag in view.placeFlags) Banner(flag, Tone.DUE_SOON)
    }
    if (view.photos.isNotEmpty()) Group(words.photos) { PhotoSheets(view.photos, painter) }
}

@Composable
private fun Reopen(state: ReportState, onEvent: (ReportEvent) -> Unit) {
    val words = Look.words.report
    Page(words.reopenTitle, onBack = { onEvent(ReportEvent.Keep) }, bottom = { MainButton(words.reopenSend, Icons.send) { onEvent(ReportEvent.Yes) } }) {
        Field(words.reopenLabel, state.why, words.textHint, state.problem, lines = 4, tag = "why") { onEvent(ReportEvent.Why(it)) }
    }
}

/** A slip that can be shown, shared, printed. */
@Composable
fun ReceiptScreen(receipt: ReceiptView?, problem: Said?, onBack: () -> Unit, onShare: (() -> Unit)?) {
    val words = Look.words.report
    Page(words.receiptTitle, onBack = onBack, bottom = if (onShare != null && receipt != null) ({ SecondButton(words.share, Icons.share) { onShare() } }) else null) {
        if (receipt == null) return@Page NotYet(problem)
        problem?.let { Banner(it, Tone.OVERDUE) }
        ReceiptSlip(receipt)
    }
}
