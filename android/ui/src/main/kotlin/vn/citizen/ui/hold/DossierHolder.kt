package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Citizen
import vn.citizen.core.DossierCode
import vn.citizen.core.Host
import vn.citizen.core.Said
import vn.citizen.core.Snapshot
import vn.citizen.core.Topic
import vn.citizen.ui.screens.DossierEvent
import vn.citizen.ui.screens.DossierState

class DossierHolder(private val code: DossierCode, private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) :
    Holder<DossierState>(DossierState(canTell = host.canAskForNotices()), scope) {
    override fun load() = watch(core.watch(Topic.Dossier(code))) { snapshot ->
        when (snapshot) {
            is Snapshot.Dossier -> set { copy(view = snapshot.view) }
            Snapshot.Gone -> ways.gone(Route.Dossier(code))
            else -> Unit
        }
    }

    override fun DossierState.with(problem: Said?) = copy(problem = problem)

    override val stepBack: (() -> Unit)? get() = if (now.askUnfollow) ({ on(DossierEvent.Keep) }) else null

    fun on(event: DossierEvent) {
        when (event) {
            DossierEvent.Back -> ways.back()
            DossierEvent.Rate -> ways.go(Route.Rating(code))
            DossierEvent.SignIn -> ways.go(Route.Account)
            DossierEvent.TellMe -> ask {
                val tells = host.askForNotices()
                set { copy(tells = tells) }
            }
            DossierEvent.AskUnfollow -> set { copy(askUnfollow = true) }
            DossierEvent.Keep -> set { copy(askUnfollow = false, problem = null) }
            DossierEvent.Unfollow -> ask { core.dossiers.unfollow(code) }
        }
    }
}
