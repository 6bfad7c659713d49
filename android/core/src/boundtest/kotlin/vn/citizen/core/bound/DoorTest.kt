package vn.citizen.core.bound

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Problem
import java.util.concurrent.Executors
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** The one way through which every call goes and everything that is told comes. */
class DoorTest {
    @Test fun `a cancelled call is cancelled, not broken`() = runBlocking {
        val door = Door(Dispatchers.Default)
        val begun = CompletableDeferred<Unit>()
        val met = CompletableDeferred<Throwable>()
        val call = async {
            try {
                door.ask {
                    begun.complete(Unit)
                    CompletableDeferred<Unit>().await()
                }
            } catch (thrown: Throwable) {
                met.complete(thrown)
                throw thrown
            }
        }
        begun.await()
        call.cancel()
        assertTrue(met.await() is CancellationException, met.await().toString())
        // Also where it is the other side that was cancelled.
        assertFailsWith<CancellationException> { door.ask { throw CancellationException("let go") } }
        assertFailsWith<CancellationException> { door.told<Int> { throw CancellationException("let go") }.toList() }
        Unit
    }

    @Test fun `control - an object that was let go is a defect`() = runBlocking {
        val door = Door(Dispatchers.Default)
        assertEquals(Advice.BUG, assertFailsWith<Problem> { door.ask { error("let go") } }.advice)
        assertEquals(Advice.BUG, assertFailsWith<Problem> { door.told<Int> { error("let go") }.toList() }.advice)
    }

    @Test fun `whoever is slow gets the newest`() = Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { dispatcher ->
        runBlocking {
            lateinit var teller: ProducerScope<Int>
            val told = Door(dispatcher).told {
                teller = this
                trySend(1)
                AutoCloseable {}
            }
            val seen = mutableListOf<Int>()
            told.take(2).collect { value ->
                seen += value
                if (value == 1) {
                    for (next in 2..100) {
                        teller.trySend(next)
                        // Whatever wants to carry it on may do so.
                        withContext(dispatcher) { repeat(5) { yield() } }
                    }
                }
            }
            assertEquals(listOf(1, 100), seen)
        }
    }
}
