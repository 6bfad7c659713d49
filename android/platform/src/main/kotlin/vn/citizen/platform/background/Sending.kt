package vn.citizen.platform.background

import kotlinx.coroutines.CancellationException
import vn.citizen.core.Citizen
import vn.citizen.core.Problem
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView

/**
 * Sends and fetches while the app is away: resume, sync, suspend, and only then is the system told that it is done. [told] hears what came of
 * it as long as the core can still be asked. Under a person who came back meanwhile nothing is suspended.
 */
class Sending(private val keeper: Keeper, private val core: Citizen, private val told: suspend (SyncView) -> Unit = {}) {
    /** True when everything went through. Cancelling (the system's time is over) stops between two steps and still suspends. */
    suspend fun run(): Boolean = keeper.awake {
        var view: SyncView? = null
        try {
            core.sync().collect { event -> if (event is SyncEvent.Finished) view = event.view }
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (_: Problem) {
            // It stays in the outbox, which tells why.
        }
        view?.let { told(it) }
        view?.whole == true
    }
}
