package vn.citizen.platform.place

import android.content.Context
import android.location.Location
import android.location.LocationManager
import android.location.LocationManager.GPS_PROVIDER
import android.location.LocationManager.NETWORK_PROVIDER
import android.os.Looper
import android.os.SystemClock
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource
import vn.citizen.platform.front.FakeFront
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

@OptIn(ExperimentalCoroutinesApi::class)
@RunWith(RobolectricTestRunner::class)
class PlaceTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val manager = context.getSystemService(LocationManager::class.java)
    private val front = FakeFront()

    init {
        for (provider in listOf(GPS_PROVIDER, NETWORK_PROVIDER)) shadowOf(manager).setProviderEnabled(provider, true)
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMinutes(10))
    }

    private fun fix(provider: String, accuracy: Float?, age: Duration = Duration.ZERO, lat: Double = 13.98) = Location(provider).apply {
        latitude = lat
        longitude = 108.0
        if (accuracy != null) this.accuracy = accuracy
        // The clock on the wall is wrong by years; nothing may follow from it.
        time = 0
        elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos() - age.toNanos()
    }

    private fun TestScope.asking(): Deferred<PlaceRequest?> = async(UnconfinedTestDispatcher(testScheduler)) { Place(context, front).position() }

    private fun comes(location: Location) {
        shadowOf(manager).simulateLocation(location)
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test fun `a place has its accuracy and its age, by the clock that nobody can set`() = runTest {
        val answer = asking()
        comes(fix(GPS_PROVIDER, 12f, Duration.ofSeconds(3)))
        assertEquals(PlaceRequest(13.98, 108.0, 12.0, PlaceSource.GPS, 3000), answer.await())
    }

    @Test fun `an old place is not passed off as a new one`() {
        val now = SystemClock.elapsedRealtimeNanos()
        assertNull(placeOf(fix(GPS_PROVIDER, 12f, Duration.ofMinutes(3)), now))
        assertEquals(90_000, placeOf(fix(GPS_PROVIDER, 12f, Duration.ofSeconds(90)), now)!!.ageMs)
        // From the future: two clocks read at two moments.
        assertEquals(0, placeOf(fix(GPS_PROVIDER, 12f, Duration.ofSeconds(-5)), now)!!.ageMs)
    }

    @Test fun `an old place alone is no place`() = runTest {
        val answer = asking()
        comes(fix(GPS_PROVIDER, 12f, Duration.ofHours(5)))
        advanceTimeBy(31_000)
        assertNull(answer.await())
    }

    @Test fun `what says nothing is no place, and an unknown accuracy is unknown`() {
        val now = SystemClock.elapsedRealtimeNanos()
        for (lat in listOf(91.0, -90.1, Double.NaN)) assertNull(placeOf(fix(GPS_PROVIDER, 5f, lat = lat), now))
        assertNull(placeOf(fix(GPS_PROVIDER, null), now)!!.accuracyM)
    }

    @Test fun `a rough place waits a while for a better one`() = runTest {
        val answer = asking()
        comes(fix(NETWORK_PROVIDER, 800f))
        assertTrue(answer.isActive)
        comes(fix(GPS_PROVIDER, 9f))
        assertEquals(9.0, answer.await()!!.accuracyM)
    }

    @Test fun `a rough place is better than none`() = runTest {
        val answer = asking()
        comes(fix(NETWORK_PROVIDER, 800f))
        advanceTimeBy(29_000)
        assertTrue(answer.isActive)
        advanceTimeBy(2_000)
        assertEquals(800.0, answer.await()!!.accuracyM)
    }

    @Test fun `a place that was waited with is as old as it is when it is told`() = runTest {
        val answer = asking()
        comes(fix(NETWORK_PROVIDER, 800f, Duration.ofSeconds(2)))
        // The phone's own clock goes on while a better one is waited for.
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(20))
        comes(Location(GPS_PROVIDER))
        advanceTimeBy(31_000)
        assertEquals(22_000, answer.await()!!.ageMs)
    }

    @Test fun `nobody waits for ever, and nobody measures afterwards`() = runTest {
        val answer = asking()
        advanceTimeBy(31_000)
        assertNull(answer.await())
        assertTrue(shadowOf(manager).getLocationRequests(GPS_PROVIDER).isEmpty())
    }

    @Test fun `who is not allowed does not measure`() = runTest {
        front.allows = false
        assertNull(asking().await())
        assertTrue(shadowOf(manager).getLocationRequests(GPS_PROVIDER).isEmpty())
    }

    @Test fun `a phone whose measuring is switched off says so at once`() = runTest {
        for (provider in manager.allProviders) shadowOf(manager).setProviderEnabled(provider, false)
        assertNull(asking().await())
        assertEquals(0, testScheduler.currentTime)
    }

    @Test fun `of two the one that is known better`() {
        fun place(accuracy: Float?) = fix(GPS_PROVIDER, accuracy)
        assertEquals(5f, better(place(9f), place(5f)).accuracy)
        assertEquals(5f, better(place(5f), place(9f)).accuracy)
        assertEquals(5f, better(place(null), place(5f)).accuracy)
        assertEquals(5f, better(place(5f), place(null)).accuracy)
        assertFalse(better(null, place(null)).hasAccuracy())
    }
}
