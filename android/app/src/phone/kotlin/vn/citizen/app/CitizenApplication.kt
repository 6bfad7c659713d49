package vn.citizen.app

import android.app.Application
import vn.citizen.platform.background.SendsInBackground
import vn.citizen.platform.background.Stage

/** What lives as long as the app's process. */
class CitizenApplication : Application(), SendsInBackground {
    lateinit var parts: Parts
        private set

    override fun onCreate() {
        super.onCreate()
        parts = Parts(this, Named(getString(R.string.app), getString(R.string.app_link_host), R.drawable.notice))
        registerActivityLifecycleCallbacks(Stage(parts::left, parts::cameBack))
    }

    override suspend fun sendInBackground(): Boolean = parts.sendInBackground()

    override val schedule get() = parts.schedule
}
