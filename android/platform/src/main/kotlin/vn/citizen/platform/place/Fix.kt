package vn.citizen.platform.place

import android.location.Location
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource

/** What was measured longer ago is where the phone was, not where it is. */
internal const val OLDEST_MS = 2 * 60_000L

/**
 * What was measured, with its age by the clock that nobody can set ([nowNanos] since the phone was started). Null for what says nothing, and for
 * what is too old: the system gives an earlier measurement where it has no new one.
 */
internal fun placeOf(location: Location, nowNanos: Long): PlaceRequest? {
    val age = maxOf(0, nowNanos - location.elapsedRealtimeNanos) / 1_000_000
    val there = location.latitude in -90.0..90.0 && location.longitude in -180.0..180.0
    if (!there || age > OLDEST_MS) return null
    val accuracy = if (location.hasAccuracy()) location.accuracy.toDouble() else null
    return PlaceRequest(location.latitude, location.longitude, accuracy, PlaceSource.GPS, age)
}

/** The one that is known better. */
internal fun better(one: Location?, other: Location): Location {
    if (one == null || !one.hasAccuracy()) return if (one == null || other.hasAccuracy()) other else one
    return if (other.hasAccuracy() && other.accuracy < one.accuracy) other else one
}
