package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Citizen
import vn.citizen.core.DraftChange
import vn.citizen.core.ReportId
import vn.citizen.core.ReportRequest
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.ui.screens.DraftEvent
import vn.citizen.ui.screens.DraftState
import vn.citizen.ui.screens.DraftStep

/** A report step by step. From the first step on the core keeps it, so that nothing written is lost with the screen. */
class DraftHolder(private val id: ReportId?, private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) : Holder<DraftState>(DraftState(), scope) {
    override fun begin() {
        ask {
            val categories = core.reports.categories()
            set { copy(categories = categories) }
            if (id != null) {
                val kept = core.reports.view(id)
                set { copy(draft = kept, text = kept.card.text, category = categories.firstOrNull { it.name == kept.card.category }?.code) }
            }
        }
    }

    override fun DraftState.with(problem: Said?) = copy(problem = problem, busy = false, measuring = false)

    fun on(event: DraftEvent) {
        when (event) {
            DraftEvent.Back -> if (now.step == DraftStep.CATEGORY) ways.back() else set { copy(step = DraftStep.entries[step.ordinal - 1], problem = null) }
            DraftEvent.Next -> next()
            is DraftEvent.Choose -> set { copy(category = event.category) }
            is DraftEvent.Call -> host.call(event.number)
            DraftEvent.UsePlace -> measure()
            DraftEvent.NoPlace -> change(DraftChange(noPlace = true)) { copy(hasPlace = false) }
            DraftEvent.TakePhoto -> photo { host.takePhoto() }
            DraftEvent.ChoosePhoto -> photo { host.choosePicture() }
            is DraftEvent.RemovePhoto -> ask { kept { core.reports.removePhoto(it.card.id, event.photo.sha256) } }
            is DraftEvent.Text -> set { copy(text = event.text, problem = null) }
            is DraftEvent.See -> set { copy(visibility = event.visibility) }
            is DraftEvent.Anonymous -> set { copy(anonymous = event.on) }
            DraftEvent.Send -> ask {
                set { copy(busy = true) }
                val sent = core.reports.send(checkNotNull(now.draft).card.id)
                ways.home()
                ways.go(Route.Report(sent.card.id))
                ways.syncSoon()
            }
        }
    }

    private fun next() {
        val category = now.category ?: return
        when (now.step) {
            DraftStep.CATEGORY -> ask {
                val draft = now.draft
                val view = if (draft == null) core.reports.begin(ReportRequest(category, now.text)) else core.reports.change(draft.card.id, DraftChange(category))
                set { copy(draft = view, step = DraftStep.PLACE) }
            }
            DraftStep.PLACE -> set { copy(step = DraftStep.TEXT, problem = null) }
            DraftStep.TEXT -> ask {
                kept { core.reports.change(it.card.id, DraftChange(text = now.text, visibility = now.visibility, anonymous = now.anonymous)) }
                // Looked at as a whole: only then is it known how large it is and what to advise.
                kept { core.reports.view(it.card.id) }
                set { copy(step = DraftStep.REVIEW) }
            }
            DraftStep.REVIEW -> Unit
        }
    }

    private fun change(change: DraftChange, then: DraftState.() -> DraftState) = ask {
        kept { core.reports.change(it.card.id, change) }
        set(then)
    }

    private suspend fun kept(work: suspend (ReportView) -> ReportView) {
        val view = work(checkNotNull(now.draft))
        set { copy(draft = view) }
    }

    private fun measure() = ask {
        set { copy(measuring = true) }
        val place = host.position()
        if (place != null) kept { core.reports.change(it.card.id, DraftChange(place = place)) }
        set { copy(measuring = false, hasPlace = place != null, noFix = place == null) }
    }

    private fun photo(get: suspend () -> String?) = ask {
        get()?.let { path -> kept { core.reports.addPhoto(it.card.id, path) } }
    }
}
