package vn.citizen.ui.words

/**
 * What the phone's own question says, its notices, and the screen before the lock: never what, never whose. Nobody has shown yet who they are, so
 * nobody is addressed as the person of this phone is.
 */
class UnlockWords(say: Pick) {
    val notOpen = say("Chưa mở được", "Not open yet")
    val title = say("Mở khóa để tiếp tục", "Unlock to go on")
    val line = say("Dữ liệu trên máy chỉ mở cho chủ máy.", "What the phone holds opens for you alone.")
    val shut = say("Ứng dụng đang khóa", "The app is locked")
    val shutLine = say("Ứng dụng mở bằng vân tay, khuôn mặt hoặc mật mã của máy, như đã đặt.", "It opens with a fingerprint, a face or the phone’s own code, as you chose.")
    val open = say("Mở khóa", "Unlock")
    val news = say("Có tin mới. Mở ứng dụng để xem.", "There is news. Open the app to read it.")
    val refused = say("Có việc cần xem lại. Mở ứng dụng để xem.", "Something needs you. Open the app to read it.")
}
