package vn.citizen.testing

import vn.citizen.core.Bar
import vn.citizen.core.BarGroup
import vn.citizen.core.CategoryCode
import vn.citizen.core.ChoiceView
import vn.citizen.core.DossierCode
import vn.citizen.core.EmergencyRow
import vn.citizen.core.HitKind
import vn.citizen.core.ItemId
import vn.citizen.core.OutboxPage
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.QuestionKind
import vn.citizen.core.QuestionView
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.QuestionnaireView
import vn.citizen.core.ReportId
import vn.citizen.core.Said
import vn.citizen.core.SearchHit
import vn.citizen.core.TimelineRow
import vn.citizen.core.Tone

/** The same views with names as long as official ones are, and with all that a person may write. */
class LongSamples(private val s: Samples) {
    private fun t(vi: String, en: String) = s.t(vi, en)

    val person = "Công Tằng Tôn Nữ Thị Hoàng Phương Minh Nguyệt"
    val unit = t(
        "Trung tâm Phục vụ hành chính công phường Bình Hưng Hòa, Thành phố Hồ Chí Minh, cơ sở tại đường Nguyễn Thị Minh Khai",
        "Public service centre of Binh Hung Hoa ward, Ho Chi Minh City, office on Nguyen Thi Minh Khai street",
    )
    private val category = t(
        "Trật tự xây dựng, lấn chiếm lòng đường, vỉa hè, hành lang an toàn giao thông đường bộ",
        "Unpermitted building, occupation of roads and pavements, and of the safety corridors beside roads",
    )
    private val form = t(
        "Phiếu khảo sát mức độ hài lòng của người dân, tổ chức đối với việc giải quyết thủ tục hành chính",
        "Survey of the satisfaction of people and organisations with the handling of administrative procedures",
    )

    /** Nearly as much as a report may say. */
    val text = List(1900 / s.reports.text.length) { s.reports.text }.joinToString(" ")

    val choice = ProvinceChoice(
        "79",
        t("Thành phố Hồ Chí Minh, dữ liệu minh họa để dùng thử trước khi tỉnh mở cửa", "Ho Chi Minh City, sample data to try before the province opens"),
        listOf(t("Bình Dương", "Binh Duong"), t("Bà Rịa – Vũng Tàu", "Ba Ria – Vung Tau"), t("Thành phố Hồ Chí Minh trước khi sáp nhập", "Ho Chi Minh City before it was joined")),
        "https://long.example",
        true,
    )
    val province = s.province.copy(name = choice.name)
    val home = s.rest.home.copy(
        province = province,
        needsMe = listOf(s.dossiers.longNames.copy(todo = t("Nộp bản vẽ thửa đất tại ${unit.display}", "Bring the plan of the plot to ${unit.display}"))),
        moving = emptyList(),
        finished = emptyList(),
        reports = listOf(s.reports.handledCard.copy(category = category).saying(text)),
    )

    val scan = s.scans.signed.copy(
        facts = listOf(
            s.fact("Mã hồ sơ", "Code", s.dossiers.longNames.codeShown),
            s.fact("Thủ tục", "Procedure", checkNotNull(s.dossiers.longNames.procedure)),
            s.fact("Nơi nhận", "Office", unit),
        ),
    )
    val typed = "000.00.16.H29-260218-0000412-BTH-01"

    val categories = s.reports.categories.map { it.copy(name = category, code = CategoryCode("long ${it.code.value}")) }.take(2) + s.reports.categories
    private val card = s.reports.handledCard.copy(category = category).saying(text)
    private val place = t("Gần ngõ 1234 đường Nguyễn Thị Minh Khai nối dài, phường Bình Hưng Hòa, sai số khoảng 15 mét", "Near lane 1234 of Nguyen Thi Minh Khai street, extended part, Binh Hung Hoa ward, within about 15 metres")
    val draft = s.reports.draft.copy(card = card, place = place, facts = listOf(s.fact("Đơn vị", "Unit", unit)))
    val report = s.reports.handled.copy(
        card = card,
        place = place,
        facts = draft.facts,
        timeline = listOf(TimelineRow(t("Thứ Tư, ngày 25 tháng 2, 10 giờ", "Wednesday 25 February, 10:00"), t("Đơn vị báo đã xử lý xong", "The office says it is done"), unit, Said(s.reports.text), now = true)),
    )
    val receipt = s.reports.receipt.copy(facts = listOf(s.fact("Phản ánh", "Report", category), s.fact("Nơi nhận", "Received by", unit)) + s.reports.receipt.facts.drop(1))

