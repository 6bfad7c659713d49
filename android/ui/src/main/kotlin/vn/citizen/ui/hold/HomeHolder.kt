package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import vn.citizen.core.Citizen
import vn.citizen.core.Said
import vn.citizen.core.Snapshot
import vn.citizen.core.SyncEvent
import vn.citizen.core.Topic
import vn.citizen.ui.screens.HomeEvent
import vn.citizen.ui.screens.HomeState
import vn.citizen.ui.screens.Way

class HomeHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<HomeState>(HomeState(), scope) {
    private val updating = Once()

    init {
        // What nobody here asked for can take as long: the first sync, and the one of each coming back.
        scope.launch { ways.progress.collect { set { copy(progress = it) } } }
    }

    override fun load() = watch(core.watch(Topic.Home)) { snapshot -> if (snapshot is Snapshot.Home) set { copy(view = snapshot.view) } }

    /** What an update came to was said once and cannot be asked for again. */
    override fun reworded() {
        set { copy(done = null, problem = null) }
        super.reworded()
    }

    override fun HomeState.with(problem: Said?) = copy(problem = problem, updating = false, progress = null)

    fun on(event: HomeEvent) {
        when (event) {
            HomeEvent.Update -> updating.ask {
                set { copy(updating = true, done = null) }
                // Also where nothing could be fetched it comes to an end, which says what stays behind and why.
                core.sync().collect { event ->
                    when (event) {
                        is SyncEvent.Progress -> set { copy(progress = event) }
                        is SyncEvent.Finished -> set { copy(done = event.view) }
                        SyncEvent.Started -> Unit
                    }
                }
                set { copy(updating = false, progress = null) }
            }
            HomeEvent.Stop -> {
                updating.stop()
                ways.stopSync()
                set { copy(updating = false, progress = null) }
            }
            is HomeEvent.Open -> ways.go(Route.Dossier(event.code))
            is HomeEvent.OpenReport -> ways.go(Route.Report(event.id))
            is HomeEvent.Go -> ways.go(route(event.way))
        }
    }

    private fun route(way: Way): Route = when (way) {
        Way.SCAN -> Route.Scan
        Way.REPORT -> Route.Draft(null)
        Way.SEARCH -> Route.Search
        Way.RESULTS -> Route.Results
        Way.ACCOUNT -> Route.Account
        Way.SETTINGS -> Route.Settings
        Way.EMERGENCY -> Route.Emergency
        Way.WAITING -> Route.Waiting
    }
}
