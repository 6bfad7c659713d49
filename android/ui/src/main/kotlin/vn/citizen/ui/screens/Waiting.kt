package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.Fact
import vn.citizen.core.ItemId
import vn.citizen.core.OutboxAction
import vn.citizen.core.OutboxPage
import vn.citizen.core.OutboxRow
import vn.citizen.core.Said
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Blank
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.BusyOf
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.ListPage
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.StateLine
import vn.citizen.ui.parts.SyncLine

data class WaitingState(
    val page: OutboxPage? = null,
    /** Whether there are rows beyond those that were asked for. */
    val more: Boolean = false,
    val askDiscard: ItemId? = null,
    val sending: Boolean = false,
    val progress: SyncEvent.Progress? = null,
    val done: SyncView? = null,
    val problem: Said? = null,
)

sealed interface WaitingEvent {
    data object Back : WaitingEvent

    data object More : WaitingEvent

    data object RetryAll : WaitingEvent

    data object Stop : WaitingEvent

    data class Retry(val id: ItemId) : WaitingEvent

    data class Receipt(val id: ItemId) : WaitingEvent

    data class AskDiscard(val id: ItemId) : WaitingEvent

    data object Discard : WaitingEvent

    data object Keep : WaitingEvent
}

/** What waits to be sent, why, and what ends the wait. */
@Composable
fun WaitingScreen(state: WaitingState, onEvent: (WaitingEvent) -> Unit) {
    val words = Look.words.waiting
    val page = state.page
    if (state.askDiscard != null) {
        val row = page?.rows?.find { it.id == state.askDiscard }
        AskPage(words.discardTitle, words.discardLine, words.discardYes, { onEvent(WaitingEvent.Keep) }, state.problem, what = row?.let { it.about ?: it.kind }) {
            onEvent(WaitingEvent.Discard)
        }
        return
    }
    val canRetry = !state.sending && page != null && page.rows.any { OutboxAction.RETRY in it.actions }
    ListPage(words.title, onBack = { onEvent(WaitingEvent.Back) }, bottom = if (canRetry) ({ MainButton(words.retryAll, Icons.send) { onEvent(WaitingEvent.RetryAll) } }) else null) {
        if (page == null) return@ListPage part("not yet") { NotYet(state.problem) }
        part("state") {
            state.problem?.let { Banner(it, Tone.OVERDUE) }
            if (state.sending) {
                state.progress?.let { BusyOf(it) } ?: Busy(Look.words.home.updating)
                QuietButton(Look.words.home.stop, Icons.close) { onEvent(WaitingEvent.Stop) }
            }
            state.done?.let { SyncLine(it) }
            if (page.rows.isEmpty()) Blank(Icons.of(Tone.DONE), words.empty, words.emptyLine) else Say(page.waiting.said)
        }
        cards("rows", null, page.rows, { it.id.value }, { onEvent(WaitingEvent.More) }.takeIf { state.more }) { Item(it, state.sending, onEvent) }
    }
}

@Composable
private fun Item(row: OutboxRow, sending: Boolean, onEvent: (WaitingEvent) -> Unit) {
    val words = Look.words.waiting
    Sheet(tone = row.tone) {
        StateLine(row.state, row.tone)
        Say(row.kind, style = Look.type.strong)
        row.about?.let { Say(it) }
        FactList(listOfNotNull(Fact(words.size, row.size), row.nextTry?.let { Fact(words.next, it) }))
        if (!sending && OutboxAction.RETRY in row.actions) SecondButton(words.retry, Icons.send) { onEvent(WaitingEvent.Retry(row.id)) }
        if (OutboxAction.RECEIPT in row.actions) SecondButton(words.receipt, Icons.receipt) { onEvent(WaitingEvent.Receipt(row.id)) }
        if (OutboxAction.DISCARD in row.actions) QuietButton(words.discard, Icons.erase) { onEvent(WaitingEvent.AskDiscard(row.id)) }
    }
}
