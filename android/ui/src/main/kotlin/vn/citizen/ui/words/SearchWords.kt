package vn.citizen.ui.words

class SearchWords(say: Pick) {
    val title = say("Tìm thủ tục, đơn vị", "Find a procedure or unit")
    val field = say("${say.youFirst} cần tìm gì?", "What are you looking for?")
    val hint = say("Gõ không dấu cũng được, ví dụ: dang ky khai sinh", "Marks may be left out, as in: dang ky khai sinh")
    val procedure = say("Thủ tục", "Procedure")
    val fees = say("Phí, lệ phí", "Fees")
    val papers = say("Giấy tờ cần nộp", "Papers to bring")
    val offices = say("Nộp ở đâu cũng được trong tỉnh", "Any office of the province takes it")
    val details = say("Thông tin chính", "In short")
}
