package vn.citizen.core.bound

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext

/**
 * The way every call takes: on [dispatcher], never on the caller's thread, with what is thrown turned into a problem for screens.
 * [crossing] is told each time, so that a test can see on which thread it was.
 */
internal class Door(private val dispatcher: CoroutineDispatcher, private val crossing: () -> Unit = {}) {
    suspend fun <T> ask(work: suspend () -> T): T = withContext(dispatcher) {
        crossing()
        try {
            work()
        } catch (thrown: Throwable) {
            throw problem(thrown) ?: thrown
        }
    }

    /**
     * What an observer is told, as a flow: [begin] subscribes and gives what ends it, which is done once, whoever stops first. The newest
     * is kept where the collector is slow.
     */
    fun <T> told(capacity: Int = Channel.CONFLATED, begin: ProducerScope<T>.() -> AutoCloseable): Flow<T> = callbackFlow {
        crossing()
        val subscription = begin()
        awaitClose { subscription.close() }
    }.buffer(capacity).catch { thrown -> throw problem(thrown) ?: thrown }.flowOn(dispatcher)
}
