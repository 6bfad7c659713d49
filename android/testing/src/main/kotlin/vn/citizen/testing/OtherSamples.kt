package vn.citizen.testing

import vn.citizen.core.CheckRow
import vn.citizen.core.EmergencyRow
import vn.citizen.core.HitKind
import vn.citizen.core.HomeView
import vn.citizen.core.ItemId
import vn.citizen.core.OutboxAction
import vn.citizen.core.OutboxPage
import vn.citizen.core.OutboxRow
import vn.citizen.core.ProcedureView
import vn.citizen.core.SearchHit
import vn.citizen.core.SessionState
import vn.citizen.core.SessionView
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.core.WaitingSummary

class OtherSamples(private val s: Samples) {
    private fun t(vi: String, en: String, viSpoken: String = vi, enSpoken: String = en) = s.t(vi, en, viSpoken, enSpoken)

    val signedOut = SessionView(SessionState.SIGNED_OUT, t("Chưa đăng nhập", "Not signed in"))
    val authenticating = SessionView(SessionState.AUTHENTICATING, t("Đang đăng nhập", "Signing in"))
    val signedIn = SessionView(
        SessionState.SIGNED_IN,
        t("Đã đăng nhập", "Signed in"),
        "Nguyễn Thị Minh Hoạ",
        Said("•••• 0421", t("kết thúc bằng 0 4 2 1", "ending in 0 4 2 1").display),
        t("Mức 2, đã xác thực", "Level 2, verified"),
        t("Đến thứ Năm, 26/2", "Until Thursday 26 February", "Đến thứ Năm, ngày 26 tháng 2"),
    )

    val nothingWaits = WaitingSummary(0, t("Không có gì đang chờ gửi", "Nothing waits to be sent"))
    val oneWaits = WaitingSummary(1, t("1 phản ánh chờ mạng. Có mạng là tự gửi.", "1 report waits for a network. It goes by itself."))

    val home = HomeView(s.province, signedIn, listOf(s.dossiers.papers, s.dossiers.late), listOf(s.dossiers.inTime), listOf(s.dossiers.done), listOf(s.reports.handledCard), nothingWaits, s.fresh, null)
    val emptyHome = HomeView(s.province, signedOut, emptyList(), emptyList(), emptyList(), emptyList(), nothingWaits, s.never, null)
    val offlineHome = home.copy(
        needsMe = listOf(s.dossiers.late),
        moving = listOf(s.dossiers.longNames),
        finished = emptyList(),
        reports = listOf(s.reports.waitingCard),
        waiting = oneWaits,
        age = s.stale,
        clock = t("Đồng hồ của máy sai: đang chỉ 23/2/2019. Hãy đặt lại ngày giờ.", "The phone’s clock is wrong: it says 23 February 2019. Please set it.", "Đồng hồ của máy sai: đang chỉ ngày 23 tháng 2 năm 2019. Hãy đặt lại ngày giờ."),
    )

    val row = OutboxRow(
        ItemId("i1"),
        t("Phản ánh", "Report"),
        t("Đang chờ mạng, chưa gửi. Có mạng là tự gửi.", "Waiting for a network, not sent. It goes by itself."),
        Tone.WAITING,
        t("853 KB, đã gửi 0", "853 KB, 0 sent", "853 ki lô bai, chưa gửi gì", "853 kilobytes, nothing sent"),
        t("Khi có mạng", "When there is a network"),
        setOf(OutboxAction.RETRY, OutboxAction.DISCARD),
        t("Ổ gà sâu trước số 12 Trần Hưng Đạo, trời mưa ngập nước …", "Deep pothole in front of number 12 Trần Hưng Đạo, full of water …"),
    )
    private val needsSignIn = row.copy(
        about = null,
        id = ItemId("i2"),
        kind = t("Đánh giá nơi phục vụ", "Rating"),
        state = t("Cần đăng nhập lại. Nội dung vẫn còn nguyên.", "Sign-in needed. Everything is kept."),
        tone = Tone.DUE_SOON,
        size = t("2 KB", "2 KB", "2 ki lô bai", "2 kilobytes"),
        nextTry = null,
    )
    val outbox = OutboxPage(listOf(row, needsSignIn), WaitingSummary(2, t("2 mục đang chờ, chưa mất gì", "2 things wait, nothing is lost")))
    val emptyOutbox = OutboxPage(emptyList(), nothingWaits)

    val hits = listOf(
        SearchHit(HitKind.PROCEDURE, "1.001193", t("Đăng ký khai sinh", "Registering a birth"), t("Hộ tịch, Ủy ban nhân dân cấp xã", "Civil status, commune"), false),
        SearchHit(HitKind.PROCEDURE, "2.000528", t("Đăng ký khai sinh có yếu tố nước ngoài", "Registering a birth with a foreign parent"), t("Thủ tục", "Procedure"), true),
        SearchHit(HitKind.UNIT, "26740", t("Phường Bến Thành", "Ben Thanh ward"), t("Thành phố Hồ Chí Minh, trước là Quận 1", "Ho Chi Minh City, formerly District 1"), false),
    )
    val procedure = ProcedureView(
        "1.001193",
        t("Đăng ký khai sinh", "Registering a birth"),
        true,
        listOf(
            s.fact("Nơi nộp", "Where", t("Ủy ban nhân dân cấp xã nơi cha hoặc mẹ cư trú", "At the commune where a parent lives")),
            s.fact("Thời hạn", "Time", t("Trong ngày; nộp sau 15 giờ thì trả ngày làm việc tiếp theo", "The same day; after 15:00 the next working day")),
        ),
        listOf(t("Không thu lệ phí", "No fee")),
        listOf(t("Tờ khai đăng ký khai sinh", "Declaration"), t("Giấy chứng sinh", "Birth certificate of the hospital"), t("Giấy tờ tùy thân của người đi đăng ký", "Identity paper of who registers")),
        listOf(
            s.fact("Trung tâm Phục vụ hành chính công phường Mẫu", "Service centre of Mau ward", t("Số 1 đường Minh Họa. Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ", "1 Minh Hoa street. Monday to Friday, 7:30 to 17:00")),
            s.fact("Trung tâm Phục vụ hành chính công xã Thử", "Service centre of Thu commune", t("Số 2 đường Minh Họa. Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ", "2 Minh Hoa street. Monday to Friday, 7:30 to 17:00")),
        ),
        t("Thông tin minh họa. Xin hỏi nơi nhận hồ sơ để biết chắc.", "Sample information. Please ask the office."),
    )
    val emergency = listOf(
        EmergencyRow("113", Said("113", "1 1 3"), t("Công an", "Police")),
        EmergencyRow("114", Said("114", "1 1 4"), t("Cứu hỏa, cứu nạn", "Fire and rescue")),
        EmergencyRow("115", Said("115", "1 1 5"), t("Cấp cứu y tế", "Ambulance")),
        EmergencyRow("111", Said("111", "1 1 1"), t("Bảo vệ trẻ em", "Child protection")),
    )
    val checks = listOf(
        CheckRow("store", true, t("Kho dữ liệu tốt.", "The store is good.")),
        CheckRow("clock", false, t("Đồng hồ của máy có vẻ sai. Hãy chỉnh lại ngày giờ.", "The phone’s clock seems wrong. Please set it.")),
    )
}
