import CitizenCore

/// Texts of one room of screens.
public struct ReportWords: Sendable {
    let say: Pick

    public var newTitle: Said { say("Gửi phản ánh", "Send a report") }
    public var category: Said { say("Việc gì đang xảy ra?", "What is it about?") }
    public var placeAndPhotos: Said { say("Ở đâu, trông thế nào?", "Where is it, what does it look like?") }
    public var callFirst: Said {
        say("Nếu đang nguy hiểm, hãy gọi trước, gửi phản ánh sau.", "If there is danger, call first and report afterwards.")
    }
    public var usePlace: Said { say("Lấy vị trí của máy", "Use the phone’s position") }
    public var noPlace: Said { say("Gửi không kèm vị trí", "Send without a place") }
    public var measuring: Said { say("Máy đang xác định vị trí", "The phone is finding its position") }
    public var noFix: Said {
        say(
            "Máy chưa xác định được vị trí. Vẫn gửi được, hoặc ra chỗ thoáng rồi lấy lại.",
            "The phone cannot tell where it is. You can send all the same, or try again in the open.")
    }
    public var photos: Said { say("Ảnh", "Photos") }
    public var photoNotShown: Said { say("Chưa xem được ảnh này trên máy", "This photo cannot be shown on this phone") }
    public var takePhoto: Said { say("Chụp ảnh", "Take a photo") }
    public var choosePhoto: Said { say("Chọn ảnh có sẵn", "Choose a photo") }
    public var text: Said { say("Kể lại việc \(say.you) thấy", "Say what you saw") }
    public var textLabel: Said { say("Nội dung", "What you saw") }
    public var textHint: Said { say("Vài câu là đủ: việc gì, từ bao giờ, gần chỗ nào.", "A few sentences: what, since when, near what.") }
    public var who: Said { say("Ai được xem?", "Who may see it?") }
    public var `public`: Said { say("Ai cũng xem được", "Everyone") }
    public var publicLine: Said { say("Nội dung, ảnh và vị trí được công khai", "Text, photos and place are public") }
    public var handler: Said { say("Chỉ nơi xử lý", "Only those who handle it") }
    public var handlerLine: Said { say("Nơi tiếp nhận và xử lý xem được", "The office that receives and handles it") }
    public var name: Said { say("Tên của \(say.you)", "Your name") }
    public var anonymous: Said { say("Không ghi tên tôi", "Leave my name out") }
    public var anonymousLine: Said {
        say("Nơi xử lý sẽ không biết ai gửi, nên không hỏi lại được", "The office will not know who sent it and cannot ask back")
    }
    public var review: Said { say("Xem lại trước khi gửi", "Look once more before sending") }
    public var send: Said { say("Gửi phản ánh", "Send the report") }
    public var draftKept: Said {
        say("Bản nháp được giữ trên máy cho đến khi \(say.you) gửi hoặc bỏ.", "The draft stays on this phone until you send or discard it.")
    }
    public var finished: Said { say("Phản ánh đã xong", "Finished reports") }
    public var finishedNone: Said { say("Chưa có phản ánh nào xong", "No report is finished yet") }
    public var title: Said { say("Phản ánh", "Report") }
    public var edit: Said { say("Sửa bản nháp", "Edit the draft") }
    public var mend: Said { say("Sửa và gửi lại", "Mend it and send it again") }
    public var confirm: Said { say("Việc đã xong, tôi đồng ý", "It is done, I agree") }
    public var reopen: Said { say("Chưa xong, mở lại", "Not done, open it again") }
    public var withdraw: Said { say("Rút phản ánh", "Take the report back") }
    public var discard: Said { say("Bỏ bản nháp", "Discard the draft") }
    public var receipt: Said { say("Xem giấy nhận", "See the receipt") }
    public var receiptTitle: Said { say("Giấy nhận của tỉnh", "The province’s receipt") }
    public var share: Said { say("Chia sẻ hoặc in", "Share or print") }
    public var history: Said { say("Đã xử lý đến đâu", "What has been done") }
    public var reopenTitle: Said { say("Vì sao cần mở lại?", "Why open it again?") }
    public var reopenLabel: Said { say("Điều còn chưa xong", "What is not done") }
    public var reopenSend: Said { say("Gửi yêu cầu mở lại", "Ask to open it again") }
    public var withdrawTitle: Plain { say.plain("Rút phản ánh này?", "Take this report back?") }
    public var withdrawLine: Plain {
        say.plain(
            "Tỉnh sẽ ngừng xử lý. Lịch sử vẫn được giữ trên máy.", "The province stops working on it. The history stays on this phone.")
    }
    public var withdrawYes: Plain { say.plain("Rút lại", "Take it back") }
    public var discardTitle: Plain { say.plain("Bỏ bản nháp này?", "Discard this draft?") }
    public var discardLine: Plain {
        say.plain("Chữ và ảnh trong bản nháp sẽ mất hẳn.", "The text and photos of the draft are gone for good.")
    }
    public var discardYes: Plain { say.plain("Bỏ hẳn", "Discard") }
}
