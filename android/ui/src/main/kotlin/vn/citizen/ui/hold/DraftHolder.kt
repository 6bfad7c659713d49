package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.citizen.core.Advice
import vn.citizen.core.Citizen
import vn.citizen.core.DraftChange
import vn.citizen.core.Host
import vn.citizen.core.Problem
import vn.citizen.core.ReportId
import vn.citizen.core.ReportRequest
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.core.Visibility
import vn.citizen.ui.screens.DraftEvent
import vn.citizen.ui.screens.DraftState
import vn.citizen.ui.screens.DraftStep

/** A report step by step. From the first step on the core keeps it, so that nothing written is lost with the screen. */
class DraftHolder(private val id: ReportId?, private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) : Holder<DraftState>(DraftState(isHere = id == null), scope) {
    private val moving = Once()
    private val measuring = Once()
    private val picturing = Once()
    private val changing = Mutex()
    private var earlier = emptyMap<String, String>()

    /** Pictures of an earlier process of which it is not known yet what came of them. */
    private var unanswered = emptyList<String>()

    override fun load() = ask {
        val categories = core.reports.categories()
        set { copy(categories = categories) }
        if (id != null && now.draft == null) {
            val kept = core.reports.view(id)
            val step = DraftStep.entries.firstOrNull { it.name == earlier[STEP] } ?: DraftStep.CATEGORY
            val visibility = Visibility.entries.firstOrNull { it.name == earlier[VISIBILITY] }
            val anonymous = earlier[ANONYMOUS]?.toBooleanStrictOrNull()
            set { copy(draft = kept, text = earlier[TEXT] ?: kept.card.text, category = kept.editing?.category, visibility = visibility, anonymous = anonymous, step = step, isHere = true) }
            // A picture that another app was asked for, or that the core could not take, while this was here the last time.
            if (unanswered.isNotEmpty()) picture { unanswered.mapNotNull { host.answered(it) }.also { unanswered = emptyList() } }
        }
    }

    /** Until the draft that is taken up is here, what was written earlier is all that there is. */
    override val written: Map<String, String> get() = if (!now.isHere) earlier else now.draft?.takeIf { it.draft }?.let { draft ->
        val pictures = (unanswered + listOfNotNull(host.asking.takeIf { picturing.isUnderWay }) + now.left).distinct()
        buildMap {
            put(STEP, now.step.name)
            if (now.text != draft.card.text) put(TEXT, now.text)
            now.visibility?.let { put(VISIBILITY, it.name) }
            now.anonymous?.let { put(ANONYMOUS, it.toString()) }
            if (pictures.isNotEmpty()) put(PICTURES, pictures.joinToString("\n"))
        }
    }.orEmpty()

    override fun write(earlier: Map<String, String>) {
        this.earlier = earlier
        unanswered = earlier[PICTURES]?.lines().orEmpty()
    }

    override fun again(route: Route) = Route.Draft(now.draft?.card?.id ?: id)

    /** Only what the person touched: the rest stays as it is stored. */
    override suspend fun keep() {
        val draft = now.draft?.takeIf { it.draft } ?: return
        val change = DraftChange(text = now.text.takeIf { it != draft.card.text }, visibility = now.visibility, anonymous = now.anonymous)
        if (change == DraftChange()) return
        kept { core.reports.change(it.card.id, change) }
        // What was touched meanwhile stays touched.
        set { copy(visibility = visibility.takeIf { it != change.visibility }, anonymous = anonymous.takeIf { it != change.anonymous }) }
    }

    override fun DraftState.with(problem: Said?) =
        copy(problem = problem, busy = busy && problem == null, measuring = measuring && problem == null)

    override val stepBack: (() -> Unit)? get() = when {
        now.step != DraftStep.CATEGORY -> ({ set { copy(step = DraftStep.entries[step.ordinal - 1], problem = null) } })
        // Whoever left while a draft is being begun would not know of it.
        now.busy -> ({})
        else -> null
    }

    /** The photo as it leaves the phone; null where it cannot be had now. */
    suspend fun photo(sha256: String): ByteArray? = now.draft?.let { photo(core, it.card.id, sha256) }

