package vn.citizen.testing

import vn.citizen.core.Advice
import vn.citizen.core.CategoryView
import vn.citizen.core.DraftChange
import vn.citizen.core.DraftFields
import vn.citizen.core.PhotoRow
import vn.citizen.core.ReportAction
import vn.citizen.core.ReportCard
import vn.citizen.core.ReportDecision
import vn.citizen.core.ReportId
import vn.citizen.core.ReportPage
import vn.citizen.core.ReportRequest
import vn.citizen.core.ReportView
import vn.citizen.core.Reports
import vn.citizen.core.Tone
import vn.citizen.core.Visibility

class FakeReports(private val core: FakeCitizen) : Reports {
    private val samples get() = core.samples.reports
    private var count = 0

    /** Whether the pictures of photos are still on this phone. */
    var hasPhotos = true

    /** Every change of a draft, as it was asked for. */
    val changes = mutableListOf<DraftChange>()

    internal fun held(id: ReportId): ReportView = core.reportViews.firstOrNull { it.card.id == id } ?: throw core.notFound()

    private fun put(id: ReportId, change: (ReportView) -> ReportView): ReportView {
        val view = change(held(id))
        core.reportViews.replaceAll { if (it.card.id == id) view else it }
        core.changed()
        return view
    }

    private fun with(view: ReportView, card: ReportCard) = view.copy(card = card)

    /** Everything that waits arrives; gives how many. */
    internal fun acceptAll(): Int {
        val waiting = core.reportViews.filter { it.card.tone == Tone.WAITING }
        for (view in waiting) {
            put(view.card.id) { with(samples.accepted, it.card.copy(state = samples.accepted.card.state, tone = Tone.ON_TIME)) }
        }
        return waiting.size
    }

    /** The office says that it is done. */
    fun handle(id: ReportId) {
        put(id) { with(samples.handled, samples.handledCard.copy(id = id).saying(it.card.text)) }
    }

    /** The office does not take it. */
    fun refuse(id: ReportId) {
        put(id) { with(samples.refused, samples.refused.card.copy(id = id, category = it.card.category).saying(it.card.text)) }
    }

    override suspend fun categories(): List<CategoryView> = core.called("reports.categories").let { samples.categories }

    override suspend fun page(offset: Int, limit: Int): ReportPage {
        core.called("reports.page")
        val (drafts, others) = core.reportViews.partition { it.draft }
        // As the real one: every draft comes with the first page, beside as many others as were asked for.
        return ReportPage((drafts.takeIf { offset == 0 }.orEmpty() + others.drop(offset).take(limit)).map { it.card })
    }

    override suspend fun view(id: ReportId): ReportView = core.called("reports.view").let { held(id) }

    override suspend fun begin(request: ReportRequest): ReportView {
        core.called("reports.begin")
        val id = ReportId("report-${++count}")
        val category = samples.categories.first { it.code == request.category }
        val card = samples.draft.card.copy(id = id, category = category.name).saying(request.text)
        val editing = DraftFields(request.category, request.visibility ?: Visibility.HANDLER, request.anonymous, request.place != null, request.severity)
        return samples.draft.copy(card = card, editing = editing, photos = emptyList()).also {
            core.reportViews += it
            core.changed()
        }
    }

    override suspend fun change(id: ReportId, change: DraftChange): ReportView {
        core.called("reports.change")
        changes += change
        val changed = put(id) { view ->
            val was = view.editing ?: throw core.problem(Advice.REFUSED, "Phản ánh này đã gửi nên không sửa được nữa.", "This report was sent and cannot be changed any more.")
            val name = change.category?.let { code -> samples.categories.first { it.code == code }.name }
            val editing = was.copy(
                category = change.category ?: was.category,
                visibility = change.visibility ?: was.visibility,
                anonymous = change.anonymous ?: was.anonymous,
                hasPlace = (was.hasPlace || change.place != null) && !change.noPlace,
                severity = change.severity ?: was.severity,
            )
            with(view, view.card.copy(category = name ?: view.card.category).saying(change.text ?: view.card.text)).copy(editing = editing)
        }
        return core.arrived("reports.change", changed)
    }

    override suspend fun addPhoto(id: ReportId, path: String): ReportView = core.called("reports.addPhoto").let {
        put(id) { it.copy(photos = it.photos + samples.photos.first().copy(sha256 = path)) }
    }

    override suspend fun removePhoto(id: ReportId, sha256: String): ReportView = core.called("reports.removePhoto").let {
        put(id) { it.copy(photos = it.photos.filterNot { photo: PhotoRow -> photo.sha256 == sha256 }) }
    }

    override suspend fun photo(id: ReportId, sha256: String): ByteArray = core.called("reports.photo").let {
        if (hasPhotos && held(id).photos.any { it.sha256 == sha256 }) samplePhoto else throw core.notFound()
    }

    override suspend fun send(id: ReportId): ReportView {
        core.called("reports.send")
        if (held(id).card.text.isBlank()) throw core.problem(Advice.REFUSED, "Phản ánh chưa có nội dung. Hãy viết vài lời về việc bạn thấy.", "The report says nothing yet. Please write a few words.")
        return put(id) { with(samples.waiting, samples.waitingCard.copy(id = id, category = it.card.category).saying(it.card.text)) }
    }

    override suspend fun mend(id: ReportId): ReportView {
        core.called("reports.mend")
        val refused = held(id)
        val mended = ReportId("${id.value}-mended")
        val draft = samples.draft.copy(card = samples.draft.card.copy(id = mended, category = refused.card.category).saying(refused.card.text), photos = refused.photos)
        core.reportViews.removeAll { it.card.id == mended }
        core.reportViews += draft
        core.changed()
        return draft
    }

    override suspend fun discard(id: ReportId) {
        core.called("reports.discard")
        core.reportViews.removeAll { it.card.id == id }
        core.changed()
    }

    override suspend fun decide(id: ReportId, decision: ReportDecision): ReportView {
        core.called("reports.decide")
        if (decision is ReportDecision.Reopen && decision.why.isBlank()) throw core.problem(Advice.REFUSED, "Muốn mở lại thì cần nói rõ vì sao. Hãy viết vài lời.", "To open it again, please say why.")
        val state = when (decision) {
            ReportDecision.Confirm -> core.said("Bạn đã xác nhận xong việc", "You agreed that it is done")
            is ReportDecision.Reopen -> core.said("Đã mở lại theo ý bạn", "Opened again as you asked")
            ReportDecision.Withdraw -> core.said("Bạn đã rút phản ánh", "You took the report back")
        }
        return put(id) { it.copy(card = it.card.copy(state = state, tone = Tone.DONE, todo = null), actions = emptySet<ReportAction>()) }
    }
}
