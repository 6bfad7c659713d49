package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.ui.screens.VaultEvent
import vn.citizen.ui.screens.VaultState

/**
 * What the phone holds, from the first moment on: opened, not to be opened now, or not to be used after the app came back. [open] opens it, or
 * throws a problem; only with its argument true does it use an older copy that stands in the vault's place, and gives up what came after.
 */
class VaultHolder(
    language: Language,
    private val scope: CoroutineScope,
    private val resume: () -> Unit,
    private val call: (String) -> Unit,
    private val open: suspend (acceptLoss: Boolean) -> Unit,
) {
    private val held = MutableStateFlow(VaultState(language))
    val state: StateFlow<VaultState> = held.asStateFlow()
    private var job: Job? = null
    private var opened = false

    /** What the phone's own Back does, as on any screen: no to the question. Null where it leaves the app. */
    val stepBack: (() -> Unit)? get() = if (held.value.stepsBack) ({ on(VaultEvent.Keep) }) else null

    fun begin() = start(acceptLoss = false)

    fun on(event: VaultEvent) {
        when (event) {
            VaultEvent.Again -> if (opened) resume() else start(acceptLoss = false)
            VaultEvent.UseOlder -> held.update { it.copy(askOlder = true) }
            VaultEvent.Keep -> held.update { it.copy(askOlder = false, emergency = false) }
            VaultEvent.Emergency -> held.update { it.copy(emergency = true) }
            is VaultEvent.Call -> call(event.number)
            VaultEvent.UseOlderYes -> if (held.value.askOlder) start(acceptLoss = true)
        }
    }

    /** The app came back: null, or why the vault cannot be used. What was shown is there again as soon as it can. */
    fun resumed(problem: Problem?) {
        // While it is opened, opening it says what there is to say.
        if (opened) held.update { it.copy(problem = problem, ready = problem == null, emergency = it.emergency && problem != null) }
    }

    private fun start(acceptLoss: Boolean) {
        if (job?.isActive == true) return
        held.update { VaultState(it.language) }
        job = scope.launch {
            try {
                open(acceptLoss)
                opened = true
                held.update { it.copy(ready = true) }
            } catch (problem: Problem) {
                held.update { it.copy(problem = problem) }
            }
        }
    }
}
