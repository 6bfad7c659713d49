package vn.citizen.platform.place

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.CancellationSignal
import android.os.Looper
import android.os.SystemClock
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.withTimeoutOrNull
import vn.citizen.core.PlaceRequest
import vn.citizen.platform.front.Front
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** Measures once when asked, and never otherwise. All that can measure is asked at once, and the wait ends with the first good answer. */
class Place(private val context: Context, private val front: Front, private val patience: Duration = 30.seconds) {
    private val manager = context.getSystemService(LocationManager::class.java)

    /** Null where the person does not allow it, measuring is switched off, or nothing came in time. */
    suspend fun position(): PlaceRequest? {
        if (!front.allow(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)) return null
        val measures = manager.getProviders(true).filterNot { it == LocationManager.PASSIVE_PROVIDER }
        val came = Channel<Location?>(Channel.UNLIMITED)
        val ends = measures.mapNotNull { measure(it, came) }
        try {
            return best(came, ends.size)
        } finally {
            ends.forEach { it() }
        }
    }

    private suspend fun best(came: Channel<Location?>, answers: Int): PlaceRequest? {
        var best: Location? = null
        withTimeoutOrNull(patience) {
            for (answer in 1..answers) {
                val place = came.receive()?.takeIf { now(it) != null } ?: continue
                best = better(best, place)
                if (place.hasAccuracy() && place.accuracy <= GOOD_M) break
            }
        }
        // As old as it is when it is told: the wait for a better one is part of its age.
        return best?.let(::now)
    }

    private fun now(location: Location) = placeOf(location, SystemClock.elapsedRealtimeNanos())

    /** Gives what ends it, or null where it is not allowed: with a rough place only, satellites are not asked. */
    private fun measure(provider: String, came: Channel<Location?>): (() -> Unit)? = try {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val end = CancellationSignal()
            manager.getCurrentLocation(provider, end, context.mainExecutor) { came.trySend(it) }
            end::cancel
        } else {
            // Each of its own: before Android 11 the system calls them all, and none has a body there.
            val listener = object : LocationListener {
                override fun onLocationChanged(location: Location) {
                    came.trySend(location)
                }

                @Deprecated("Android 9 calls it.")
                override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit

                override fun onProviderEnabled(provider: String) = Unit

                override fun onProviderDisabled(provider: String) = Unit
            }
            @Suppress("DEPRECATION")
            manager.requestSingleUpdate(provider, listener, Looper.getMainLooper())
            val end = { manager.removeUpdates(listener) }
            end
        }
    } catch (_: SecurityException) {
        null
    }

    private companion object {
        /** Good enough to find a broken drain cover. */
        const val GOOD_M = 25f
    }
}
