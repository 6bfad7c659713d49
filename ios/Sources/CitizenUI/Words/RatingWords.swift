import CitizenCore

/// Texts of one room of screens.
public struct RatingWords: Sendable {
    let say: Pick

    public var title: Said { say("Đánh giá", "Rating") }
    public var skip: Said { say("Bỏ qua câu này", "Skip this question") }
    public var whoSees: Said { say("Ai thấy câu trả lời", "Who sees the answers") }
    public var begin: Said { say("Bắt đầu", "Begin") }
    public var choose: Said { say("Chọn phiếu", "Choose a questionnaire") }
    public var known: Said {
        say("Tính từ ngày của hồ sơ, xin xem có đúng không", "Worked out from the dossier’s dates; please see whether it is right")
    }
    public var sensitive: Said { say("Câu này riêng tư. \(say.youAtHead) có thể bỏ qua.", "This one is private. You may skip it.") }
    public var yourWords: Said { say("Lời của \(say.you)", "Your words") }
    public var review: Said { say("Xem lại và gửi", "Look once more and send") }
    public var skipped: Said { say("Đã bỏ qua", "Skipped") }
    public var send: Said { say("Gửi đánh giá", "Send the rating") }
    public var thanks: Said { say("Cảm ơn \(say.you)", "Thank you") }
    public var results: Said { say("Kết quả đánh giá", "Published ratings") }
    public var resultsAbout: Said {
        say(
            "Kết quả gộp của nhiều người, không ghi ai đã trả lời gì.",
            "Results of many people together; who answered what is not in them.")
    }
    public var noResults: Said { say("Chưa có kết quả nào được công bố", "Nothing has been published yet") }
    public var home: Said { say("Về trang đầu", "To the first page") }
}
