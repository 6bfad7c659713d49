package vn.citizen.testing

import vn.citizen.core.ScanKind
import vn.citizen.core.ScanView
import vn.citizen.core.Tone
import vn.citizen.core.Trust

class ScanSamples(private val s: Samples) {
    val signed = ScanView(
        ScanKind.DOSSIER_SLIP,
        Trust.SIGNED,
        s.t("Giấy tiếp nhận hồ sơ", "Receipt slip of a dossier"),
        s.t("Tin được: có chữ ký của tỉnh, đã kiểm tra", "Trustworthy: signed by the province, checked"),
        Tone.DONE,
        listOf(
            s.fact("Mã hồ sơ", "Code", s.dossiers.inTime.codeShown),
            s.fact("Nơi nhận", "Office", s.t("Bộ phận một cửa phường Bến Thành", "One-stop desk of Ben Thanh ward")),
            s.fact("Ngày hẹn trả", "Due", s.t("Thứ Ba, 24/2", "Tuesday 24 February", "Thứ Ba, ngày 24 tháng 2")),
        ),
        emptyList(),
        "slip",
    )
    val bare = ScanView(
        ScanKind.DOSSIER_CODE,
        Trust.HINT,
        s.t("Mã hồ sơ", "Dossier code"),
        s.t("Chỉ dùng để tra cứu", "Only for looking up"),
        Tone.NEUTRAL,
        listOf(s.fact("Mã hồ sơ", "Code", s.dossiers.inTime.codeShown)),
        listOf(s.t("Mã này không có chữ ký của tỉnh, nên chỉ dùng để tra cứu; kết quả tra cứu mới là đúng.", "This code is not signed by the province; only what the look-up says is right.")),
        "code",
    )
    val fakeSite = ScanView(
        ScanKind.URL,
        Trust.UNTRUSTED,
        s.t("Đường dẫn", "Link"),
        s.t("Không tin được", "Not to be trusted"),
        Tone.SECURITY,
        listOf(s.fact("Nội dung", "Content", s.t("https://dichvucong-hcm.example.top/tra-cuu?ma=260218", "https://dichvucong-hcm.example.top/tra-cuu?ma=260218", "một đường dẫn lạ", "a strange link"))),
        listOf(
            s.t("Tên trang gần giống trang chính thức nhưng không phải. Rất có thể là trang giả.", "The name is like the official one but is not it. Very likely a fake site."),
            s.t("Đừng nhập thông tin cá nhân hay mật khẩu ở đó.", "Do not enter personal data or passwords there."),
        ),
        null,
    )
    val payment = ScanView(
        ScanKind.VIETQR,
        Trust.CHECKED,
        s.t("Mã chuyển tiền", "Payment code"),
        s.t("Đọc đúng, nhưng không ai bảo đảm nội dung", "Read correctly, but nobody vouches for it"),
        Tone.DUE_SOON,
        listOf(s.fact("Số tiền", "Amount", s.t("120.000 đồng", "120,000 dong"))),
        listOf(s.t("Không ai bảo đảm người nhận là ai. Chỉ trả phí bằng mã hiện trong hồ sơ của bạn.", "Nobody vouches for the payee. Pay fees only by the code shown in your dossier.")),
        null,
    )
}
