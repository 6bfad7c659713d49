package vn.citizen.testing

import vn.citizen.core.DossierAction
import vn.citizen.core.DossierCard
import vn.citizen.core.DossierCode
import vn.citizen.core.DossierView
import vn.citizen.core.FeeRow
import vn.citizen.core.Said
import vn.citizen.core.TimelineRow
import vn.citizen.core.Tone

class DossierSamples(private val s: Samples) {
    private fun t(vi: String, en: String, viSpoken: String = vi, enSpoken: String = en) = s.t(vi, en, viSpoken, enSpoken)

    private fun code(groups: String): Pair<DossierCode, Said> =
        DossierCode(groups.replace(" ", "")) to Said(groups, groups.filter { it.isLetterOrDigit() || it == ' ' }.toList().joinToString(" ").replace(Regex(" {3,}"), ", "))

    private fun card(groups: String, state: Said, procedure: Said?, time: Said?, todo: Said?, tone: Tone, stale: Boolean = false, demo: Boolean = false, ratable: Boolean = false): DossierCard {
        val (code, shown) = code(groups)
        return DossierCard(code, shown, state, procedure, time, todo, tone, if (stale) s.stale else s.fresh, tone == Tone.DONE, demo, ratable)
    }

    val papers = card(
        "H29.16-260210-0007",
        t("Cần bổ sung 1 giấy tờ", "1 paper is missing"),
        t("Cấp giấy chứng nhận quyền sử dụng đất", "Land use right certificate"),
        t("Đang dừng tính ngày, chờ giấy tờ của bạn", "Days are not counted while your paper is awaited"),
        t("Nộp bản vẽ thửa đất tại Bộ phận một cửa", "Bring the plan of the plot to the one-stop desk"),
        Tone.WAITING,
    )
    val inTime = card(
        "H29.16-260218-0012",
        t("Đang giải quyết", "Being handled"),
        t("Đăng ký khai sinh", "Registering a birth"),
        t("Hẹn trả thứ Ba, 24/2 · còn 3 ngày làm việc", "Due Tuesday 24 February · 3 working days left", "Hẹn trả thứ Ba, ngày 24 tháng 2, còn 3 ngày làm việc", "Due Tuesday 24 February, 3 working days left"),
        null,
        Tone.ON_TIME,
    )
    val late = card(
        "H29.21-260105-0031",
        t("Đã quá hẹn 4 ngày làm việc", "4 working days late"),
        t("Cấp phép xây dựng nhà ở riêng lẻ", "Building permit for a house"),
        t("Hẹn trả thứ Tư, 11/2", "Was due Wednesday 11 February", "Hẹn trả thứ Tư, ngày 11 tháng 2"),
        t("Hỏi nơi nhận hồ sơ vì sao chậm", "Ask the office why it is late"),
        Tone.OVERDUE,
        stale = true,
    )
    val done = card(
        "H29.16-260120-0044",
        t("Đã có kết quả", "The result is ready"),
        t("Chứng thực bản sao từ bản chính", "Certified copies"),
        t("Xong thứ Sáu, 23/1, sớm 1 ngày", "Done Friday 23 January, 1 day early", "Xong thứ Sáu, ngày 23 tháng 1, sớm 1 ngày"),
        t("Mang giấy hẹn đến nhận kết quả", "Bring the slip and collect it"),
        Tone.DONE,
        ratable = true,
    )
    val longNames = card(
        "000.00.16.H29-260218-0000412",
        t("Đang chờ ý kiến của cơ quan phối hợp", "Waiting for the opinion of another office"),
        t(
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển đổi, chuyển nhượng, cho thuê, thừa kế, tặng cho",
            "Registration of changes in land use rights and ownership of assets attached to land in cases of exchange, transfer, lease, inheritance and donation",
        ),
        t("Hẹn trả thứ Hai, 30/3 · còn 27 ngày làm việc", "Due Monday 30 March · 27 working days left", "Hẹn trả thứ Hai, ngày 30 tháng 3, còn 27 ngày làm việc", "Due Monday 30 March, 27 working days left"),
        null,
        Tone.DUE_SOON,
        demo = true,
    )

