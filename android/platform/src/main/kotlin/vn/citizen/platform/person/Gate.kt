package vn.citizen.platform.person

import android.app.KeyguardManager
import android.content.Context
import android.os.SystemClock

/**
 * Whether the person is asked who they are before the app shows anything. It guards the screen and no key: so a new fingerprint, another code or
 * a lock that is taken off loses nothing, and sending goes on in the background. Kept beside the vault, for it counts before that is opened.
 *
 * Whoever takes the lock off the phone had to know it: then nobody is asked. [now] counts milliseconds, asleep too.
 */
class Gate(context: Context, private val now: () -> Long = SystemClock::elapsedRealtime, private val ask: suspend () -> Shown) {
    private val kept = context.getSharedPreferences("gate", Context.MODE_PRIVATE)
    private val keyguard = context.getSystemService(KeyguardManager::class.java)
    private var passed = false
    private var leftAt: Long? = null

    val asks: Boolean get() = kept.getBoolean(ASKS, false)

    fun canAsk(): Boolean = keyguard.isDeviceSecure

    /** Whether what is on the screen stays hidden until [passes]. */
    fun isShut(): Boolean {
        if (!asks || !canAsk()) return false
        leftAt?.let { if (now() - it > GRACE_MS) passed = false }
        return !passed
    }

    /** Asks; true where it is they. */
    suspend fun passes(): Boolean {
        if (ask() != Shown.YES) return false
        passed = true
        leftAt = null
        return true
    }

    /** The app has left the screen. */
    fun left() {
        leftAt = now()
    }

    suspend fun change(on: Boolean) {
        if (on == asks || !canAsk() || !passes()) return
        // Written before anybody is told that it is so.
        kept.edit().putBoolean(ASKS, on).commit()
    }

    /** With everything else that was set here. */
    fun forget() {
        kept.edit().clear().commit()
    }

    private companion object {
        const val ASKS = "asks"

        /** The camera, the browser and a look at a message take the app off the screen for so long, and nobody wants to be asked after each. */
        const val GRACE_MS = 60_000L
    }
}
