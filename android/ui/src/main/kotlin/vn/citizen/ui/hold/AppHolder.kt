package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import vn.citizen.core.Citizen
import vn.citizen.core.Host
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.SyncEvent
import kotlin.random.Random

/** A place on the way, with what lives as long as one can come back to it. */
class Place internal constructor(private val route: Route, val holder: Holder<*>, internal val scope: CoroutineScope, /** Of this place alone. */ val key: String) {
    /** By which one comes here again. */
    val again: Route get() = holder.again(route)
    val isAlive: Boolean get() = scope.isActive
}

/**
 * The whole shell without its drawing: the way back, and how the person reads and is addressed. A phone keeps one in whatever outlives a turn of
 * the screen; [scope] is that thing's. After everything was erased [open] gives the core to go on with. [kept] is what [pause] gave before
 * the app's process went away. [language] is the phone's, as long as the core has not told what the person chose.
 */
class AppHolder(
    private var core: Citizen,
    private val host: Host,
    private val scope: CoroutineScope,
    private val kept: Kept = emptyList(),
    language: Language = Language.VI,
    private val open: suspend () -> Citizen,
) : Ways {
    private val way = MutableStateFlow<List<Place>>(emptyList())
    private val unasked = Preferences(language)
    private val reading = MutableStateFlow(unasked)

    /** What the core was last known to speak by; null as long as it could not be asked. Told and asked one after the other, by [keeping]. */
    private var spoken: Preferences? = null
    private val keeping = Mutex()

    /** What was chosen and is not yet kept, in the order in which it was chosen. */
    private val chosen = mutableListOf<Preferences.() -> Preferences>()

    private val going = MutableStateFlow<SyncEvent.Progress?>(null)
    override val progress: StateFlow<SyncEvent.Progress?> = going.asStateFlow()
    private var syncing: Job? = null

    /** Of this holder alone: in another process places are counted from the beginning again, and what was kept for one must not reach another. */
    private val token = Random.nextLong().toString(36)
    private var count = 0
    private var syncAgain = false

    /** What was written on places that one left. */
    private val left = mutableMapOf<Route, Map<String, String>>()

    /** Where one came from and, last, where one is. Empty until the core has answered. */
    val places: StateFlow<List<Place>> = way.asStateFlow()
    override val preferences: StateFlow<Preferences> = reading.asStateFlow()

    private val begun = scope.launch {
        val ready = try {
            keeping.withLock { known() }
            core.home().province != null
        } catch (_: Problem) {
            // The screen that comes first asks again and says what is wrong.
            true
        }
        start(if (ready) Route.Home else Route.Welcome)
        if (ready) takeUp()
    }

    /** What the core keeps. Only under [keeping]: an answer that is older than a choice must not come after it. */
    private suspend fun known(): Preferences = spoken ?: core.preferences().also(::heed)

    private fun heed(preferences: Preferences) {
        spoken = preferences
        read()
    }

    /** What is kept, and over it what is about to be. */
    private fun read() {
        reading.value = chosen.fold(spoken ?: unasked) { preferences, change -> preferences.change() }
    }

    private fun takeUp() {
        for (row in kept) {
            val route = route(row) ?: continue
            left[route] = written(row)
            go(route)
        }
    }

    /** The phone puts the app away: the core gets what it can keep, and the rest is for the phone to hold until the app comes back. */
    suspend fun pause(): Kept {
        way.value.forEach { keep(it) }
        return shown()
    }

    /** Where one is and what is written there now, for a phone that does not wait. */
    fun shown(): Kept = way.value.mapNotNull { row(it.again, it.holder.written) }

    /** The browser came back with [url], perhaps to an app that had to be started for it. */
    fun cameBack(url: String) {
        scope.launch {
            begun.join()
            go(Route.Account)
            (way.value.last().holder as? AccountHolder)?.finish(url)
        }
    }

    override fun go(route: Route) {
        val at = way.value.indexOfLast { it.again == route }
        if (at >= 0) cut(at + 1) else put(way.value + place(route))
    }

    override fun replace(route: Route) {
        cut(way.value.size - 1)
        go(route)
    }

    /** What the phone's own Back does now: a step on the screen, or to the screen before. Null where it leaves the app. */
    val backward: (() -> Unit)? get() = way.value.lastOrNull()?.holder?.stepBack ?: if (way.value.size > 1) ::back else null

    /** A minute has passed with the app on the screen, or it came back to it. */
    fun tick() {
        if (spoken == null) scope.launch { heedLate() }
        way.value.lastOrNull()?.holder?.tick()
    }

    private suspend fun heedLate() {
        try {
            keeping.withLock { known() }
        } catch (_: Problem) {
            // The next time, then.
        }
    }

    /** One after the other, so that no choice is overtaken by an earlier one, and each over what is kept, so that it takes nothing else with it. */
    override suspend fun prefer(change: Preferences.() -> Preferences) {
        chosen += change
        read()
        withContext(NonCancellable) { keeping.withLock { keep(change) } }
    }

    private suspend fun keep(change: Preferences.() -> Preferences) {
        try {
            val before = known()
            val after = before.change()
            core.setPreferences(after)
            spoken = after
            if (before.language != after.language || before.address != after.address) way.value.forEach { it.holder.reworded() }
        } finally {
            // Kept by now, or not to be had.
            chosen -= change
            read()
        }
    }

    override fun back() {
        if (way.value.size > 1) cut(way.value.size - 1)
    }

    override fun home() = if (way.value.firstOrNull()?.again == Route.Home) cut(1) else start(Route.Home)

    override fun gone(route: Route) {
        val at = way.value.indexOfLast { it.again == route }
        if (at > 0) let(listOf(way.value[at]))
    }

    override suspend fun reopen() {
        val opened = open()
        keeping.withLock {
            // What was chosen is erased too.
            heed(opened.preferences())
            core = opened
        }
        start(Route.Welcome)
        left.clear()
    }

    /** One after the other, so that one touch stops all of it. What is asked for while one goes is done once more after it. */
    override fun syncSoon() {
        syncAgain = true
        if (syncing?.isActive == true) return
        syncing = scope.launch {
            while (syncAgain) {
                syncAgain = false
                sync()
            }
        }
    }

    private suspend fun sync() {
        try {
            core.sync().collect { event -> going.value = event as? SyncEvent.Progress }
        } catch (_: Problem) {
            // It stays in the outbox, which tells why.
        } finally {
            going.value = null
        }
    }

    override fun stopSync() {
        syncAgain = false
        syncing?.cancel()
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

    private fun cut(size: Int) = let(way.value.drop(size))

    /** What was written there is kept before it goes. */
    private fun let(gone: List<Place>) {
        way.value -= gone.toSet()
        for (place in gone) {
            scope.launch { keep(place) }
            place.holder.written.takeIf { it.isNotEmpty() }?.let { left[place.again] = it }
            place.scope.cancel()
        }
    }

    private suspend fun keep(place: Place) {
        try {
            place.holder.keep()
        } catch (_: Problem) {
            // What the core does not take stays with the place.
        }
    }

    private fun place(route: Route): Place {
        val own = scope + Job(scope.coroutineContext.job)
        val holder = holder(route, own)
        left.remove(route)?.let(holder::write)
        return Place(route, holder, own, "place $token ${++count}")
    }

    private fun holder(route: Route, own: CoroutineScope): Holder<*> = when (route) {
        Route.Welcome -> WelcomeHolder(core, this, own)
        Route.Home -> HomeHolder(core, this, own)
        Route.Scan -> ScanHolder(core, host, this, own)
        is Route.ScanResult -> ScanResultHolder(route.found, core, this, own)
        Route.TypeCode -> TypeCodeHolder(core, this, own)
        is Route.Dossier -> DossierHolder(route.code, core, host, this, own)
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
        Route.Settings -> SettingsHolder(core, host, this, own)
        Route.Checks -> ChecksHolder(core, own)
        Route.Emergency -> EmergencyHolder(core, host, own)
    }
}
