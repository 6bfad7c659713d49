@file:Suppress("unused", "UNUSED_PARAMETER") // Robolectric calls them.

package androidx.test.runner.intent

import android.app.Instrumentation
import android.content.Intent

interface IntentMonitor

object IntentMonitorRegistry {
    @JvmStatic fun registerInstance(monitor: IntentMonitor?) = Unit
}

interface IntentStubber {
    fun getActivityResultForIntent(intent: Intent): Instrumentation.ActivityResult?
}

object IntentStubberRegistry {
    @JvmStatic fun isLoaded() = false

    @JvmStatic fun getInstance(): IntentStubber = error("none")
}
