package vn.citizen.ui.words

class WelcomeWords(say: Pick) {
    val title = say("Xin chào", "Welcome")
    val about = say(
        "Theo dõi hồ sơ, gửi phản ánh và đánh giá nơi phục vụ. Dùng được cả khi không có mạng.",
        "Follow your dossiers, send reports and rate the service. It works without a network too.",
    )
    val language = say("Ngôn ngữ", "Language")
    val vietnamese = say("Tiếng Việt", "Tiếng Việt")
    val english = say("Tiếng Anh (English)", "English")
    val textSize = say("Cỡ chữ", "Size of letters")
    val sizeSystem = say("Như cài đặt của máy", "As the phone is set")
    val sizeLarge = say("Lớn", "Large")
    val sizeLargest = say("Rất lớn", "Very large")
    val province = say("Chọn tỉnh của ${say.you}", "Choose your province")
    val provinceHint = say(
        "Chọn nơi đang giải quyết hồ sơ. Tỉnh cũ, trước khi sáp nhập, ghi ở dòng dưới.",
        "Choose where your dossier is handled. The former provinces stand below each name.",
    )
    val fetching = say("Đang lấy dữ liệu của tỉnh", "Fetching the province’s data")
    val useProvince = say("Dùng tỉnh này", "Use this province")
}