    fun on(event: DraftEvent) {
        when (event) {
            DraftEvent.Back -> stepBack?.invoke() ?: ways.back()
            is DraftEvent.Next -> if (event.from == now.step) next()
            is DraftEvent.Choose -> set { copy(category = event.category) }
            is DraftEvent.Call -> host.call(event.number)
            DraftEvent.UsePlace -> measure()
            DraftEvent.NoPlace -> ask { kept { core.reports.change(it.card.id, DraftChange(noPlace = true)) } }
            DraftEvent.TakePhoto -> picture { listOfNotNull(host.takePhoto()) }
            DraftEvent.ChoosePhoto -> picture { listOfNotNull(host.choosePicture()) }
            DraftEvent.AddAgain -> picture { emptyList() }
            is DraftEvent.RemovePhoto -> ask { kept { core.reports.removePhoto(it.card.id, event.photo.sha256) } }
            is DraftEvent.Text -> set { copy(text = event.text, problem = null) }
            is DraftEvent.See -> set { copy(visibility = event.visibility) }
            is DraftEvent.Anonymous -> set { copy(anonymous = event.on) }
            DraftEvent.Send -> go {
                val sent = core.reports.send(checkNotNull(now.draft).card.id)
                set { copy(draft = sent) }
                ways.home()
                ways.go(Route.Report(sent.card.id))
                ways.syncSoon()
            }
        }
    }

    /** On to the next step. A second touch before the core has answered does not go one further. */
    private fun go(work: suspend () -> Unit) = moving.ask {
        set { copy(busy = true) }
        work()
        set { copy(busy = false) }
    }

    private fun next() {
        // Without the draft that is taken up another one would be begun in its place.
        if (!now.isHere) return askAgain()
        val category = now.category ?: return
        when (now.step) {
            DraftStep.CATEGORY -> go {
                val draft = now.draft
                when {
                    draft == null -> core.reports.begin(ReportRequest(category, now.text)).let { begun -> set { copy(draft = begun) } }
                    draft.editing?.category != category -> kept { core.reports.change(it.card.id, DraftChange(category)) }
                }
                on(DraftStep.CATEGORY, DraftStep.PLACE)
            }
            DraftStep.PLACE -> set { copy(step = DraftStep.TEXT, problem = null) }
            DraftStep.TEXT -> go {
                keep()
                // Looked at as a whole: only then is it known how large it is and what to advise.
                kept { core.reports.view(it.card.id) }
                on(DraftStep.TEXT, DraftStep.REVIEW)
            }
            DraftStep.REVIEW -> Unit
        }
    }

    /** Whoever went back before the answer came stays there. */
    private fun on(from: DraftStep, to: DraftStep) = set { if (step == from) copy(step = to) else this }

    /** One after the other: an answer that was given before another change, and comes after it, would take that off the screen. */
    private suspend fun kept(work: suspend (ReportView) -> ReportView) = changing.withLock {
        val draft = now.draft
        if (draft != null) {
            val view = work(draft)
            set { copy(draft = view) }
        }
    }

    private fun measure() = measuring.ask {
        set { copy(measuring = true) }
        val place = host.position()
        if (place != null) kept { core.reports.change(it.card.id, DraftChange(place = place)) }
        set { copy(measuring = false, noFix = place == null) }
    }

    /** What [get] gives is added to the draft, with whatever could not be added before. */
    private fun picture(get: suspend () -> List<String>) = picturing.ask {
        val got = get()
        set { copy(left = (left + got).distinct()) }
        for (path in now.left) add(path)
    }

    /** Only what was taken, and what never will be, is done with. What stands in the way may pass: no room, a phone that is locked. */
    private suspend fun add(path: String) {
        try {
            kept { core.reports.addPhoto(it.card.id, path) }
        } catch (problem: Problem) {
            if (problem.advice == Advice.REFUSED || problem.advice == Advice.NOT_FOUND) done(path)
            throw problem
        }
        done(path)
    }

    private fun done(path: String) {
        host.done(path)
        set { copy(left = left - path) }
    }

    private companion object {
        const val PICTURES = "pictures"

        const val STEP = "step"
        const val TEXT = "text"
        const val VISIBILITY = "visibility"
        const val ANONYMOUS = "anonymous"
    }
}
