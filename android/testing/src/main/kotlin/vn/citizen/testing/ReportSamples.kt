package vn.citizen.testing

import vn.citizen.core.AdviceRow
import vn.citizen.core.CategoryCode
import vn.citizen.core.CategoryView
import vn.citizen.core.DraftFields
import vn.citizen.core.ItemId
import vn.citizen.core.PhotoRow
import vn.citizen.core.ReceiptView
import vn.citizen.core.ReportAction
import vn.citizen.core.ReportCard
import vn.citizen.core.ReportId
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.core.TimelineRow
import vn.citizen.core.Tone
import vn.citizen.core.Visibility

class ReportSamples(private val s: Samples) {
    private fun t(vi: String, en: String, viSpoken: String = vi, enSpoken: String = en) = s.t(vi, en, viSpoken, enSpoken)

    val categories = listOf(
        CategoryView(CategoryCode("giao-thong"), t("Đường sá, vỉa hè", "Roads and pavements")),
        CategoryView(CategoryCode("moi-truong"), t("Rác, nước thải, tiếng ồn", "Rubbish, waste water, noise")),
        CategoryView(CategoryCode("chieu-sang"), t("Đèn đường, điện", "Street lamps, electricity")),
        CategoryView(CategoryCode("chay-no"), t("Nguy cơ cháy nổ", "Danger of fire"), "114"),
        CategoryView(CategoryCode("khac"), t("Việc khác", "Something else")),
    )

    val text = t("Nắp cống trước số 12 bị vỡ, đêm không có đèn, đã có người ngã.", "The drain cover before number 12 is broken; at night there is no light and someone fell.").display

    val photos = listOf(
        PhotoRow("a1", t("340 KB", "340 KB", "340 ki lô bai", "340 kilobytes"), t("Sẵn sàng gửi", "Ready to go"), Tone.NEUTRAL),
        PhotoRow("b2", t("512 KB", "512 KB", "512 ki lô bai", "512 kilobytes"), t("Sẵn sàng gửi", "Ready to go"), Tone.NEUTRAL),
    )

    fun card(state: Said, tone: Tone, todo: Said? = null, id: String = "r1") =
        ReportCard(ReportId(id), state, categories[0].name, text, begins(text), t("Viết thứ Hai, 23/2, 18 giờ 40", "Written Monday 23 February, 18:40", "Viết thứ Hai, ngày 23 tháng 2, 18 giờ 40"), tone, todo, false)

    val waitingCard = card(t("Đang chờ mạng, chưa gửi", "Waiting for a network, not sent"), Tone.WAITING)
    val handledCard = card(t("Đơn vị báo đã xử lý xong", "The office says it is done"), Tone.DUE_SOON, t("Xem lại rồi trả lời giúp", "Please look and answer"), "r2")

    private fun view(card: ReportCard, draft: Boolean = false, actions: Set<ReportAction>, receipt: ReceiptView? = null, timeline: List<TimelineRow> = emptyList(), pending: Said? = null, reason: Said? = null, photos: List<PhotoRow> = this.photos) = ReportView(
        card = card,
        draft = draft,
        editing = if (draft) DraftFields(categories[0].code, Visibility.HANDLER, false, true, 2) else null,
        facts = listOf(s.fact("Đơn vị", "Unit", t("Phường Bến Thành", "Ben Thanh ward"))),
        place = t("Gần 12 đường Lê Lợi, sai số khoảng 15 mét", "Near 12 Le Loi street, within about 15 metres"),
        placeFlags = emptyList(),
        visibility = t("Chỉ nơi tiếp nhận và xử lý xem được", "Only the office that handles it can see it"),
        photos = photos,
        size = if (draft) t("Chữ 0,4 KB ngay, 2 ảnh 852 KB sau, khi mạng tốt", "Text 0.4 KB at once, 2 photos 852 KB later on a good network", "Chữ gửi ngay, rất nhẹ; 2 ảnh, 852 ki lô bai, gửi sau khi mạng tốt", "Text at once, very light; 2 photos, 852 kilobytes, later on a good network") else null,
        advice = emptyList(),
        reason = reason,
        pending = pending,
        receipt = receipt,
        timeline = timeline,
        actions = actions,
    )

