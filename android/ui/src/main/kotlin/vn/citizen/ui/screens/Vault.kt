package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.WayRow

/** [ready]: the screens can be shown. [language] is the phone's, as long as nobody chose one. */
data class VaultState(val language: Language = Language.VI, val ready: Boolean = false, val askOlder: Boolean = false, val emergency: Boolean = false, val problem: Problem? = null) {
    /** Whether the phone's own Back stays in the app. */
    val stepsBack: Boolean get() = !ready && (askOlder || emergency)
}

sealed interface VaultEvent {
    /** After the phone was unlocked, or room was made. */
    data object Again : VaultEvent

    data object UseOlder : VaultEvent

    data object Keep : VaultEvent

    data object Emergency : VaultEvent

    data class Call(val number: String) : VaultEvent

    data object UseOlderYes : VaultEvent
}

/** While what the phone holds is opened, and where it cannot be. */
@Composable
fun VaultScreen(state: VaultState, onEvent: (VaultEvent) -> Unit) {
    val words = Look.words
    val problem = state.problem
    if (state.askOlder) {
        AskPage(words.older.title, words.older.line, words.older.yes, { onEvent(VaultEvent.Keep) }, icon = null) { onEvent(VaultEvent.UseOlderYes) }
        return
    }
    if (state.emergency) {
        EmergencyScreen(EmergencyState(), { onEvent(VaultEvent.Keep) }) { onEvent(VaultEvent.Call(it)) }
        return
    }
    Page(
        if (problem == null) null else words.unlock.notOpen,
        bottom = if (problem == null) null else ({
            MainButton(words.again, Icons.refresh) { onEvent(VaultEvent.Again) }
            if (problem.code == OLDER) SecondButton(words.older.use, danger = true) { onEvent(VaultEvent.UseOlder) }
        }),
    ) {
        if (problem == null) Busy(words.loading) else Banner(problem.said, Tone.OVERDUE)
        if (problem != null) WayRow(Icons.phone, words.home.emergency, tone = Tone.OVERDUE) { onEvent(VaultEvent.Emergency) }
    }
}

/** As the error catalogue calls an older copy that stands in the vault's place. */
private const val OLDER = "store.rolled_back"
