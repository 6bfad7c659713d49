package vn.citizen.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import vn.citizen.core.Language
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.Said
import vn.citizen.core.TextSize
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.ChoiceRow
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.WayRow

/** The first time: how to read, then which province. */
data class WelcomeState(
    val choosingProvince: Boolean = false,
    val language: Language = Language.VI,
    val textSize: TextSize = TextSize.SYSTEM,
    val choices: List<ProvinceChoice> = emptyList(),
    val chosen: ProvinceChoice? = null,
    val busy: Boolean = false,
    val problem: Said? = null,
)

sealed interface WelcomeEvent {
    data class Speak(val language: Language) : WelcomeEvent

    data class Letters(val size: TextSize) : WelcomeEvent

    data class Choose(val province: ProvinceChoice) : WelcomeEvent

    data object Next : WelcomeEvent

    data object Emergency : WelcomeEvent

    data object Back : WelcomeEvent
}

@Composable
fun WelcomeScreen(state: WelcomeState, onEvent: (WelcomeEvent) -> Unit) {
    if (state.choosingProvince) ProvincePage(state, onEvent) else ReadingPage(state, onEvent)
}

@Composable
private fun ReadingPage(state: WelcomeState, onEvent: (WelcomeEvent) -> Unit) {
    val words = Look.words.welcome
    Page(words.title, bottom = { MainButton(Look.words.next) { onEvent(WelcomeEvent.Next) } }) {
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Say(words.about)
        Group(words.language) { LanguageChoice(state.language) { onEvent(WelcomeEvent.Speak(it)) } }
        Group(words.textSize) { SizeChoice(state.textSize) { onEvent(WelcomeEvent.Letters(it)) } }
        WayRow(Icons.phone, Look.words.home.emergency, tone = Tone.OVERDUE) { onEvent(WelcomeEvent.Emergency) }
    }
}

@Composable
internal fun LanguageChoice(chosen: Language, onChoose: (Language) -> Unit) {
    val words = Look.words.welcome
    Choices {
        ChoiceRow(words.vietnamese, chosen == Language.VI) { onChoose(Language.VI) }
        ChoiceRow(words.english, chosen == Language.EN) { onChoose(Language.EN) }
    }
}

@Composable
internal fun SizeChoice(chosen: TextSize, onChoose: (TextSize) -> Unit) {
    val words = Look.words.welcome
    Choices {
        ChoiceRow(words.sizeSystem, chosen == TextSize.SYSTEM) { onChoose(TextSize.SYSTEM) }
        ChoiceRow(words.sizeLarge, chosen == TextSize.LARGE) { onChoose(TextSize.LARGE) }
        ChoiceRow(words.sizeLargest, chosen == TextSize.LARGEST) { onChoose(TextSize.LARGEST) }
    }
}

@Composable
internal fun Choices(content: @Composable () -> Unit) {
    Column(verticalArrangement = Arrangement.spacedBy(Space.small)) { content() }
}

/** The names before the provinces were joined, one after the other. */
private fun former(choice: ProvinceChoice): Said? =
    choice.former.takeIf { it.isNotEmpty() }?.let { names -> Said(names.joinToString(", ") { it.display }, names.joinToString(", ") { it.spoken }) }

@Composable
private fun ProvincePage(state: WelcomeState, onEvent: (WelcomeEvent) -> Unit) {
    val words = Look.words.welcome
    val ready = state.chosen != null && !state.busy
    Page(
        words.province,
        onBack = { onEvent(WelcomeEvent.Back) },
        bottom = if (ready) ({ MainButton(words.useProvince) { onEvent(WelcomeEvent.Next) } }) else null,
    ) {
        if (state.choices.isEmpty()) return@Page NotYet(state.problem)
        if (state.busy) Busy(words.fetching)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Say(words.provinceHint)
        Choices {
            for (choice in state.choices) ChoiceRow(choice.name, choice == state.chosen, former(choice)) { onEvent(WelcomeEvent.Choose(choice)) }
        }
    }
}