    val receipt = ReceiptView(
        t("Tỉnh nhận lúc 18 giờ 52, thứ Hai, 23/2", "Received at 18:52 on Monday 23 February", "Tỉnh nhận lúc 18 giờ 52, thứ Hai, ngày 23 tháng 2"),
        true,
        listOf(
            s.fact("Phản ánh", "Report", categories[0].name),
            s.fact("Mã giấy nhận", "Receipt code", Said("7K4D 22QM", "7 K 4 D, 2 2 Q M")),
            s.fact("Tỉnh đã nhận đủ", "Received in full", t("Chữ và 2 ảnh", "Text and 2 photos")),
        ),
        s.square(t("Mã vuông của giấy nhận", "Square code of the receipt")),
        ItemId("i1"),
    )

    val draft = view(card(t("Bản nháp", "Draft"), Tone.NEUTRAL), true, setOf(ReportAction.EDIT, ReportAction.SEND, ReportAction.DISCARD))
    /** As it is begun: the category alone. */
    val emptyDraft = draft.copy(
        card = draft.card.copy(text = ""),
        editing = draft.editing?.copy(hasPlace = false),
        facts = emptyList(),
        place = t("Chưa có vị trí", "No place yet"),
        photos = emptyList(),
        actions = setOf(ReportAction.EDIT, ReportAction.DISCARD),
    )
    val draftWithAdvice = draft.copy(
        advice = listOf(AdviceRow(t("Nếu đang nguy hiểm, hãy gọi ngay 114. Phản ánh có thể gửi sau.", "In danger, call 114 now. The report can follow.", "Nếu đang nguy hiểm, hãy gọi ngay số 1 1 4. Phản ánh có thể gửi sau.", "In danger, call 1 1 4 now. The report can follow."), listOf("114"))),
        placeFlags = listOf(t("Vị trí có thể lệch hơn 100 mét. Hãy ra chỗ thoáng.", "The place may be off by more than 100 metres. Step into the open.")),
    )
    val waiting = view(waitingCard, actions = setOf(ReportAction.WITHDRAW), photos = photos.map { it.copy(state = t("Chờ mạng", "Waits for a network"), tone = Tone.WAITING) })
    private val history = listOf(
        TimelineRow(t("Thứ Tư, 25/2, 10 giờ", "Wednesday 25 February, 10:00", "Thứ Tư, ngày 25 tháng 2, 10 giờ"), t("Đơn vị báo đã xử lý xong", "The office says it is done"), t("Đội quản lý hạ tầng", "Infrastructure team"), t("Đã thay nắp cống mới.", "The cover was replaced."), now = true),
        TimelineRow(t("Thứ Ba, 24/2, 8 giờ 15", "Tuesday 24 February, 8:15", "Thứ Ba, ngày 24 tháng 2, 8 giờ 15"), t("Đã giao cho đơn vị xử lý", "Given to the team"), t("Phường Bến Thành", "Ben Thanh ward")),
        TimelineRow(t("Thứ Hai, 23/2, 18 giờ 52", "Monday 23 February, 18:52", "Thứ Hai, ngày 23 tháng 2, 18 giờ 52"), t("Tỉnh đã tiếp nhận", "The province received it")),
    )
    private val sentPhotos = photos.map { it.copy(state = t("Tỉnh đã nhận", "Received"), tone = Tone.DONE) }
    val accepted = view(card(t("Đã tiếp nhận", "Received"), Tone.ON_TIME), actions = setOf(ReportAction.WITHDRAW), receipt = receipt, timeline = history.drop(2).map { it.copy(now = true) }, photos = sentPhotos)
    val handled = view(handledCard, actions = setOf(ReportAction.CONFIRM, ReportAction.REOPEN), receipt = receipt, timeline = history, photos = sentPhotos)
    val decided = handled.copy(actions = emptySet(), pending = t("Đã ghi: bạn xác nhận việc đã xong. Chưa gửi tới tỉnh.", "Kept: you say that it is done. Not yet sent to the province."))
    val refused = view(card(t("Không được tiếp nhận", "Not accepted"), Tone.OVERDUE), actions = setOf(ReportAction.MEND), reason = t("Việc này thuộc ngành điện. Xin gọi tổng đài điện lực của tỉnh.", "This belongs to the electricity company. Please call its hotline."))
}

/** With other words of the person's. */
internal fun ReportCard.saying(text: String) = copy(text = text, about = begins(text))

/** As the core shortens it, near enough. */
private fun begins(text: String): Said? = when {
    text.isBlank() -> null
    text.length <= ABOUT -> Said(text)
    else -> Said(text.take(ABOUT).substringBeforeLast(' ') + " …")
}

private const val ABOUT = 160
