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
    val tellMe = say("Báo cho tôi khi có tin mới", "Tell me when there is news")
    val willTell = say("Máy sẽ báo khi có tin. Thông báo không ghi là việc gì.", "The phone will tell you when there is news, without saying about what.")
    val mayNotTell = say("Máy đang không cho ứng dụng này báo tin. Muốn đổi, hãy vào phần cài đặt của máy.", "The phone does not let this app tell you. That can be changed in the phone’s settings.")
    val unfollow = say("Thôi theo dõi", "Stop following")
    val unfollowTitle = say("Thôi theo dõi hồ sơ này?", "Stop following this dossier?")
    val unfollowLine = say(
        "Hồ sơ vẫn được giải quyết như cũ. Chỉ máy này không còn hiện nữa; quét lại giấy hẹn là thấy lại.",
        "The dossier is handled as before. Only this phone stops showing it; scan the slip to see it again.",
    )
    val unfollowYes = say("Thôi theo dõi", "Stop following")
    val signInForMore = say("Đăng nhập để xem đủ", "Sign in to see everything")
}
