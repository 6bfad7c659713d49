package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.key
import vn.citizen.core.CategoryCode
import vn.citizen.core.CategoryView
import vn.citizen.core.PhotoRow
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.core.Visibility
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.ChoiceRow
import vn.citizen.ui.parts.Field
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.PhotoPainter
import vn.citizen.ui.parts.PhotoStrip
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.SignLine
import vn.citizen.ui.parts.Steps
import vn.citizen.ui.parts.SwitchRow

/** The steps of a report, one task a screen. */
enum class DraftStep { CATEGORY, PLACE, TEXT, REVIEW }

data class DraftState(
    val step: DraftStep = DraftStep.CATEGORY,
    val categories: List<CategoryView> = emptyList(),
    val category: CategoryCode? = null,
    val measuring: Boolean = false,
    /** The phone was asked and could not say where it is. */
    val noFix: Boolean = false,
    val text: String = "",
    /** What the person touched here; null leaves it as the draft says. */
    val visibility: Visibility? = null,
    val anonymous: Boolean? = null,
    /** The draft as the core keeps it, once it does. */
    val draft: ReportView? = null,
    /** Where pictures lie that the core could not take yet. */
    val left: List<String> = emptyList(),
    /** Whether the draft that is taken up came from the core. */
    val isHere: Boolean = true,
    val busy: Boolean = false,
    val problem: Said? = null,
) {
    val hasPlace: Boolean get() = draft?.editing?.hasPlace == true
    val whoSees: Visibility? get() = visibility ?: draft?.editing?.visibility
    val withoutName: Boolean get() = anonymous ?: draft?.editing?.anonymous == true
}

sealed interface DraftEvent {
    data object Back : DraftEvent

    /** [from] is the step that was seen: a second touch of the same one goes no further. */
    data class Next(val from: DraftStep) : DraftEvent

    data class Choose(val category: CategoryCode) : DraftEvent

    data class Call(val number: String) : DraftEvent

    data object UsePlace : DraftEvent

    data object NoPlace : DraftEvent

    data object TakePhoto : DraftEvent

    data object ChoosePhoto : DraftEvent

    /** Adds what could not be added. */
    data object AddAgain : DraftEvent

    data class RemovePhoto(val photo: PhotoRow) : DraftEvent

    data class Text(val text: String) : DraftEvent

    data class See(val visibility: Visibility) : DraftEvent

    data class Anonymous(val on: Boolean) : DraftEvent

    data object Send : DraftEvent
}

@Composable
fun DraftScreen(state: DraftState, onEvent: (DraftEvent) -> Unit, painter: PhotoPainter? = null) {
    // Each step is a page of its own: it begins at its top, wherever the one before was left.
    key(state.step) { Step(state, onEvent, painter) }
}

@Composable
private fun Step(state: DraftState, onEvent: (DraftEvent) -> Unit, painter: PhotoPainter?) {
    val words = Look.words.report
    val title = when (state.step) {
        DraftStep.CATEGORY -> words.category
        DraftStep.PLACE -> words.placeAndPhotos
        DraftStep.TEXT -> words.text
        DraftStep.REVIEW -> words.review
    }
    if (!state.isHere || (state.step == DraftStep.CATEGORY && state.categories.isEmpty())) {
        Page(title, onBack = { onEvent(DraftEvent.Back) }) { NotYet(state.problem) }
        return
    }
    Page(
        title,
        onBack = { onEvent(DraftEvent.Back) },
        bottom = {
            when {
                state.step == DraftStep.REVIEW -> MainButton(words.send, Icons.send) { onEvent(DraftEvent.Send) }
                state.step == DraftStep.CATEGORY && state.category == null -> Say(words.draftKept, style = Look.type.small, color = Look.palette.ink2)
                else -> MainButton(Look.words.next) { onEvent(DraftEvent.Next(state.step)) }
            }
        },
    ) {
        Steps(state.step.ordinal + 1, DraftStep.entries.size)
        if (state.busy) Busy(Look.words.saving)
        if (state.step != DraftStep.TEXT) state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (state.left.isNotEmpty() && (state.step == DraftStep.PLACE || state.step == DraftStep.REVIEW)) {
            Banner(words.photoWaits, Tone.DUE_SOON, Icons.photo) { SecondButton(words.addAgain, Icons.photo) { onEvent(DraftEvent.AddAgain) } }
        }
        when (state.step) {
            DraftStep.CATEGORY -> Categories(state, onEvent)
            DraftStep.PLACE -> PlaceAndPhotos(state, onEvent, painter)
            DraftStep.TEXT -> Words(state, onEvent)
            DraftStep.REVIEW -> state.draft?.let { Review(it, painter, onEvent) }
        }
    }
}

