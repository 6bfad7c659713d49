package vn.citizen.platform.front

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.resume

/**
 * The front by way of the activity that is on the screen, which tells of what it hears. Who waits outlives a turn of the screen, and another
 * activity in its place hears the answer. Main thread only.
 */
class ActivityFront(private val context: Context) : Front {
    private var activity: Activity? = null
    private var next = FIRST
    private val leaves = mutableMapOf<Int, CancellableContinuation<Boolean>>()
    private val answers = mutableMapOf<Int, CancellableContinuation<Answer?>>()
    private var late: Answer? = null

    /** From its creation on. [anew]: it comes in no earlier one's place, so that nothing that was asked before is answered any more. */
    fun shows(activity: Activity, anew: Boolean = false) {
        if (anew) release()
        this.activity = activity
    }

    /** It is destroyed. What the system took away may come back and hear the answer; what was closed does not. */
    fun hides(activity: Activity) {
        if (this.activity !== activity) return
        this.activity = null
        if (activity.isFinishing) release()
    }

    /** Nobody who waits is answered. */
    private fun release() {
        leaves.takeAll().forEach { it.resume(false) }
        answers.takeAll().forEach { it.resume(null) }
    }

    /** What the activity heard; false where it was not asked from here. */
    fun heardLeave(code: Int, permissions: Array<out String>): Boolean {
        val waiting = leaves.remove(code) ?: return false
        waiting.resume(permissions.any(::given))
        return true
    }

    fun heard(code: Int, result: Int, data: Intent?): Boolean {
        val answer = Answer(result == Activity.RESULT_OK, data)
        val waiting = answers.remove(code)
        if (waiting == null) {
            // Not asked by this process: by the one that the system ended meanwhile.
            if (code < next) return false
            late = answer
            return true
        }
        waiting.resume(answer)
        return true
    }

    override fun late(): Answer? = late.also { late = null }

    override suspend fun allow(vararg permissions: String): Boolean {
        if (permissions.any(::given)) return true
        val activity = activity ?: return false
        return suspendCancellableCoroutine { waiting ->
            val code = waits(leaves, waiting)
            activity.requestPermissions(permissions, code)
        }
    }

    override suspend fun ask(intent: Intent): Answer? {
        val activity = activity ?: return null
        return suspendCancellableCoroutine { waiting ->
            val code = waits(answers, waiting)
            try {
                activity.startActivityForResult(intent, code)
            } catch (_: ActivityNotFoundException) {
                answers.remove(code)
                waiting.resume(null)
            } catch (_: SecurityException) {
                answers.remove(code)
                waiting.resume(null)
            }
        }
    }

    override fun open(intent: Intent): Boolean = try {
        activity?.startActivity(intent) != null
    } catch (_: ActivityNotFoundException) {
        false
    } catch (_: SecurityException) {
        false
    }

    private fun given(permission: String) = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private fun <T> waits(map: MutableMap<Int, CancellableContinuation<T>>, waiting: CancellableContinuation<T>): Int {
        val code = next++
        map[code] = waiting
        waiting.invokeOnCancellation { map.remove(code) }
        return code
    }

    private fun <T> MutableMap<Int, T>.takeAll(): List<T> = values.toList().also { clear() }

    private companion object {
        /** Above what anything else in the app asks with. */
        const val FIRST = 4000
    }
}
