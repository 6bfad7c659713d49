import CitizenCore

/// Texts of one room of screens.
public struct HomeWords: Sendable {
    let say: Pick

    public var title: Said { say("Việc của tôi", "My affairs") }
    public var needsMe: Said { say("Cần \(say.you) làm", "Needs you") }
    public var moving: Said { say("Đang giải quyết", "Being handled") }
    public var finished: Said { say("Đã xong", "Finished") }
    public var reports: Said { say("Phản ánh của \(say.you)", "Your reports") }
    public var canDo: Said { say("\(say.youAtHead) có thể", "You can") }
    public var scan: Said { say("Quét giấy hẹn", "Scan a slip") }
    public var report: Said { say("Gửi phản ánh", "Send a report") }
    public var reportLine: Said { say("Ổ gà, rác, đèn hỏng và các việc khác", "Potholes, rubbish, broken lamps and more") }
    public var search: Said { say("Tìm thủ tục", "Find a procedure") }
    public var searchLine: Said { say("Giấy tờ cần nộp, lệ phí, thời hạn", "Papers, fees, how long it takes") }
    public var results: Said { say("Xem kết quả đánh giá", "See published ratings") }
    public var account: Said { say("Tài khoản", "Account") }
    public var settings: Said { say("Cài đặt", "Settings") }
    public var settingsLine: Said { say("Cỡ chữ, ngôn ngữ, cách xưng hô", "Size of letters, language") }
    public var emergency: Said { say("Số điện thoại khẩn cấp", "Emergency numbers") }
    public var waiting: Said { say("Đang chờ gửi", "Waiting to be sent") }
    public var update: Said { say("Cập nhật ngay", "Update now") }
    public var updating: Said { say("Đang gửi và lấy tin mới", "Sending, and getting what is new") }
    public var emptyTitle: Said { say("Chưa theo dõi hồ sơ nào", "You follow no dossier yet") }
    public var emptyLine: Said {
        say("Quét mã vuông trên giấy hẹn, hồ sơ sẽ hiện ở đây.", "Scan the square code on your slip and the dossier appears here.")
    }
}
