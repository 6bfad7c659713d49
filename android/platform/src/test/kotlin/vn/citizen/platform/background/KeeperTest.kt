package vn.citizen.platform.background

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Life
import vn.citizen.core.Problem
import vn.citizen.core.Said
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

private fun problem(advice: Advice) = Problem(advice, Said("words"), "store.key_refused", Category.EXPECTED)

@OptIn(ExperimentalCoroutinesApi::class)
class KeeperTest {
    private val log = mutableListOf<String>()

    private inner class FakeLife(var fails: Boolean = false, var slow: CompletableDeferred<Unit>? = null, private val why: Advice = Advice.STORAGE) : Life {
        override suspend fun suspend() {
            log += "suspend"
            slow?.await()
            if (fails) throw problem(Advice.LATER)
        }

        override suspend fun resume() {
            log += "resume"
            if (fails) throw problem(why)
        }
    }

    private fun TestScope.keeper(life: Life, away: Boolean = false) =
        Keeper(life, this, away, { log += "keep" }, { log += it?.let { problem -> "resumed ${problem.advice}" } ?: "resumed" })

    private fun said() = log.joinToString()

    @Test fun `what was typed is kept, and then the vault suspended`() = runTest {
        keeper(FakeLife()).leave().join()
        assertEquals("keep, suspend", said())
    }

    @Test fun `coming back at once waits for the leaving`() = runTest {
        val life = FakeLife(slow = CompletableDeferred())
        val keeper = keeper(life)
        keeper.leave()
        keeper.comeBack()
        runCurrent()
        assertEquals("keep, suspend", said())
        life.slow?.complete(Unit)
        runCurrent()
        assertEquals("keep, suspend, resume, resumed", said())
    }

    @Test fun `leaving twice is leaving once, and so is coming back`() = runTest {
        val keeper = keeper(FakeLife())
        keeper.leave()
        keeper.leave().join()
        keeper.comeBack()
        keeper.comeBack().join()
        assertEquals("keep, suspend, resume, resumed", said())
    }

    @Test fun `a vault that does not resume is told and tried again`() = runTest {
        val life = FakeLife()
        val keeper = keeper(life)
        keeper.leave().join()
        life.fails = true
        keeper.comeBack().join()
        life.fails = false
        keeper.comeBack().join()
        keeper.comeBack().join()
        assertEquals("keep, suspend, resume, resume, resumed STORAGE, resume, resumed", said())
    }

    @Test fun `a vault that does not suspend is resumed all the same`() = runTest {
        val life = FakeLife(fails = true)
        val keeper = keeper(life)
        keeper.leave().join()
        life.fails = false
        keeper.comeBack().join()
        assertEquals("keep, suspend, resume, resumed", said())
    }

    @Test fun `work in the background ends suspended`() = runTest {
        val keeper = keeper(FakeLife())
        keeper.leave().join()
        assertTrue(keeper.awake { log.add("work") })
        assertEquals("keep, suspend, resume, work, suspend", said())
    }

    @Test fun `work of an app that nobody opened ends suspended too`() = runTest {
        keeper(FakeLife(), away = true).awake { log.add("work") }
        assertEquals("work, suspend", said())
    }

    @Test fun `nothing is suspended under a person who came back`() = runTest {
        val keeper = keeper(FakeLife())
        keeper.leave().join()
        keeper.awake {
            keeper.comeBack().join()
            true
        }
        assertEquals("keep, suspend, resume, resumed", said())
        keeper.leave().join()
        assertEquals("keep, suspend, resume, resumed, keep, suspend", said())
    }

    @Test fun `two who work at once do not let go of the vault under each other, nor does whoever leaves`() = runTest {
        val keeper = keeper(FakeLife())
        keeper.leave().join()
        val (first, second) = CompletableDeferred<Boolean>() to CompletableDeferred<Boolean>()
        launch { keeper.awake { first.await() } }
        launch { keeper.awake { second.await() } }
        runCurrent()
        first.complete(true)
        runCurrent()
        keeper.comeBack().join()
        keeper.leave().join()
        assertEquals("keep, suspend, resume, resumed, keep", said())
        second.complete(true)
        runCurrent()
        assertEquals("keep, suspend, resume, resumed, keep, suspend", said())
    }

    @Test fun `work that the system cuts off still ends suspended`() = runTest {
        val keeper = keeper(FakeLife())
        keeper.leave().join()
        val work = launch { keeper.awake { CompletableDeferred<Boolean>().await() } }
        runCurrent()
        work.cancel()
        work.join()
        assertEquals("keep, suspend, resume, suspend", said())
    }

    @Test fun `a locked phone does no work, and loses none`() = runTest {
        val life = FakeLife(why = Advice.UNLOCK)
        val keeper = keeper(life)
        keeper.leave().join()
        life.fails = true
        assertFalse(keeper.awake { log.add("work") })
        life.fails = false
        assertTrue(keeper.awake { log.add("work") })
        assertEquals("keep, suspend, resume, resume, work, suspend", said())
    }
}
