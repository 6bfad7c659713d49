package vn.citizen.platform.background

import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context
import vn.citizen.core.WakePort

/**
 * Asks the system for time while the app is away, at moments of its choosing. Only time on the screen is certain: a refusal means that nothing
 * happens until the app is opened, and then everything does.
 */
class Schedule(private val context: Context, private val now: () -> Long = System::currentTimeMillis) : WakePort {
    private val scheduler = context.getSystemService(JobScheduler::class.java)

    private class Wanted(val atMs: Long?)

    private var sending = false
    private var wanted: Wanted? = null

    /**
     * When the core wants to try again what waits: then, with a network, even after the phone was started anew. While a sending runs that the
     * system has begun, asking anew would end it: what is wanted meanwhile is asked for in [over].
     */
    @Synchronized
    override fun wakeAt(atMs: Long?) {
        if (sending) wanted = Wanted(atMs) else ask(atMs)
    }

    /** The system has begun a sending. */
    @Synchronized
    fun begun() {
        sending = true
    }

    /** It is over, and the system knows. */
    @Synchronized
    fun over() {
        sending = false
        wanted?.let { ask(it.atMs) }
        wanted = null
    }

    private fun ask(atMs: Long?) {
        if (atMs == null) {
            scheduler.cancel(SEND)
            return
        }
        scheduled(
            JobInfo.Builder(SEND, service)
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setMinimumLatency((atMs - now()).coerceAtLeast(0))
                .setBackoffCriteria(JobInfo.DEFAULT_INITIAL_BACKOFF_MILLIS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
                .setPersisted(true),
        )
    }

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
