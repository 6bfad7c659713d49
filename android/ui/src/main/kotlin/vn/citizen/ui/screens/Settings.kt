package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.Address
import vn.citizen.core.CheckRow
import vn.citizen.core.EmergencyRow
import vn.citizen.core.Fact
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.ProvinceView
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.ChoiceRow
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.SwitchRow
import vn.citizen.ui.parts.ToneChip
import vn.citizen.ui.parts.WayRow

/** Whether the app asks who is there before it opens. */
enum class Lock { OFF, ON, IMPOSSIBLE }

data class SettingsState(val preferences: Preferences = Preferences(), val province: ProvinceView? = null, val problem: Said? = null, val lock: Lock = Lock.OFF)

sealed interface SettingsEvent {
    data object Back : SettingsEvent

    /** Of what is kept, which may be more than what is shown. */
    class Change(val change: Preferences.() -> Preferences) : SettingsEvent

    data class AskPerson(val on: Boolean) : SettingsEvent

    data object Checks : SettingsEvent
}

@Composable
fun SettingsScreen(state: SettingsState, onEvent: (SettingsEvent) -> Unit) {
    val words = Look.words
    val now = state.preferences
    fun change(change: Preferences.() -> Preferences) = onEvent(SettingsEvent.Change(change))
    Page(words.settings.title, onBack = { onEvent(SettingsEvent.Back) }) {
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Group(words.welcome.textSize) {
            SizeChoice(now.textSize) { size -> change { copy(textSize = size) } }
            Say(words.settings.sample)
        }
        Group(words.welcome.language) { LanguageChoice(now.language) { language -> change { copy(language = language) } } }
        // English has one word for everybody.
        if (now.language == Language.VI) Group(words.settings.address) { AddressChoice(now.address) { address -> change { copy(address = address) } } }
        Group(words.settings.lock) {
            if (state.lock == Lock.IMPOSSIBLE) {
                Say(words.settings.lockImpossible)
            } else {
                SwitchRow(words.settings.lockAsk, state.lock == Lock.ON, words.settings.lockLine) { onEvent(SettingsEvent.AskPerson(it)) }
            }
        }
        state.province?.let { Group(words.settings.province) { Sheet { FactList(listOf(Fact(words.settings.province, it.name), Fact(words.settings.hotline, it.hotline))) } } }
        WayRow(Icons.check, words.settings.checks, words.settings.checksLine) { onEvent(SettingsEvent.Checks) }
    }
}

@Composable
private fun AddressChoice(chosen: Address, onChoose: (Address) -> Unit) {
    val words = Look.words.settings
    Choices {
        for (address in Address.entries) ChoiceRow(words.of(address), chosen == address) { onChoose(address) }
    }
}

data class ChecksState(val rows: List<CheckRow>? = null, val problem: Said? = null)

/** Why nothing happens, in words. */
@Composable
fun ChecksScreen(state: ChecksState, onBack: () -> Unit) {
    val words = Look.words.settings
    Page(words.checks, onBack = onBack) {
        val rows = state.rows ?: return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        for (row in rows) {
            val tone = if (row.ok) Tone.DONE else Tone.DUE_SOON
            Sheet(tone = tone) {
                ToneChip(if (row.ok) words.good else words.look, tone)
                Say(row.said)
            }
        }
    }
}

/** [rows] as the core has them; none before it answers. */
data class EmergencyState(val rows: List<EmergencyRow> = emptyList(), val problem: Said? = null)

/** Numbers to call, each a control as large as a card. Works before anything is set up, and where the core says nothing: those of the country are known. */
@Composable
fun EmergencyScreen(state: EmergencyState, onBack: () -> Unit, onCall: (String) -> Unit) {
    val words = Look.words.emergency
    Page(words.title, onBack = onBack) {
        Say(words.about)
        for (row in state.rows.ifEmpty { words.national }) WayRow(Icons.phone, Look.words.call(row.number), row.name, Tone.OVERDUE) { onCall(row.number) }
        // Below: whoever came to call need not read it first.
        state.problem?.let { NotYet(it) }
    }
}
