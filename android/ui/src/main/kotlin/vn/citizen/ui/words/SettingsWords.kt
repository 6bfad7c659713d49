package vn.citizen.ui.words

class SettingsWords(say: Pick) {
    val title = say("Cài đặt", "Settings")
    val sample = say("Chữ sẽ to như thế này.", "Letters will be this large.")
    val province = say("Tỉnh đang dùng", "Province in use")
    val hotline = say("Số điện thoại của tỉnh", "The province’s telephone")
    val checks = say("Kiểm tra ứng dụng", "Check the app")
    val checksLine = say("Xem vì sao có việc chưa xong", "See why something is not done")
    val good = say("Tốt", "Good")
    val look = say("Cần xem", "Needs a look")
}
