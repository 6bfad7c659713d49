package vn.citizen.platform.front

import android.app.Activity
import android.app.Application
import android.content.Intent
import android.net.Uri
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

@OptIn(ExperimentalCoroutinesApi::class)
@RunWith(RobolectricTestRunner::class)
class ActivityFrontTest {
    private val app: Application = RuntimeEnvironment.getApplication()
    private val front = ActivityFront(app)
    private val screen = Robolectric.buildActivity(Activity::class.java).setup()
    private val scope = CoroutineScope(Dispatchers.Unconfined)
    private val ask = Intent("ask")

    init {
        front.shows(screen.get())
    }

    private fun asking(): Deferred<Answer?> = scope.async { front.ask(ask) }

    private fun code() = shadowOf(screen.get()).nextStartedActivityForResult.requestCode

    @Test fun `another app's answer comes to whoever asked`() {
        val first = asking()
        val one = code()
        val second = asking()
        val two = code()
        assertTrue(front.heard(two, Activity.RESULT_CANCELED, null))
        assertTrue(front.heard(one, Activity.RESULT_OK, Intent().setData(Uri.parse("content://a/1"))))
        assertEquals(Uri.parse("content://a/1"), first.getCompleted()!!.data!!.data)
        assertFalse(second.getCompleted()!!.ok)
        assertFalse(front.heard(one, Activity.RESULT_OK, null))
    }

    @Test fun `who waits outlives a turn of the screen`() {
        val waiting = asking()
        val code = code()
        screen.recreate()
        front.shows(screen.get())
        assertTrue(waiting.isActive)
        front.heard(code, Activity.RESULT_OK, null)
        assertTrue(waiting.getCompleted()!!.ok)
    }

    @Test fun `nobody waits for a screen that is gone`() {
        val waiting = asking()
        screen.get().finish()
        front.hides(screen.get())
        assertNull(waiting.getCompleted())
        assertNull(asking().getCompleted())
        assertFalse(front.open(ask))
    }

    @Test fun `who waits outlives a screen that the system took away, and not one that is opened anew`() {
        val waiting = asking()
        val code = code()
        front.hides(screen.get())
        assertTrue(waiting.isActive)
        front.shows(screen.get())
        front.heard(code, Activity.RESULT_OK, null)
        assertTrue(waiting.getCompleted()!!.ok)
        val other = asking()
        front.shows(screen.get(), anew = true)
        assertNull(other.getCompleted())
    }

    @Test fun `what an earlier process asked is answered to whoever takes it up, once`() {
        assertTrue(front.heard(4007, Activity.RESULT_OK, Intent().setData(Uri.parse("content://a/1"))))
        assertEquals(Uri.parse("content://a/1"), front.late()!!.data!!.data)
        assertNull(front.late())
        // What somebody else in the app asked is not taken.
        assertFalse(front.heard(1, Activity.RESULT_OK, null))
    }

    @Test fun `a screen that came before is not taken for the one that is there`() {
        val old = Robolectric.buildActivity(Activity::class.java).setup().get()
        val waiting = asking()
        front.hides(old)
        assertTrue(waiting.isActive)
    }

    @Test fun `where no app does it nobody waits`() {
        shadowOf(app).checkActivities(true)
        assertNull(asking().getCompleted())
        assertFalse(front.open(ask))
        shadowOf(app).checkActivities(false)
        assertTrue(front.open(ask))
    }

    @Test fun `leave is asked for once and heard`() {
        val waiting = scope.async { front.allow("a", "b") }
        val asked = shadowOf(screen.get()).lastRequestedPermission
        assertEquals(listOf("a", "b"), asked.requestedPermissions.toList())
        shadowOf(app).grantPermissions("b")
        front.heardLeave(asked.requestCode, asked.requestedPermissions)
        assertTrue(waiting.getCompleted())
        assertTrue(scope.async { front.allow("a", "b") }.getCompleted())
    }

    @Test fun `a person who says no is heard too`() {
        val waiting = scope.async { front.allow("a") }
        val asked = shadowOf(screen.get()).lastRequestedPermission
        front.heardLeave(asked.requestCode, asked.requestedPermissions)
        assertFalse(waiting.getCompleted())
    }
}
