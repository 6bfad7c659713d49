package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.WayRow

/** [shut]: nothing else is shown before the person has shown who they are. */
data class LockState(val shut: Boolean, val emergency: Boolean = false) {
    /** Whether the phone's own Back stays in the app. */
    val stepsBack: Boolean get() = shut && emergency
}

sealed interface LockEvent {
    data object Unlock : LockEvent

    data object Emergency : LockEvent

    data object Keep : LockEvent

    data class Call(val number: String) : LockEvent
}

/** Before everything else, for whoever wants to be asked. The emergency numbers are behind no lock. */
@Composable
fun LockScreen(state: LockState, onEvent: (LockEvent) -> Unit) {
    val words = Look.words.unlock
    if (state.emergency) {
        EmergencyScreen(EmergencyState(), { onEvent(LockEvent.Keep) }) { onEvent(LockEvent.Call(it)) }
        return
    }
    Page(words.shut, bottom = { MainButton(words.open, Icons.person) { onEvent(LockEvent.Unlock) } }) {
        Say(words.shutLine)
        WayRow(Icons.phone, Look.words.home.emergency, tone = Tone.OVERDUE) { onEvent(LockEvent.Emergency) }
    }
}
