package vn.citizen.platform.background

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import vn.citizen.core.Advice
import vn.citizen.core.Life
import vn.citizen.core.Problem

/**
 * Lets go of the vault when the app has left the screen, since the system may end the process at any moment after. The order is: what was typed
 * kept, vault suspended. One thing after the other: coming back while still leaving waits. Main thread only.
 *
 * [away]: the system started the app without showing it. [keep] writes into the vault what the screens hold. [resumed] is told what coming back
 * came to: null, or why the vault cannot be used yet.
 */
class Keeper(
    private val life: Life,
    private val scope: CoroutineScope,
    private var away: Boolean = false,
    private val keep: suspend () -> Unit,
    private val resumed: (Problem?) -> Unit,
) {
    private val turn = Mutex()
    private var awake = 0

    /** From the asking on: a suspending that failed may have let go of half. */
    private var suspended = false

    /** The app has left the screen. */
    fun leave(): Job {
        if (away) return inTurn { }
        away = true
        return inTurn {
            keep()
            // Whoever works still lets go when it is done.
            if (awake == 0) suspend()
        }
    }

    /** The app is on the screen again. Where the vault could not be resumed the last time, it is tried again. */
    fun comeBack(): Job {
        if (!away && !suspended) return inTurn { }
        away = false
        return inTurn {
            val problem = resume()
            resumed(problem)
        }
    }

    /** Does [work] with the vault awake, and suspends it again unless the app is on the screen by then. False where it could not be woken. */
    suspend fun awake(work: suspend () -> Boolean): Boolean {
        // Whoever is cancelled here waits all the same, and leaves the vault as it was.
        val problem = withContext(NonCancellable) {
            turn.withLock {
                awake++
                resume()
            }
        }
        return try {
            problem == null && work()
        } finally {
            withContext(NonCancellable) {
                turn.withLock {
                    // Under nobody who works still.
                    if (--awake == 0 && away) suspend()
                }
            }
        }
    }

    /** At once in the queue, so that what was asked first comes first. */
    private fun inTurn(work: suspend () -> Unit): Job = scope.launch(start = CoroutineStart.UNDISPATCHED) { turn.withLock { work() } }

    private suspend fun suspend() {
        if (suspended) return
        suspended = true
        try {
            life.suspend()
        } catch (_: Problem) {
            // The system ends whoever holds on, and the vault is made for that.
        }
    }

    /** Twice, for what stands in the way may be gone in a moment; but nobody is asked twice to unlock the phone. */
    private suspend fun resume(): Problem? {
        if (!suspended) return null
        val problem = resumeOnce()?.let { if (it.advice == Advice.UNLOCK) it else resumeOnce() }
        if (problem == null) suspended = false
        return problem
    }

    private suspend fun resumeOnce(): Problem? = try {
        life.resume()
        null
    } catch (problem: Problem) {
        problem
    }
}
