package vn.citizen.ui.words

import vn.citizen.core.Address
import vn.citizen.core.Said

class SettingsWords(say: Pick) {
    val title = say("Cài đặt", "Settings")
    val sample = say("Chữ sẽ to như thế này.", "Letters will be this large.")
    val address = say("Gọi tôi là", "In Vietnamese, call me")

    private val addresses = mapOf(
        Address.BAN to say("Bạn", "Bạn, as anybody"),
        Address.ONG to say("Ông", "Ông, as an older man"),
        Address.BA to say("Bà", "Bà, as an older woman"),
        Address.ANH to say("Anh", "Anh, as a man"),
        Address.CHI to say("Chị", "Chị, as a woman"),
    )

    fun of(address: Address): Said = addresses.getValue(address)

    val lock = say("Khóa ứng dụng", "Locking the app")
    val lockAsk = say("Hỏi vân tay, khuôn mặt hoặc mật mã của máy trước khi mở ứng dụng", "Ask for a fingerprint, a face or the phone’s own code before the app opens")
    val lockLine = say(
        "Người khác cầm máy đã mở khóa của ${say.you} thì không xem được. Số khẩn cấp vẫn gọi được. Đổi vân tay hay mật mã của máy không làm mất dữ liệu.",
        "Somebody else who holds your unlocked phone cannot look inside. Emergency numbers can still be called. A new fingerprint or code loses no data.",
    )
    val lockImpossible = say(
        "Máy chưa có khóa màn hình nên chưa hỏi được. Hãy đặt khóa trong cài đặt của máy trước.",
        "This phone has no screen lock, so it cannot ask. Set one in the phone’s own settings first.",
    )
    val province = say("Tỉnh đang dùng", "Province in use")
    val hotline = say("Số điện thoại của tỉnh", "The province’s telephone")
    val checks = say("Kiểm tra ứng dụng", "Check the app")
    val checksLine = say("Xem vì sao có việc chưa xong", "See why something is not done")
    val good = say("Tốt", "Good")
    val look = say("Cần xem", "Needs a look")
}
