package vn.citizen.ui.hold

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import org.junit.Test
import vn.citizen.ui.screens.LockEvent
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class LockHolderTest {
    private var shut = true
    private var answer = CompletableDeferred<Boolean>()
    private var asked = 0
    private var entered = 0
    private val called = mutableListOf<String>()
    private val holder = LockHolder(
        CoroutineScope(Dispatchers.Unconfined),
        { shut },
        {
            asked++
            answer.await()
        },
        { called += it },
    ) { entered++ }

    private val now get() = holder.state.value

    @Test fun `whoever is not asked enters each time`() {
        shut = false
        repeat(2) { holder.cameBack() }
        assertFalse(now.shut)
        assertEquals(2 to 0, entered to asked)
    }

    @Test fun `nothing is entered before it is answered, and nothing by a no`() {
        assertTrue(now.shut)
        holder.cameBack()
        assertEquals(1 to 0, asked to entered)
        answer.complete(false)
        assertTrue(now.shut)
        assertEquals(0, entered)

        answer = CompletableDeferred()
        holder.on(LockEvent.Unlock)
        holder.on(LockEvent.Unlock)
        assertEquals(2, asked)
        answer.complete(true)
        assertFalse(now.shut)
        assertEquals(1, entered)
        // There is nothing more to unlock.
        holder.on(LockEvent.Unlock)
        assertEquals(2, asked)
    }

    @Test fun `a question that itself takes the app off the screen is asked once`() {
        holder.cameBack()
        holder.cameBack()
        assertEquals(1 to 0, asked to entered)
        answer.complete(true)
        assertEquals(1, entered)
    }

    @Test fun `who comes back later finds it shut again`() {
        shut = false
        holder.cameBack()
        shut = true
        holder.cameBack()
        assertTrue(now.shut)
        assertEquals(1 to 1, entered to asked)
    }

    @Test fun `in danger one can call`() {
        answer.complete(false)
        holder.cameBack()
        holder.on(LockEvent.Emergency)
        assertTrue(now.emergency)
        holder.on(LockEvent.Call("114"))
        assertEquals(listOf("114"), called)
        holder.stepBack?.invoke()
        assertFalse(now.emergency)
        assertEquals(null, holder.stepBack)
        assertTrue(now.shut)
    }
}