@Composable
private fun Categories(state: DraftState, onEvent: (DraftEvent) -> Unit) {
    Choices {
        for (category in state.categories) {
            val chosen = category.code == state.category
            ChoiceRow(category.name, chosen) { onEvent(DraftEvent.Choose(category.code)) }
            val emergency = category.emergency
            if (chosen && emergency != null) {
                Banner(Look.words.report.callFirst, Tone.OVERDUE, Icons.phone) {
                    SecondButton(Look.words.call(emergency), Icons.phone, danger = true) { onEvent(DraftEvent.Call(emergency)) }
                }
            }
        }
    }
}

@Composable
private fun PlaceAndPhotos(state: DraftState, onEvent: (DraftEvent) -> Unit, painter: PhotoPainter?) {
    val words = Look.words.report
    val draft = state.draft
    Group(words.place) {
        if (state.measuring) {
            Busy(words.measuring)
        } else {
            draft?.let { SignLine(Icons.place, it.place, strong = true) }
            draft?.placeFlags?.forEach { Banner(it, Tone.DUE_SOON) }
            if (state.noFix) Banner(words.noFix, Tone.DUE_SOON)
        }
        SecondButton(words.usePlace, Icons.place) { onEvent(DraftEvent.UsePlace) }
        if (state.hasPlace) QuietButton(words.noPlace, Icons.close) { onEvent(DraftEvent.NoPlace) }
    }
    Group(words.photos) {
        draft?.photos?.takeIf { it.isNotEmpty() }?.let { photos -> PhotoStrip(photos, painter) { onEvent(DraftEvent.RemovePhoto(it)) } }
        SecondButton(words.takePhoto, Icons.camera) { onEvent(DraftEvent.TakePhoto) }
        SecondButton(words.choosePhoto, Icons.photo) { onEvent(DraftEvent.ChoosePhoto) }
    }
}

@Composable
private fun Words(state: DraftState, onEvent: (DraftEvent) -> Unit) {
    val words = Look.words.report
    Field(words.textLabel, state.text, words.textHint, state.problem, lines = 5, tag = "text") { onEvent(DraftEvent.Text(it)) }
    Group(words.who) {
        Choices {
            ChoiceRow(words.handler, state.whoSees == Visibility.HANDLER, words.handlerLine) { onEvent(DraftEvent.See(Visibility.HANDLER)) }
            ChoiceRow(words.public, state.whoSees == Visibility.PUBLIC, words.publicLine) { onEvent(DraftEvent.See(Visibility.PUBLIC)) }
        }
        SwitchRow(words.anonymous, state.withoutName, words.anonymousLine) { onEvent(DraftEvent.Anonymous(it)) }
    }
}

@Composable
private fun Review(draft: ReportView, painter: PhotoPainter?, onEvent: (DraftEvent) -> Unit) {
    val words = Look.words.report
    for (advice in draft.advice) {
        Banner(advice.said, Tone.DUE_SOON) {
            for (number in advice.call) SecondButton(Look.words.call(number), Icons.phone, danger = true) { onEvent(DraftEvent.Call(number)) }
        }
    }
    ReportContent(draft, painter)
    draft.size?.let { Group(words.leaves) { SignLine(Icons.send, it, strong = true) } }
    Say(words.draftKept, style = Look.type.small, color = Look.palette.ink2)
}
