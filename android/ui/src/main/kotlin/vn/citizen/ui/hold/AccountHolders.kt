package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Citizen
import vn.citizen.core.Host
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

    override fun begin() {
        watch(core.watch(Topic.Session)) { snapshot -> if (snapshot is Snapshot.Session) set { copy(session = snapshot.view) } }
    }

    override fun AccountState.with(problem: Said?) = copy(problem = problem, noBrowser = false, busy = false)

    /** The browser came back. */
    fun finish(url: String) = ask {
        core.identity.finishSignIn(url)
        ways.syncSoon()
    }

    fun on(event: AccountEvent) {
        when (event) {
            AccountEvent.Back -> ways.back()
            AccountEvent.SignIn -> signingIn.ask {
                val start = core.identity.beginSignIn(host.redirectUri)
                // A browser that goes by the wrong clock would show nothing but its own warning.
                when {
                    start.browserWouldRefuse -> core.home().clock?.let { clock -> set { copy(problem = clock) } }
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
            AccountEvent.Export -> ask {
                host.exportPath()?.let { path ->
                    try {
                        val said = core.profile.export(path)
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
    override fun begin() {
        ask {
            val reports = core.reports.page(0, PAGE).cards
            val finished = core.dossiers.page(0, PAGE).cards.filter { it.finished }
            set { copy(reports = reports, finished = finished) }
        }
    }

    override fun ActivityState.with(problem: Said?) = copy(problem = problem)

    fun on(event: ActivityEvent) {
        when (event) {
            ActivityEvent.Back -> ways.back()
            is ActivityEvent.OpenReport -> ways.go(Route.Report(event.id))
            is ActivityEvent.OpenDossier -> ways.go(Route.Dossier(event.code))
        }
    }
}

class EraseHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<EraseState>(EraseState(), scope) {
    private val erasing = Once()
    private var erased = false

    override fun begin() {
        ask {
            val waiting = core.home().waiting
            set { copy(waiting = waiting.said.takeIf { waiting.count > 0 }) }
        }
    }

    override fun EraseState.with(problem: Said?) = copy(problem = problem)

    fun on(event: EraseEvent) {
        when (event) {
            is EraseEvent.Agree -> set { copy(agreed = event.on) }
            EraseEvent.Keep -> ways.back()
            EraseEvent.Erase -> if (now.agreed) {
                erasing.ask {
                    // Once it is erased there is nothing more to ask of this core.
                    if (!erased) core.profile.erase()
                    erased = true
                    ways.reopen()
                }
            }
        }
    }
}
