package vn.citizen.ui.words

import vn.citizen.core.EmergencyRow
import vn.citizen.core.Said

class EmergencyWords(say: Pick) {
    val title = say("Số khẩn cấp", "Emergency numbers")
    val about = say("Khi nguy hiểm đến người, hãy gọi trước. Gửi phản ánh sau.", "When people are in danger, call first. Send a report afterwards.")

    /** The numbers of the whole country, for when there is no core to ask because the vault does not open. A test holds them against the core's. */
    val national = listOf(
        row("113", say("Công an", "Police")),
        row("114", say("Cứu hỏa, cứu nạn", "Fire and rescue")),
        row("115", say("Cấp cứu y tế", "Ambulance")),
        row("111", say("Bảo vệ trẻ em", "Child protection")),
    )

    private fun row(number: String, name: Said) = EmergencyRow(number, Said(number, number.toList().joinToString(" ")), name)
}
