package vn.citizen.ui.words

class RatingWords(say: Pick) {
    val title = say("Đánh giá", "Rating")
    val skip = say("Bỏ qua câu này", "Skip this question")
    val whoSees = say("Ai thấy câu trả lời", "Who sees the answers")
    val begin = say("Bắt đầu", "Begin")
    val choose = say("Chọn phiếu", "Choose a form")
    val known = say("Tính từ ngày của hồ sơ, xin xem có đúng không", "Worked out from the dossier’s dates; please see whether it is right")
    val sensitive = say("Câu này riêng tư. ${say.youFirst} có thể bỏ qua.", "This one is private. You may skip it.")
    val yourWords = say("Lời của ${say.you}", "Your words")
    val review = say("Xem lại và gửi", "Look once more and send")
    val skipped = say("Đã bỏ qua", "Skipped")
    val send = say("Gửi đánh giá", "Send the rating")
    val thanks = say("Cảm ơn ${say.you}", "Thank you")
    val results = say("Kết quả đánh giá", "Published ratings")
    val resultsAbout = say(
        "Kết quả gộp của nhiều phiếu, do tỉnh công bố.",
        "Results of many answer sheets together, as the province published them.",
    )
    val noResults = say("Chưa có kết quả nào được công bố", "Nothing has been published yet")
    val home = say("Về trang đầu", "To the first page")
}
