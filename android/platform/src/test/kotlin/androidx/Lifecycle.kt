@file:Suppress("unused", "UNUSED_PARAMETER") // Robolectric calls them.

package androidx.test.runner.lifecycle

import android.app.Activity

// The few types of androidx.test:monitor that Robolectric links against, so far as it uses them.

enum class Stage { PRE_ON_CREATE, CREATED, STARTED, RESUMED, PAUSED, STOPPED, RESTARTED, DESTROYED }

enum class ApplicationStage { PRE_ON_CREATE, CREATED }

interface ActivityLifecycleMonitor {
    fun getLifecycleStageOf(activity: Activity): Stage

    fun getActivitiesInStage(stage: Stage): Collection<Activity>
}

interface ApplicationLifecycleMonitor

object ActivityLifecycleMonitorRegistry {
    private var registered: ActivityLifecycleMonitor? = null

    @JvmStatic fun registerInstance(monitor: ActivityLifecycleMonitor?) {
        registered = monitor
    }

    @JvmStatic fun getInstance(): ActivityLifecycleMonitor = checkNotNull(registered)
}

object ApplicationLifecycleMonitorRegistry {
    @JvmStatic fun registerInstance(monitor: ApplicationLifecycleMonitor?) = Unit
}
