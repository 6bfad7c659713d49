package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.citizen.core.Problem
import vn.citizen.core.Said

/** A screen's state and what its events do. Plain Kotlin: it lives as long as [scope], longer than any drawing of the screen. */
abstract class Holder<S>(start: S, protected val scope: CoroutineScope) {
    private val held = MutableStateFlow(start)
    val state: StateFlow<S> = held.asStateFlow()

    protected val now: S get() = held.value

    protected fun set(change: S.() -> S) = held.update { it.change() }

    /** Begins to ask for what the screen shows. Called once, when the screen has its place on the way. */
    open fun begin() = Unit

    /** Says what went wrong, where it belongs on this screen; null takes it away. */
    protected abstract fun S.with(problem: Said?): S

    /** Asks the core for something. A problem is shown and stays until something else is tried. */
    protected fun ask(work: suspend () -> Unit): Job = scope.launch {
        set { with(null) }
        try {
            work()
        } catch (problem: Problem) {
            set { with(problem.said) }
        }
    }
}
