package vn.citizen.platform.background

import android.app.Application
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.os.Looper
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.util.ReflectionHelpers
import vn.citizen.core.Life
import vn.citizen.core.SyncView
import vn.citizen.testing.FakeCitizen
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

private const val NOW = 1_800_000_000_000L

/** An app whose sending goes as the test says. */
class SendingApp : Application(), SendsInBackground {
    val whole = CompletableDeferred<Boolean>()
    var cut = false
    override val schedule by lazy { Schedule(this) { NOW } }

    override suspend fun sendInBackground(): Boolean = try {
        whole.await()
    } catch (cancelled: kotlinx.coroutines.CancellationException) {
        cut = true
        throw cancelled
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(application = SendingApp::class)
class SendingTest {
    private val app = RuntimeEnvironment.getApplication() as SendingApp
    private val job: JobParameters = Shadow.newInstanceOf(JobParameters::class.java)
    private val service = Robolectric.buildService(SendJob::class.java).create()

    private fun idle() = shadowOf(Looper.getMainLooper()).idle()

    private fun begun() = service.get().onStartJob(job).also { idle() }

    @Test fun `what went through is not asked for again`() {
        assertTrue(begun())
        assertFalse(shadowOf(service.get()).isJobFinished)
        app.whole.complete(true)
        idle()
        assertTrue(shadowOf(service.get()).isJobFinished)
        assertFalse(shadowOf(service.get()).isRescheduleNeeded)
    }

    @Test fun `what stayed behind is tried again`() {
        begun()
        app.whole.complete(false)
        idle()
        assertTrue(shadowOf(service.get()).isJobFinished)
        assertTrue(shadowOf(service.get()).isRescheduleNeeded)
    }

    @Test fun `when the time is over the work stops, and another time is asked for`() {
        begun()
        assertTrue(service.get().onStopJob(job))
        idle()
        assertTrue(app.cut)
        assertFalse(shadowOf(service.get()).isJobFinished)
    }

    @Test fun `a service that is ended stops its work`() {
        begun()
        service.destroy()
        idle()
        assertTrue(app.cut)
    }

    private val core = FakeCitizen()
    private val told = mutableListOf<SyncView>()

    private object Nothing : Life {
        override suspend fun suspend() = Unit

        override suspend fun resume() = Unit
    }

    private fun TestScope.sending() = Sending(Keeper(Nothing, this, away = true, keep = {}, resumed = {}), core, told::add)

    @Test fun `a sync that went through says so`() = runTest {
        assertTrue(sending().run())
        assertTrue(told.single().whole)
    }

    @Test fun `what came of it is told while the core can still be asked`() = runTest {
        var suspended = false
        val life = object : Life {
            override suspend fun suspend() {
                suspended = true
            }

            override suspend fun resume() = Unit
        }
        val told = mutableListOf<Boolean>()
        Sending(Keeper(life, this, away = true, keep = {}, resumed = {}), core) {
            core.preferences()
            told += suspended
        }.run()
        assertEquals(listOf(false), told)
        assertTrue(suspended)
    }

    @Test fun `without a network it is not called whole, and does not fail`() = runTest {
        core.online = false
        assertFalse(sending().run())
    }

    private val scheduler = app.getSystemService(JobScheduler::class.java)
    private val schedule = app.schedule

    private fun pending() = scheduler.getPendingJob(Schedule.SEND)

    @Test fun `what waits is sent when the core says and there is a network, also after the phone was started anew`() {
        schedule.wakeAt(NOW + 60_000)
        schedule.wakeAt(NOW + 90_000)
        val asked = scheduler.allPendingJobs.single()
        assertEquals(90_000, asked.minLatencyMillis)
        assertNotNull(asked.requiredNetwork)
        assertTrue(asked.isPersisted)
        assertFalse(asked.isPeriodic)
        assertEquals(SendJob::class.java.name, asked.service.className)
        assertEquals(android.app.job.JobInfo.BACKOFF_POLICY_EXPONENTIAL, asked.backoffPolicy)
        schedule.wakeAt(NOW - 5_000)
        assertEquals(0, pending()?.minLatencyMillis)
        schedule.wakeAt(null)
        assertNull(pending())
    }

    @Test fun `a sending that the system has begun is not cut off by what the core wants next`() {
        ReflectionHelpers.setField(job, "jobId", Schedule.SEND)
        begun()
        schedule.wakeAt(NOW + 90_000)
        assertNull(pending())
        app.whole.complete(false)
        idle()
        assertEquals(90_000, pending()?.minLatencyMillis)
    }

    @Test fun `news is looked for a few times a day, and not on the last of the battery`() {
        schedule.look()
        schedule.wakeAt(NOW)
        val asked = scheduler.getPendingJob(Schedule.LOOK)!!
        assertEquals(6 * 60 * 60_000L, asked.intervalMillis)
        assertTrue(asked.isRequireBatteryNotLow)
        schedule.wakeAt(null)
        assertNotNull(scheduler.getPendingJob(Schedule.LOOK))
    }

    @Test fun `a system that gives no time is no fault`() {
        shadowOf(scheduler).failOnJob(Schedule.SEND)
        schedule.wakeAt(NOW)
        assertNull(pending())
    }
}