    val questionnaire = QuestionnaireView(
        QuestionnaireId("long"),
        form,
        t("Theo bộ chỉ số phục vụ người dân và doanh nghiệp trong thực hiện thủ tục hành chính, dịch vụ công", "By the set of indices on serving people and businesses in administrative procedures and public services"),
        listOf(
            QuestionView(
                "long",
                t(
                    "Cán bộ, công chức tiếp nhận và trả kết quả có hướng dẫn đầy đủ, rõ ràng ngay từ lần đầu, để ông, bà không phải đi lại nhiều lần không?",
                    "Did the officials who received the papers and handed over the result explain everything fully and clearly the first time, so that you did not have to come again?",
                ),
                QuestionKind.CHOICES,
                listOf(
                    ChoiceView("2", t("Hướng dẫn đầy đủ, rõ ràng ngay từ lần đầu, không phải đi lại để bổ sung giấy tờ", "Fully and clearly the first time, without coming again for papers")),
                    ChoiceView("1", t("Hướng dẫn chưa đầy đủ, phải đi lại từ hai lần trở lên để bổ sung, hoàn thiện hồ sơ", "Not fully; it took two visits or more to complete the dossier")),
                ),
                null,
                false,
            ),
        ),
    )
    val rating = s.ratings.form.copy(questionnaires = listOf(questionnaire))
    val results = listOf(
        s.ratings.results[0].copy(
            unit = unit,
            title = form,
            questions = listOf(BarGroup(questionnaire.questions[0].text, questionnaire.questions[0].choices.map { Bar(it.text, 107, 500, t("107 người", "107 people")) })),
        ),
    )

    private val procedureName = checkNotNull(s.dossiers.longNames.procedure)
    val hits = listOf(
        SearchHit(HitKind.PROCEDURE, "1.1", procedureName, t("Đất đai, ${unit.display}", "Land, ${unit.display}"), true),
        SearchHit(HitKind.UNIT, "2", unit, t("Trước là phường Bình Hưng Hòa, phường Bình Hưng Hòa A và một phần phường Sơn Kỳ", "Formerly Binh Hung Hoa ward, Binh Hung Hoa A ward and a part of Son Ky ward"), false),
    )
    val procedure = s.rest.procedure.copy(name = procedureName, offices = listOf(s.rest.procedure.offices[0].copy(label = unit)))

    val session = s.rest.signedIn.copy(name = person, actingFor = t("Đang làm thay: $person", "Acting for: $person"))
    val finished = s.dossiers.done.copy(code = DossierCode("long"), procedure = procedureName)
    val reportCard = card.copy(id = ReportId("long"))
    val outbox = OutboxPage(
        listOf(
            s.rest.row.copy(
                id = ItemId("long"),
                kind = t("Phản ánh: ${category.display}", "Report: ${category.display}"),
                state = t("Tỉnh chưa trả lời. Máy tự thử lại sau, những gì đã viết vẫn còn nguyên trên máy.", "The province did not answer. The phone tries again by itself; everything is kept."),
                tone = Tone.DUE_SOON,
            ),
        ),
        s.rest.oneWaits,
    )
    val emergency = listOf(
        EmergencyRow("0275 3822 115", Said("0275 3822 115", "0 2 7 5, 3 8 2 2, 1 1 5"), t("Tổng đài trực cấp cứu của Trung tâm Cấp cứu tỉnh, ngoài giờ và ngày nghỉ", "Emergency line of the province’s ambulance centre, at night and on holidays")),
    ) + s.rest.emergency

    /** One of these stands on every screen that shows long names. */
    val all = listOf(unit, category, form, procedureName, choice.name, Said(person), Said(typed), emergency[0].name)
}
