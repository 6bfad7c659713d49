package vn.citizen.platform.background

import android.app.job.JobParameters
import android.app.job.JobService
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/** What the system finds in the app's process when it gives it time. */
interface SendsInBackground {
    /** Sends what waits and fetches what is new; true when nothing stayed behind. */
    suspend fun sendInBackground(): Boolean

    /** What the system was asked for. */
    val schedule: Schedule
}

/** The system gives the app some time. What does not go through is tried again, later each time; what the system cuts off, too. */
class SendJob : JobService() {
    private val scope by lazy { CoroutineScope(mainExecutor.asCoroutineDispatcher() + Job()) }
    private val running = mutableMapOf<Int, Job>()

    override fun onStartJob(parameters: JobParameters): Boolean {
        val app = application as? SendsInBackground ?: return false
        if (parameters.jobId == Schedule.SEND) app.schedule.begun()
        running[parameters.jobId] = scope.launch {
            val whole = app.sendInBackground()
            running.remove(parameters.jobId)
            // Looking for news comes round by itself.
            jobFinished(parameters, !whole && parameters.jobId != Schedule.LOOK)
            over(parameters)
        }
        return true
    }

    /** The time is over: no word of ours is heard any more. True: give us another. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        running.remove(parameters.jobId)?.cancel()
        over(parameters)
        return true
    }

    /** Where the core has said when it is worth trying again, that replaces the system's own guess. */
    private fun over(parameters: JobParameters) {
        if (parameters.jobId == Schedule.SEND) (application as? SendsInBackground)?.schedule?.over()
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }
}
