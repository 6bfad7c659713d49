package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.citizen.ui.screens.LockEvent
import vn.citizen.ui.screens.LockState

/**
 * Stands before everything else where the person wants to be asked who they are. [ask] asks, and is true where it is they; [enter] is what comes
 * then, each time the app comes on the screen.
 */
class LockHolder(
    private val scope: CoroutineScope,
    private val isShut: () -> Boolean,
    private val ask: suspend () -> Boolean,
    private val call: (String) -> Unit,
    private val enter: () -> Unit,
) {
    private val held = MutableStateFlow(LockState(shut = isShut()))
    val state: StateFlow<LockState> = held.asStateFlow()
    private var asking: Job? = null

    val stepBack: (() -> Unit)? get() = if (held.value.stepsBack) ({ on(LockEvent.Keep) }) else null

    /** The app is on the screen. The phone's own question may have taken it off: then the answer is still to come. */
    fun cameBack() {
        if (asking?.isActive == true) return
        val shut = isShut()
        held.value = LockState(shut)
        if (shut) unlock() else enter()
    }

    fun on(event: LockEvent) {
        when (event) {
            LockEvent.Unlock -> unlock()
            LockEvent.Emergency -> held.update { it.copy(emergency = true) }
            LockEvent.Keep -> held.update { it.copy(emergency = false) }
            is LockEvent.Call -> call(event.number)
        }
    }

    private fun unlock() {
        if (asking?.isActive == true || !held.value.shut) return
        asking = scope.launch {
            if (ask()) {
                held.value = LockState(shut = false)
                enter()
            }
        }
    }
}
