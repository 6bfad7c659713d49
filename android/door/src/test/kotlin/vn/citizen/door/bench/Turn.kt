package vn.citizen.door.bench

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/** Where coroutines run, or wait while it is held: those who are told take no time from the one who tells. */
internal class Turn : CoroutineDispatcher() {
    private val waiting = ArrayDeque<Pair<CoroutineContext, Runnable>>()
    private var held = false

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        synchronized(waiting) {
            if (held) {
                waiting += context to block
                return
            }
        }
        Dispatchers.Default.dispatch(context, block)
    }

    fun hold() = synchronized(waiting) { held = true }

    fun goOn() {
        val all = synchronized(waiting) {
            held = false
            waiting.toList().also { waiting.clear() }
        }
        for ((context, block) in all) Dispatchers.Default.dispatch(context, block)
    }
}
