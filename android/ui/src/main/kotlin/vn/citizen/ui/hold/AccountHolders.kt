package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Citizen
import vn.citizen.core.DossierCard
import vn.citizen.core.Host
import vn.citizen.core.ReportCard
import vn.citizen.core.Said
import vn.citizen.core.Snapshot
import vn.citizen.core.Topic
import vn.citizen.ui.screens.AccountEvent
import vn.citizen.ui.screens.AccountState
import vn.citizen.ui.screens.ActivityEvent
import vn.citizen.ui.screens.ActivityState
import vn.citizen.ui.screens.EraseEvent
import vn.citizen.ui.screens.EraseState

/** The rows that a list asks for at once. */
internal const val PAGE = 100

class AccountHolder(private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) : Holder<AccountState>(AccountState(), scope) {
    private val signingIn = Once()
    private val exporting = Once()

    override fun load() = watch(core.watch(Topic.Session)) { snapshot -> if (snapshot is Snapshot.Session) set { copy(session = snapshot.view) } }

    override fun AccountState.with(problem: Said?) = copy(problem = problem, noBrowser = false, wrongClock = false)

    /** The browser came back. */
    fun finish(url: String) = ask {
        core.identity.finishSignIn(url)
        ways.syncSoon()
    }

    /** Says that [work] goes on, for as long as it does. */
    private suspend fun <T> during(say: AccountState.(Boolean) -> AccountState, work: suspend () -> T): T = try {
        set { say(true) }
        work()
    } finally {
        set { say(false) }
    }

    override val stepBack: (() -> Unit)? get() = if (now.askSignOut) ({ on(AccountEvent.Keep) }) else null

    fun on(event: AccountEvent) {
        when (event) {
            AccountEvent.Back -> ways.back()
            AccountEvent.SignIn -> signingIn.ask {
                val start = during({ copy(opening = it) }) { core.identity.beginSignIn(host.redirectUri) }
                // A browser that goes by the wrong clock would show nothing but its own warning.
                when {
                    start.browserWouldRefuse -> {
                        core.identity.cancelSignIn()
                        val clock = core.home().clock
                        set { copy(problem = clock, wrongClock = clock == null) }
                    }
                    !host.openBrowser(start.url) -> {
                        core.identity.cancelSignIn()
                        set { copy(noBrowser = true) }
                    }
                }
            }
            AccountEvent.CancelSignIn -> ask { core.identity.cancelSignIn() }
            AccountEvent.AskSignOut -> set { copy(askSignOut = true) }
            AccountEvent.SignOut -> ask {
                core.identity.signOut()
                set { copy(askSignOut = false) }
            }
            AccountEvent.Keep -> set { copy(askSignOut = false, problem = null) }
            AccountEvent.Activity -> ways.go(Route.Activity)
            AccountEvent.Export -> exporting.ask {
                host.exportPath()?.let { path ->
                    try {
                        val said = during({ copy(exporting = it) }) { core.profile.export(path) }
                        if (host.handOver(path)) set { copy(exported = said) }
                    } finally {
                        host.done(path)
                    }
                }
            }
            AccountEvent.Erase -> ways.go(Route.Erase)
        }
    }
}

class ActivityHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<ActivityState>(ActivityState(), scope) {
    private val more = Once()

    /** How many dossiers were looked at, finished or not. */
    private var looked = 0

    /** How many reports were asked for; the drafts, which all come with the first page, are not among them. */
    private var reportsAsked = 0

    override fun load() = ask {
        looked = 0
        reportsAsked = 0
        val reports = reports(emptyList())
        val finished = finished(emptyList())
        set { reports().finished() }
    }

    private suspend fun reports(before: List<ReportCard>): ActivityState.() -> ActivityState {
        val next = core.reports.page(reportsAsked, PAGE).cards
        reportsAsked += PAGE
        return { copy(reports = (before + next).distinctBy { it.id }, moreReports = next.size >= PAGE) }
    }

    /** The finished ones stand among the others: looks on until there is one, or no dossier more. */
    private suspend fun finished(before: List<DossierCard>): ActivityState.() -> ActivityState {
        var next: List<DossierCard>
        var goesOn: Boolean
        do {
            val page = core.dossiers.page(looked, PAGE)
            looked += page.cards.size
            next = page.cards.filter { it.finished }
            goesOn = page.cards.isNotEmpty() && looked < page.total
        } while (next.isEmpty() && goesOn)
        return { copy(finished = (before + next).distinctBy { it.code }, moreFinished = goesOn) }
    }

    override fun ActivityState.with(problem: Said?) = copy(problem = problem)

    fun on(event: ActivityEvent) {
        when (event) {
            ActivityEvent.Back -> ways.back()
            ActivityEvent.MoreReports -> more.ask { set(reports(now.reports.orEmpty())) }
            ActivityEvent.MoreFinished -> more.ask { set(finished(now.finished)) }
            is ActivityEvent.OpenReport -> ways.go(Route.Report(event.id))
            is ActivityEvent.OpenDossier -> ways.go(Route.Dossier(event.code))
        }
    }
}

class EraseHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<EraseState>(EraseState(), scope) {
    private val erasing = Once()

    override fun load() = ask {
        val waiting = core.home().waiting
        set { copy(waiting = waiting.said.takeIf { waiting.count > 0 }) }
    }

    override fun EraseState.with(problem: Said?) = copy(problem = problem, busy = false)

    /** Whoever left now would stand on a core that is closed, with nothing opened in its place. */
    override val stepBack: (() -> Unit)? get() = if (now.noWayBack) ({}) else null

    fun on(event: EraseEvent) {
        when (event) {
            is EraseEvent.Agree -> set { copy(agreed = event.on) }
            EraseEvent.Keep -> if (!now.noWayBack) ways.back()
            EraseEvent.Erase -> if (now.agreed) {
                erasing.ask {
                    set { copy(busy = true) }
                    // Once it is erased there is nothing more to ask of this core.
                    if (!now.erased) core.profile.erase()
                    set { copy(erased = true) }
                    ways.reopen()
                }
            }
        }
    }
}
