package vn.citizen.ui.hold

import kotlinx.coroutines.flow.StateFlow
import vn.citizen.core.DossierCode
import vn.citizen.core.ItemId
import vn.citizen.core.Preferences
import vn.citizen.core.ReportId
import vn.citizen.core.ScanView
import vn.citizen.core.SyncEvent

/** Where one can be. */
sealed interface Route {
    data object Welcome : Route

    data object Home : Route

    data object Scan : Route

    data class ScanResult(val found: List<ScanView>) : Route

    data object TypeCode : Route

    data class Dossier(val code: DossierCode) : Route

    /** A new report, or the draft that is taken up again. */
    data class Draft(val id: ReportId?) : Route

    data class Report(val id: ReportId) : Route

    data class Receipt(val item: ItemId) : Route

    data class Rating(val code: DossierCode) : Route

    data object Results : Route

    data object Search : Route

    data class Procedure(val code: String) : Route

    data object Account : Route

    data object Activity : Route

    data object Erase : Route

    data object Waiting : Route

    data object Settings : Route

    data object Checks : Route

    data object Emergency : Route
}

/** How a holder moves on. */
interface Ways {
    fun go(route: Route)

    /** Goes on without coming back here. */
    fun replace(route: Route)

    fun back()

    fun home()

    /** What the person chose for the whole app. */
    val preferences: StateFlow<Preferences>

    /**
     * Shows that at once and keeps it, also where the person leaves the screen meanwhile: [change] of what is kept, and nothing else of it. May throw
     * a problem; then what was kept before is shown again.
     */
    suspend fun prefer(change: Preferences.() -> Preferences)

    /** Sends what waits and fetches what is new, without anybody waiting for it. What does not go says so where it waits. */
    fun syncSoon()

    /** How far that has come, where there is much to fetch. */
    val progress: StateFlow<SyncEvent.Progress?>

    /** Ends it between two steps. */
    fun stopSync()

    /** What [route] showed is no longer there: goes back if one is on it, and else forgets it on the way. */
    fun gone(route: Route)

    /** Everything was erased, and the core closed with it: opens another and begins from the beginning. May throw a problem; then nothing has moved. */
    suspend fun reopen()
}
