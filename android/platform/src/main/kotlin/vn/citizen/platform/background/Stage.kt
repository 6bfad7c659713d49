package vn.citizen.platform.background

import android.app.Activity
import android.app.Application
import android.os.Bundle

/** Tells when the app leaves the screen and when it is on it again. A turn of the screen is neither. */
class Stage(private val left: () -> Unit, private val back: () -> Unit) : Application.ActivityLifecycleCallbacks {
    private var shown = 0
    private var turning = false

    override fun onActivityStarted(activity: Activity) {
        if (shown++ == 0 && !turning) back()
        turning = false
    }

    override fun onActivityStopped(activity: Activity) {
        turning = activity.isChangingConfigurations
        if (--shown == 0 && !turning) left()
    }

    override fun onActivityCreated(activity: Activity, saved: Bundle?) = Unit

    override fun onActivityResumed(activity: Activity) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, out: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}
