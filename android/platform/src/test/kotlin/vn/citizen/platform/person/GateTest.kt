package vn.citizen.platform.person

import android.app.KeyguardManager
import android.content.Context
import kotlinx.coroutines.runBlocking
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class GateTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val keyguard = shadowOf(context.getSystemService(KeyguardManager::class.java))
    private var answer = Shown.YES
    private var asked = 0
    private var time = 0L

    /** As a process of the app has one. */
    private fun gate() = Gate(context, { time }) {
        asked++
        answer
    }

    private fun Gate.set(on: Boolean) = runBlocking { change(on) }

    @Before fun `the phone has a lock`() = keyguard.setIsDeviceSecure(true)

    @Test fun `nobody is asked who did not want it`() {
        assertFalse(gate().isShut())
        assertEquals(0, asked)
    }

    @Test fun `whoever wants it is asked, then and in every later process`() {
        val gate = gate()
        gate.set(true)
        assertEquals(1, asked)
        // They have just shown who they are.
        assertFalse(gate.isShut())

        val later = gate()
        assertTrue(later.isShut())
        answer = Shown.NO
        assertFalse(runBlocking { later.passes() })
        assertTrue(later.isShut())
        answer = Shown.YES
        assertTrue(runBlocking { later.passes() })
        assertFalse(later.isShut())
    }

    @Test fun `the camera and the browser may take the screen for a while, and no longer`() {
        val gate = gate().apply { set(true) }
        gate.left()
        time += 60_000
        assertFalse(gate.isShut())
        gate.left()
        time += 60_001
        assertTrue(gate.isShut())
        // Leaving again without an answer opens nothing.
        gate.left()
        assertTrue(gate.isShut())
    }

    @Test fun `who does not show who they are changes nothing`() {
        answer = Shown.NO
        gate().apply { set(true) }.let { assertFalse(it.asks) }
        answer = Shown.YES
        gate().set(true)
        answer = Shown.LATER
        gate().apply { set(false) }.let { assertTrue(it.asks) }
        answer = Shown.YES
        gate().apply { set(false) }.let { assertFalse(it.asks) }
    }

    @Test fun `a phone without a lock cannot ask, and locks nobody out`() {
        gate().set(true)
        keyguard.setIsDeviceSecure(false)
        val gate = gate()
        assertFalse(gate.canAsk())
        assertFalse(gate.isShut())
        // As soon as there is a lock again it asks again.
        keyguard.setIsDeviceSecure(true)
        assertTrue(gate.isShut())
        keyguard.setIsDeviceSecure(false)
        asked = 0
        gate.set(false)
        assertEquals(0, asked)
        assertTrue(gate.asks)
    }

    @Test fun `after everything was erased nobody is asked`() {
        gate().set(true)
        gate().forget()
        assertFalse(gate().isShut())
    }
}
