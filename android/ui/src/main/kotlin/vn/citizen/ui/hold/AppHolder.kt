package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import vn.citizen.core.Citizen
import vn.citizen.core.Preferences
import vn.citizen.core.Problem

/** A place on the way, with what lives as long as one can come back to it. */
class Place internal constructor(val route: Route, val holder: Holder<*>, internal val scope: CoroutineScope) {
    val isAlive: Boolean get() = scope.isActive
}

/**
 * The whole shell without its drawing: the way back, the language and the size of letters. A phone keeps one in whatever outlives a turn of
 * the screen; [scope] is that thing's.
 */
class AppHolder(private val core: Citizen, private val host: Host, private val scope: CoroutineScope) : Ways {
    private val way = MutableStateFlow<List<Place>>(emptyList())
    private val reading = MutableStateFlow(Preferences())

    /** Where one came from and, last, where one is. Empty until the core has answered. */
    val places: StateFlow<List<Place>> = way.asStateFlow()
    val preferences: StateFlow<Preferences> = reading.asStateFlow()

    init {
        scope.launch {
            val ready = try {
                reading.value = core.preferences()
                core.home().province != null
            } catch (_: Problem) {
                // The screen that comes first asks again and says what is wrong.
                true
            }
            start(if (ready) Route.Home else Route.Welcome)
        }
    }

    /** The browser came back with [url]. */
    fun cameBack(url: String) {
        go(Route.Account)
        (way.value.last().holder as? AccountHolder)?.finish(url)
    }

    override fun go(route: Route) {
        val at = way.value.indexOfLast { it.route == route }
        if (at >= 0) cut(at + 1) else put(way.value + place(route))
    }

    override fun replace(route: Route) {
        cut(way.value.size - 1)
        go(route)
    }

    override fun back() {
        if (way.value.size > 1) cut(way.value.size - 1)
    }

    override fun home() = if (way.value.firstOrNull()?.route == Route.Home) cut(1) else start(Route.Home)

    override fun welcome() = start(Route.Welcome)

    override fun syncSoon() {
        scope.launch {
            try {
                core.sync().collect()
            } catch (_: Problem) {
                // It stays in the outbox, which tells why.
            }
        }
    }

    private fun start(route: Route) {
        cut(0)
        put(listOf(place(route)))
    }

    /** First the screen has its place, then it begins: it may go on to another at once. */
    private fun put(places: List<Place>) {
        way.value = places
        places.last().holder.begin()
    }

    private fun cut(size: Int) {
        val gone = way.value.drop(size)
        way.value = way.value.take(size)
        gone.forEach { it.scope.cancel() }
    }

    private fun place(route: Route): Place {
        val own = scope + Job(scope.coroutineContext.job)
        return Place(route, holder(route, own), own)
    }

    private fun holder(route: Route, own: CoroutineScope): Holder<*> = when (route) {
        Route.Welcome -> WelcomeHolder(core, this, reading, own)
        Route.Home -> HomeHolder(core, this, own)
        Route.Scan -> ScanHolder(core, host, this, own)
        is Route.ScanResult -> ScanResultHolder(route.found, core, this, own)
        Route.TypeCode -> TypeCodeHolder(core, this, own)
        is Route.Dossier -> DossierHolder(route.code, core, this, own)
        is Route.Draft -> DraftHolder(route.id, core, host, this, own)
        is Route.Report -> ReportHolder(route.id, core, this, own)
        is Route.Receipt -> ReceiptHolder(route.item, core, host, this, own)
        is Route.Rating -> RatingHolder(route.code, core, this, own)
        Route.Results -> ResultsHolder(core, own)
        Route.Search -> SearchHolder(core, this, own)
        is Route.Procedure -> ProcedureHolder(route.code, core, own)
        Route.Account -> AccountHolder(core, host, this, own)
        Route.Activity -> ActivityHolder(core, this, own)
        Route.Erase -> EraseHolder(core, this, own)
        Route.Waiting -> WaitingHolder(core, this, own)
        Route.Settings -> SettingsHolder(core, this, reading, own)
        Route.Checks -> ChecksHolder(core, own)
        Route.Emergency -> EmergencyHolder(core, host, own)
    }
}
