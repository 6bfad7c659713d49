package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.vector.ImageVector
import vn.citizen.core.DossierAction
import vn.citizen.core.DossierView
import vn.citizen.core.Fact
import vn.citizen.core.FeeRow
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.AgeLine
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.QrPicture
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.SampleMark
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.SignLine
import vn.citizen.ui.parts.StateLine
import vn.citizen.ui.parts.Timeline
import vn.citizen.ui.parts.TodoLine
import vn.citizen.ui.parts.ToneChip

data class DossierState(
    val view: DossierView? = null,
    val askUnfollow: Boolean = false,
    /** Whether the person can still be asked if they want to be told of news. */
    val canTell: Boolean = false,
    /** What they, or the phone, answered just now. */
    val tells: Boolean? = null,
    val problem: Said? = null,
)

sealed interface DossierEvent {
    data object Back : DossierEvent

    data object Rate : DossierEvent

    data object SignIn : DossierEvent

    data object TellMe : DossierEvent

    data object AskUnfollow : DossierEvent

    data object Unfollow : DossierEvent

    data object Keep : DossierEvent
}

/** One dossier: where it stands, what to do, where it has been, what it costs, its code for the counter. */
@Composable
fun DossierScreen(state: DossierState, onEvent: (DossierEvent) -> Unit) {
    val words = Look.words.dossier
    val view = state.view
    if (state.askUnfollow) {
        AskPage(words.unfollowTitle, words.unfollowLine, words.unfollowYes, { onEvent(DossierEvent.Keep) }, state.problem) { onEvent(DossierEvent.Unfollow) }
        return
    }
    Page(
        words.title,
        onBack = { onEvent(DossierEvent.Back) },
        bottom = when {
            view == null -> null
            DossierAction.RATE in view.actions -> ({ MainButton(words.rate, Icons.rate) { onEvent(DossierEvent.Rate) } })
            DossierAction.SIGN_IN in view.actions -> ({ MainButton(words.signInForMore, Icons.person) { onEvent(DossierEvent.SignIn) } })
            else -> null
        },
    ) {
        if (view == null) return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Head(view)
        for (warning in view.warnings) Banner(warning, Tone.DUE_SOON)
        if (view.todo.isNotEmpty()) Group(words.todo) { for (todo in view.todo) TodoLine(todo) }
        if (view.fees.isNotEmpty()) Group(words.fees) { for (fee in view.fees) Fee(fee) }
        if (view.timeline.isNotEmpty()) Group(words.timeline) { Sheet { Timeline(view.timeline) } }
        Group(words.details) {
            Sheet { FactList(listOfNotNull(view.official?.let { Fact(words.official, it) }) + view.facts + Fact(words.trust, view.trust)) }
        }
        view.qr?.let { Group(words.showQr) { Sheet { QrPicture(it) } } }
        when (state.tells) {
            true -> SignLine(Icons.bell, words.willTell)
            false -> Banner(words.mayNotTell, Tone.DUE_SOON, Icons.bell)
            null -> if (state.canTell) QuietButton(words.tellMe, Icons.bell) { onEvent(DossierEvent.TellMe) }
        }
        if (DossierAction.UNFOLLOW in view.actions) QuietButton(words.unfollow, Icons.close) { onEvent(DossierEvent.AskUnfollow) }
    }
}

@Composable
private fun Head(view: DossierView) {
    val card = view.card
    Sheet(tone = card.tone) {
        StateLine(card.state, card.tone)
        card.procedure?.let { Say(it) }
        view.agency?.let { Say(it, color = Look.palette.ink2) }
        card.time?.let { SignLine(Icons.clock, it, strong = true) }
        Say(card.codeShown, style = Look.type.code)
        AgeLine(card.age)
        SampleMark(card.demo)
    }
}

@Composable
private fun Fee(fee: FeeRow) {
    Sheet {
        Say(fee.name)
        Say(fee.amount, style = Look.type.state)
        ToneChip(fee.state, if (fee.paid) Tone.DONE else Tone.DUE_SOON)
        fee.qr?.let { QrPicture(it) }
    }
}

/** Asks once more before something cannot be taken back. The quiet answer is the large one. */
@Composable
internal fun AskPage(title: Said, line: Said, yes: Said, onKeep: () -> Unit, problem: Said? = null, icon: ImageVector? = Icons.erase, what: Said? = null, onYes: () -> Unit) {
    Page(
        title,
        bottom = {
            MainButton(Look.words.keep) { onKeep() }
            SecondButton(yes, icon, danger = true) { onYes() }
        },
    ) {
        problem?.let { Banner(it, Tone.OVERDUE) }
        what?.let { Say(it, style = Look.type.strong) }
        Say(line)
    }
}
