package vn.citizen.ui.words

class DossierWords(say: Pick) {
    val title = say("Hồ sơ", "Dossier")
    val todo = say("Việc cần làm", "What to do")
    val timeline = say("Hồ sơ đã đi đến đâu", "Where the dossier has been")
    val fees = say("Phí và lệ phí", "Fees")
    val details = say("Chi tiết", "Details")
    val official = say("Theo lời của cơ quan", "In the office’s words")
    val trust = say("Thông tin này từ đâu", "Where this comes from")
    val showQr = say("Mã để đưa cho cán bộ", "Code to show at the counter")
    val rate = say("Đánh giá nơi phục vụ", "Rate the service")
    val unfollow = say("Thôi theo dõi", "Stop following")
    val unfollowTitle = say("Thôi theo dõi hồ sơ này?", "Stop following this dossier?")
    val unfollowLine = say(
        "Hồ sơ vẫn được giải quyết như cũ. Chỉ máy này không còn hiện nữa; quét lại giấy hẹn là thấy lại.",
        "The dossier is handled as before. Only this phone stops showing it; scan the slip to see it again.",
    )
    val unfollowYes = say("Thôi theo dõi", "Stop following")
    val signInForMore = say("Đăng nhập để xem đủ", "Sign in to see everything")
}
