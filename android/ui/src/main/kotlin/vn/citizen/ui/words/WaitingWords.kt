package vn.citizen.ui.words

class WaitingWords(say: Pick) {
    val title = say("Đang chờ gửi", "Waiting to be sent")
    val empty = say("Không có gì đang chờ", "Nothing is waiting")
    val emptyLine = say("Những gì ${say.you} gửi khi mất mạng sẽ nằm ở đây cho đến khi tỉnh nhận.", "What you send without a network stays here until the province has it.")
    val retryAll = say("Gửi lại tất cả ngay", "Send everything now")
    val retry = say("Gửi lại ngay", "Send now")
    val discard = say("Bỏ, không gửi nữa", "Discard, do not send")
    val receipt = say("Xem giấy nhận", "See the receipt")
    val why = say("Vì sao chờ", "Why it waits")
    val size = say("Dung lượng", "Size")
    val next = say("Lần thử sau", "Next attempt")
    val discardTitle = say("Bỏ, không gửi nữa?", "Discard it?")
    val discardLine = say("Nội dung này sẽ không đến tỉnh và mất khỏi máy.", "It will not reach the province and is gone from the phone.")
    val discardYes = say("Bỏ hẳn", "Discard")
}
