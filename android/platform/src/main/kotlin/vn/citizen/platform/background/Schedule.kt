package vn.citizen.platform.background

import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context

/**
 * Asks the system for time while the app is away, at moments of its choosing. Only time on the screen is certain: a refusal means that nothing
 * happens until the app is opened, and then everything does.
 */
class Schedule(private val context: Context) {
    private val scheduler = context.getSystemService(JobScheduler::class.java)

    /** Something waits to be sent: as soon as there is a network, even after the phone was started anew. Asking again changes nothing. */
    fun send(): Boolean = scheduler.getPendingJob(SEND) != null || scheduled(
        JobInfo.Builder(SEND, service)
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setBackoffCriteria(JobInfo.DEFAULT_INITIAL_BACKOFF_MILLIS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
            .setPersisted(true),
    )

    /** Nothing waits any more. */
    fun sent() = scheduler.cancel(SEND)

    /** Looks for news a few times a day, when the battery is not low. */
    fun look(): Boolean = scheduler.getPendingJob(LOOK) != null || scheduled(
        JobInfo.Builder(LOOK, service)
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setRequiresBatteryNotLow(true)
            .setPeriodic(SIX_HOURS)
            .setPersisted(true),
    )

    private val service get() = ComponentName(context, SendJob::class.java)

    private fun scheduled(job: JobInfo.Builder): Boolean = try {
        scheduler.schedule(job.build()) == JobScheduler.RESULT_SUCCESS
    } catch (_: IllegalArgumentException) {
        // A phone whose owner took the service or the right to start away.
        false
    } catch (_: IllegalStateException) {
        // Too many, or asked too often.
        false
    }

    internal companion object {
        const val SEND = 1
        const val LOOK = 2
        const val SIX_HOURS = 6 * 60 * 60_000L
    }
}