    private val office = t("Bộ phận một cửa phường Bến Thành", "One-stop desk of Ben Thanh ward")

    private val timeline = listOf(
        TimelineRow(
            t("Thứ Năm, 12/2, 9 giờ 10", "Thursday 12 February, 9:10", "Thứ Năm, ngày 12 tháng 2, 9 giờ 10"),
            t("Chờ bạn bổ sung bản vẽ thửa đất", "Waiting for the plan of the plot"),
            t("Chi nhánh Văn phòng Đăng ký đất đai", "Branch of the Land Registration Office"),
            t("Ngày chờ không tính vào thời hạn.", "Days of waiting do not count."),
            now = true,
            clockStopped = true,
        ),
        TimelineRow(
            t("Thứ Tư, 11/2, 14 giờ 30", "Wednesday 11 February, 14:30", "Thứ Tư, ngày 11 tháng 2, 14 giờ 30"),
            t("Đang xem xét hồ sơ", "The dossier is being examined"),
            t("Chi nhánh Văn phòng Đăng ký đất đai", "Branch of the Land Registration Office"),
        ),
        TimelineRow(t("Thứ Ba, 10/2, 8 giờ 5", "Tuesday 10 February, 8:05", "Thứ Ba, ngày 10 tháng 2, 8 giờ 5"), t("Đã nhận hồ sơ", "The dossier was received"), office),
    )

    fun view(card: DossierCard): DossierView = DossierView(
        card = card,
        official = if (card === papers) t("Yêu cầu bổ sung hồ sơ", "Supplement required") else t("Đang xử lý", "In process"),
        agency = office,
        facts = listOf(
            s.fact("Ngày nhận", "Received", t("Thứ Ba, 10/2", "Tuesday 10 February", "Thứ Ba, ngày 10 tháng 2")),
            s.fact("Ngày hẹn trả", "Appointment", t("Thứ Hai, 2/3, theo giấy hẹn", "Monday 2 March, as on the slip", "Thứ Hai, ngày 2 tháng 3, theo giấy hẹn")),
        ),
        timeline = if (card === papers) timeline else timeline.drop(1).mapIndexed { i, row -> row.copy(now = i == 0) },
        todo = listOfNotNull(card.todo),
        fees = if (card === papers) listOf(FeeRow(t("Lệ phí cấp giấy chứng nhận", "Fee for the certificate"), t("120.000 đồng", "120,000 dong"), false, t("Chưa nộp", "Not paid"), s.square(t("Mã chuyển tiền của kho bạc", "Payment code of the treasury")))) else emptyList(),
        warnings = if (card === late) listOf(t("Thông tin đã cũ hơn một ngày. Xin cập nhật khi có mạng.", "This is more than a day old. Please update when there is a network.")) else emptyList(),
        trust = t("Hệ thống của tỉnh, có chữ ký", "The province’s system, signed"),
        qr = s.square(t("Mã vuông của hồ sơ", "Square code of the dossier"), 29),
        actions = setOfNotNull(DossierAction.UNFOLLOW, if (card.ratable) DossierAction.RATE else null),
    )

    /** Followed without a network: nothing is known but what the code says. */
    val new = DossierView(
        card = card("H29.16-260218-0012", t("Chưa có tin từ tỉnh", "No word from the province yet"), null, null, null, Tone.NEUTRAL).copy(age = s.never),
        official = null,
        agency = null,
        facts = emptyList(),
        timeline = emptyList(),
        todo = emptyList(),
        fees = emptyList(),
        warnings = listOf(t("Có mạng là tự hỏi tỉnh.", "The province is asked by itself once there is a network.")),
        trust = t("Nhập bằng tay", "Typed"),
        qr = s.square(t("Mã vuông của hồ sơ", "Square code of the dossier"), 29),
        actions = setOf(DossierAction.UNFOLLOW, DossierAction.SIGN_IN),
    )

    val all = listOf(papers, late, inTime, done)
}
