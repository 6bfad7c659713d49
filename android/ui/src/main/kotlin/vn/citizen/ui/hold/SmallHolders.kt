package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import vn.citizen.core.Citizen
import vn.citizen.core.HitKind
import vn.citizen.core.Host
import vn.citizen.core.ItemId
import vn.citizen.core.Said
import vn.citizen.core.SyncEvent
import vn.citizen.core.Topic
import vn.citizen.ui.screens.ChecksState
import vn.citizen.ui.screens.EmergencyState
import vn.citizen.ui.screens.Lock
import vn.citizen.ui.screens.ProcedureState
import vn.citizen.ui.screens.ResultsState
import vn.citizen.ui.screens.SearchEvent
import vn.citizen.ui.screens.SearchState
import vn.citizen.ui.screens.SettingsEvent
import vn.citizen.ui.screens.SettingsState
import vn.citizen.ui.screens.WaitingEvent
import vn.citizen.ui.screens.WaitingState

class ResultsHolder(private val core: Citizen, scope: CoroutineScope) : Holder<ResultsState>(ResultsState(), scope) {
    override fun load() = ask {
        val rows = core.ratings.results()
        set { copy(rows = rows) }
    }

    override fun ResultsState.with(problem: Said?) = copy(problem = problem)
}

class SearchHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<SearchState>(SearchState(), scope) {
    private var looking: Job? = null

    override fun SearchState.with(problem: Said?) = copy(problem = problem)

    fun on(event: SearchEvent) {
        when (event) {
            SearchEvent.Back -> ways.back()
            is SearchEvent.Query -> look(event.text)
            is SearchEvent.Open -> if (event.hit.kind == HitKind.PROCEDURE) ways.go(Route.Procedure(event.hit.code))
        }
    }

    /** The newest words win: an older answer never covers a newer one. */
    private fun look(text: String) {
        looking?.cancel()
        set { copy(query = text) }
        looking = ask {
            val found = if (text.isBlank()) null else core.directory.search(text, PAGE)
            set { copy(found = found) }
        }
    }
}

class ProcedureHolder(private val code: String, private val core: Citizen, scope: CoroutineScope) : Holder<ProcedureState>(ProcedureState(), scope) {
    override fun load() = ask {
        val view = core.directory.procedure(code)
        set { copy(view = view) }
    }

    override fun ProcedureState.with(problem: Said?) = copy(problem = problem)
}

class WaitingHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<WaitingState>(WaitingState(), scope) {
    private val retrying = Once()
    private val reading = Once()
    private var wanted = PAGE

    override fun load() = watch(core.watch(Topic.Waiting)) { read() }

    override fun WaitingState.with(problem: Said?) = copy(problem = problem, sending = sending && problem == null)

    private fun retry(id: ItemId?) = retrying.ask {
        set { copy(done = null, sending = true, progress = null) }
        core.outbox.retry(id)
        core.sync().collect { event ->
            when (event) {
                is SyncEvent.Progress -> set { copy(progress = event) }
                is SyncEvent.Finished -> set { copy(done = event.view) }
                SyncEvent.Started -> Unit
            }
        }
        set { copy(sending = false, progress = null) }
        read()
    }

    /** As many rows as were asked for, page by page. */
    private suspend fun read() {
        val first = core.outbox.items(limit = PAGE)
        var rows = first.rows
        var more = rows.size == PAGE
        while (more && rows.size < wanted) {
            val next = core.outbox.items(after = rows.last().id, limit = PAGE).rows
            rows = (rows + next).distinctBy { it.id }
            more = next.size == PAGE
        }
        set { copy(page = first.copy(rows = rows), more = more) }
    }

    override val stepBack: (() -> Unit)? get() = if (now.askDiscard != null) ({ on(WaitingEvent.Keep) }) else null

    fun on(event: WaitingEvent) {
        when (event) {
            WaitingEvent.Back -> ways.back()
            WaitingEvent.RetryAll -> retry(null)
            WaitingEvent.More -> reading.ask {
                wanted = now.page?.rows.orEmpty().size + PAGE
                read()
            }
            WaitingEvent.Stop -> {
                retrying.stop()
                set { copy(sending = false, progress = null) }
            }
            is WaitingEvent.Retry -> retry(event.id)
            is WaitingEvent.Receipt -> ways.go(Route.Receipt(event.id))
            is WaitingEvent.AskDiscard -> set { copy(askDiscard = event.id) }
            WaitingEvent.Discard -> now.askDiscard?.let { id ->
                ask {
                    core.outbox.discard(id)
                    set { copy(askDiscard = null) }
                    read()
                }
            }
            WaitingEvent.Keep -> set { copy(askDiscard = null, problem = null) }
        }
    }
}

class SettingsHolder(private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) :
    Holder<SettingsState>(SettingsState(ways.preferences.value), scope) {
    private val locking = Once()

    init {
        // Whoever comes back may have set the phone's own lock meanwhile.
        scope.launch { looks.collect { set { copy(lock = lock()) } } }
        // What is kept may be known only later, and what was chosen here may not be kept.
        scope.launch { ways.preferences.collect { set { copy(preferences = it) } } }
    }

    private fun lock() = if (!host.canAskPerson()) Lock.IMPOSSIBLE else if (host.asksPerson) Lock.ON else Lock.OFF

    override fun load() = ask {
        val province = core.home().province
        set { copy(province = province) }
    }

    override fun reworded() {
        askAgain()
        super.reworded()
    }

    override fun SettingsState.with(problem: Said?) = copy(problem = problem)

    fun on(event: SettingsEvent) {
        when (event) {
            SettingsEvent.Back -> ways.back()
            SettingsEvent.Checks -> ways.go(Route.Checks)
            is SettingsEvent.AskPerson -> locking.ask {
                host.askPerson(event.on)
                set { copy(lock = lock()) }
            }
            is SettingsEvent.Change -> ask { ways.prefer(event.change) }
        }
    }
}

class ChecksHolder(private val core: Citizen, scope: CoroutineScope) : Holder<ChecksState>(ChecksState(), scope) {
    override fun load() = ask {
        val rows = core.profile.checks()
        set { copy(rows = rows) }
    }

    override fun ChecksState.with(problem: Said?) = copy(problem = problem)
}

class EmergencyHolder(private val core: Citizen, private val host: Host, scope: CoroutineScope) : Holder<EmergencyState>(EmergencyState(), scope) {
    override fun load() = ask {
        val rows = core.directory.emergencyNumbers()
        set { copy(rows = rows) }
    }

    override fun EmergencyState.with(problem: Said?) = copy(problem = problem)

    fun call(number: String) = host.call(number)
}
