import CitizenCore

/// Texts of one room of screens.
public struct DossierWords: Sendable {
    let say: Pick

    public var title: Said { say("Hồ sơ", "Dossier") }
    public var todo: Said { say("Việc cần làm", "What to do") }
    public var timeline: Said { say("Hồ sơ đã đi đến đâu", "Where the dossier has been") }
    public var fees: Said { say("Phí và lệ phí", "Fees") }
    public var details: Said { say("Chi tiết", "Details") }
    public var official: Said { say("Theo lời của cơ quan", "In the office’s words") }
    public var trust: Said { say("Thông tin này từ đâu", "Where this comes from") }
    public var showQr: Said { say("Hiện mã để đưa cho cán bộ", "Show the code for the counter") }
    public var hideQr: Said { say("Ẩn mã", "Hide the code") }
    public var qrShown: Said { say("Đã hiện mã, ở ngay dưới nút này", "The code is shown, right below this button") }
    public var qrHidden: Said { say("Đã ẩn mã", "The code is hidden") }
    public var rate: Said { say("Đánh giá nơi phục vụ", "Rate the service") }
    public var unfollow: Said { say("Thôi theo dõi", "Stop following") }
    public var unfollowTitle: Plain { say.plain("Thôi theo dõi hồ sơ này?", "Stop following this dossier?") }
    public var unfollowLine: Plain {
        say.plain(
            "Hồ sơ vẫn được giải quyết như cũ. Chỉ máy này không còn hiện nữa; quét lại giấy hẹn là thấy lại.",
            "The dossier is handled as before. Only this phone stops showing it; scan the slip to see it again.")
    }
    public var unfollowYes: Plain { say.plain("Thôi theo dõi", "Stop following") }
    public var signInForMore: Said { say("Đăng nhập để xem đủ", "Sign in to see everything") }
}
