package vn.citizen.testing

import vn.citizen.core.Bar
import vn.citizen.core.BarGroup
import vn.citizen.core.ChoiceView
import vn.citizen.core.QuestionKind
import vn.citizen.core.QuestionView
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.QuestionnaireView
import vn.citizen.core.RatingForm
import vn.citizen.core.ResultView

class RatingSamples(private val s: Samples) {
    /** The core's own sentence, for nobody else may promise anything here. */
    private val whoSees = s.t(
        "Cơ quan đọc được từng phiếu trả lời, nhưng phiếu không ghi tên và mã hồ sơ. Đừng viết tên mình hay điều gì cho biết mình là ai vào phần ý kiến. Bản này chưa bảo đảm tuyệt đối rằng tỉnh không thể lần ra người trả lời.",
        "The agency can read every answer sheet, but no name and no dossier code is on it. Do not write your name, or anything that tells who you are, into the comments. This version does not yet guarantee that the province cannot find out who answered.",
    )

    val questionnaire = QuestionnaireView(
        QuestionnaireId("q1"),
        s.t("Phiếu đánh giá việc giải quyết thủ tục", "How the procedure was handled"),
        s.t("3 câu, chừng 1 phút", "3 questions, about a minute"),
        listOf(
            QuestionView(
                "attitude",
                s.t("Thái độ của người nhận hồ sơ thế nào?", "How were you treated at the desk?"),
                QuestionKind.CHOICES,
                listOf(ChoiceView("2", s.t("Lịch sự, chỉ dẫn tận tình", "Polite and helpful")), ChoiceView("1", s.t("Bình thường", "Ordinary")), ChoiceView("0", s.t("Gây khó khăn", "Difficult"))),
                null,
                false,
            ),
            QuestionView(
                "time",
                s.t("Hồ sơ được trả đúng hẹn không?", "Was the dossier on time?"),
                QuestionKind.CHOICES,
                listOf(ChoiceView("2", s.t("Trước hẹn", "Early")), ChoiceView("1", s.t("Đúng hẹn", "On time")), ChoiceView("0", s.t("Trễ hẹn", "Late"))),
                "2",
                false,
            ),
            QuestionView("more", s.t("Bạn muốn nói thêm điều gì?", "Anything else you want to say?"), QuestionKind.TEXT, emptyList(), null, true),
        ),
    )

    val form = RatingForm(s.dossiers.done.code, whoSees, listOf(questionnaire))

    val results = listOf(
        ResultView(
            s.t("Phường Bến Thành", "Ben Thanh ward"),
            s.t("Quý 4 năm 2026", "Last quarter of 2026"),
            s.t("Phiếu đánh giá việc giải quyết thủ tục", "How procedures were handled"),
            null,
            s.t("214 người đã đánh giá", "214 people answered"),
            null,
            s.t("8,4 trên 10 điểm", "8.4 of 10 points"),
            s.t("Xếp loại tốt", "Rated good"),
            s.t("Nếu mọi người đều trả lời, điểm có lẽ từ 8,1 đến 8,7", "If everyone had answered it would likely lie between 8.1 and 8.7"),
            s.t("Tính từ 7 trong 9 chỉ số", "Made from 7 of 9 indices"),
            listOf(
                BarGroup(
                    s.t("Thái độ của người nhận hồ sơ", "Treatment at the desk"),
                    listOf(
                        Bar(s.t("Lịch sự, chỉ dẫn tận tình", "Polite and helpful"), 160, 748, s.t("160 người", "160 people")),
                        Bar(s.t("Bình thường", "Ordinary"), 44, 206, s.t("44 người", "44 people")),
                        Bar(s.t("Gây khó khăn", "Difficult"), 10, 46, s.t("10 người", "10 people")),
                    ),
                ),
            ),
        ),
        ResultView(
            s.t("Xã Cần Giờ", "Can Gio commune"),
            s.t("Quý 4 năm 2026", "Last quarter of 2026"),
            s.t("Phiếu đánh giá việc giải quyết thủ tục", "How procedures were handled"),
            s.t("Bộ câu hỏi này chưa được đối chiếu với quy định đang có hiệu lực.", "This questionnaire was not compared with the rule in force."),
            s.t("Dưới 10 người đã đánh giá", "Fewer than 10 people answered"),
            s.t("Ít người đánh giá quá nên chưa công bố, để không lộ ai đã trả lời.", "Too few to publish without showing who answered."),
            null,
            null,
            null,
            s.t("Chưa tính chỉ số nào", "No index was made"),
            emptyList(),
        ),
    )
}
