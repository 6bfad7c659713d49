package vn.citizen.ui.hold

import vn.citizen.core.DossierCode
import vn.citizen.core.ItemId
import vn.citizen.core.ReportId

/**
 * Where one was and what was written there, in plain words, so that a phone can hold it while the app's process is away: a place a row, first
 * its name and what it shows, then field and text in turn.
 */
typealias Kept = List<List<String>>

internal fun row(route: Route, written: Map<String, String>): List<String>? =
    name(route)?.let { (name, shows) -> listOf(name, shows) + written.flatMap { listOf(it.key, it.value) } }

internal fun written(row: List<String>): Map<String, String> = row.drop(2).chunked(2).filter { it.size == 2 }.associate { (field, text) -> field to text }

/** Nothing for what cannot be taken up again: what a picture showed, and what begins anew by itself. */
private fun name(route: Route): Pair<String, String>? = when (route) {
    Route.Welcome, Route.Home, Route.Scan, Route.Erase -> null
    is Route.ScanResult -> null
    Route.TypeCode -> "code" to ""
    is Route.Dossier -> "dossier" to route.code.value
    is Route.Draft -> "draft" to route.id?.value.orEmpty()
    is Route.Report -> "report" to route.id.value
    is Route.Receipt -> "receipt" to route.item.value
    is Route.Rating -> "rating" to route.code.value
    Route.Results -> "results" to ""
    Route.Search -> "search" to ""
    is Route.Procedure -> "procedure" to route.code
    Route.Account -> "account" to ""
    Route.Activity -> "activity" to ""
    Route.Waiting -> "waiting" to ""
    Route.Settings -> "settings" to ""
    Route.Checks -> "checks" to ""
    Route.Emergency -> "emergency" to ""
}

/** The route of a row; null where an older or newer app wrote it. */
internal fun route(row: List<String>): Route? {
    val shows = row.getOrNull(1) ?: return null
    return when (row.first()) {
        "code" -> Route.TypeCode
        "dossier" -> Route.Dossier(DossierCode(shows))
        "draft" -> Route.Draft(shows.ifEmpty { null }?.let(::ReportId))
        "report" -> Route.Report(ReportId(shows))
        "receipt" -> Route.Receipt(ItemId(shows))
        "rating" -> Route.Rating(DossierCode(shows))
        "results" -> Route.Results
        "search" -> Route.Search
        "procedure" -> Route.Procedure(shows)
        "account" -> Route.Account
        "activity" -> Route.Activity
        "waiting" -> Route.Waiting
        "settings" -> Route.Settings
        "checks" -> Route.Checks
        "emergency" -> Route.Emergency
        else -> null
    }
}
