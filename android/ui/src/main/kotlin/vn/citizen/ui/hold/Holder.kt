package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.core.Snapshot

/** A screen's state and what its events do. Plain Kotlin: it lives as long as [scope], longer than any drawing of the screen. */
abstract class Holder<S>(start: S, protected val scope: CoroutineScope) {
    private val held = MutableStateFlow(start)
    val state: StateFlow<S> = held.asStateFlow()

    protected val now: S get() = held.value

    protected fun set(change: S.() -> S) = held.update { it.change() }

    private val ticks = MutableStateFlow(0)

    /** How often what is shown was looked at anew, without anybody asking. */
    val looks: StateFlow<Int> = ticks.asStateFlow()
    private var loading: Job? = null

    /** The screen has its place on the way. */
    fun begin() = askAgain()

    /** Asks for what the screen shows; once more where that failed. */
    fun askAgain() {
        loading?.cancel()
        loading = load()
    }

    /** The work that asks for what the screen shows. */
    protected open fun load(): Job? = null

    /** Time has passed: what is watched is looked at again, for what is said of its age grows old by itself. */
    fun tick() = ticks.update { it + 1 }

    /** The core speaks another language or addresses the person otherwise: what it said is let go, or asked for anew. */
    open fun reworded() = tick()

    /** What the phone's own Back does on this screen as it is now: a step back, or no to a question. Null where it leaves the screen. */
    open val stepBack: (() -> Unit)? get() = null

    /**
     * What was written here and the core does not hold, by field; whoever comes here again finds it. Nothing once it was sent, and never a
     * secret.
     */
    open val written: Map<String, String> get() = emptyMap()

    /** Takes up what was [written] earlier. Called before [begin]. */
    open fun write(earlier: Map<String, String>) = Unit

    /** Gives the core what was written, where it has a place for it. Called when one leaves, and when the phone puts the app away. */
    open suspend fun keep() = Unit

    /** The route by which one comes here again, where it is another than the one by which one came. */
    open fun again(route: Route): Route = route

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

    /** Takes what [snapshots] tells. What cannot be looked at just now says why, until it can. */
    protected fun watch(snapshots: Flow<Snapshot>, take: suspend (Snapshot) -> Unit) = ask {
        var hidden = false
        ticks.collectLatest {
            try {
                // Each time it begins with what is so now.
                snapshots.collect { snapshot ->
                    if (snapshot is Snapshot.Unavailable) {
                        set { with(snapshot.problem.said) }
                    } else {
                        if (hidden) set { with(null) }
                        take(snapshot)
                    }
                    hidden = snapshot is Snapshot.Unavailable
                }
            } catch (problem: Problem) {
                hidden = true
                set { with(problem.said) }
            }
        }
    }

    /** Something of which a second touch, while the first is not yet answered, asks nothing. */
    protected inner class Once {
        private var job: Job? = null

        val isUnderWay: Boolean get() = job?.isActive == true

        fun stop() {
            job?.cancel()
        }

        fun ask(work: suspend () -> Unit) {
            if (!isUnderWay) job = this@Holder.ask(work)
        }
    }
}
