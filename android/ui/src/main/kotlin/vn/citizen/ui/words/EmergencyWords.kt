package vn.citizen.ui.words

class EmergencyWords(say: Pick) {
    val title = say("Số khẩn cấp", "Emergency numbers")
    val about = say("Khi nguy hiểm đến người, hãy gọi trước. Gửi phản ánh sau.", "When people are in danger, call first. Send a report afterwards.")
}
