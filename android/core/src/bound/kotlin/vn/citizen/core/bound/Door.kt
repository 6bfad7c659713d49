package vn.citizen.core.bound

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import vn.citizen.bindings.Asking
import vn.citizen.core.Language

/**
 * The way every call takes: on [dispatcher], never on the caller's thread, with what is thrown turned into a problem for screens.
 * [crossing] is told each time, so that a test can see on which thread it was.
 */
internal class Door(private val dispatcher: CoroutineDispatcher, @Volatile var language: Language = Language.VI, private val crossing: () -> Unit = {}) {
    suspend fun <T> ask(work: suspend () -> T): T = withContext(dispatcher) {
        crossing()
        translated { work() }
    }

    /** A question to the province, which writes nothing for the person: it ends with its caller, in the core too. */
    suspend fun <T> asking(question: suspend (Asking) -> T): T = ask {
        Asking().use { asking ->
            try {
                question(asking)
            } catch (cancelled: CancellationException) {
                asking.giveUp()
                throw cancelled
            }
        }
    }

    /**
     * What an observer is told, as a flow: [begin] subscribes and gives what ends it, which is done once, whoever stops first. The newest
     * is kept where the collector is slow: nothing stands between the flow and its buffer, so that the two are one.
     */
    fun <T> told(capacity: Int = Channel.CONFLATED, begin: ProducerScope<T>.() -> AutoCloseable): Flow<T> = callbackFlow {
        crossing()
        val subscription = translated { begin() }
        awaitClose { subscription.close() }
    }.flowOn(dispatcher).buffer(capacity)

    /** Whoever stops waiting is no fault of anybody: that goes through as it is, although Java calls it an illegal state. */
    private inline fun <T> translated(work: () -> T): T = try {
        work()
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (thrown: Throwable) {
        throw problem(thrown, language) ?: thrown
    }
}
