import CitizenCore

/// Texts of one room of screens.
public struct SettingsWords: Sendable {
    let say: Pick

    public var title: Said { say("Cài đặt", "Settings") }
    public var sample: Said { say("Chữ sẽ to như thế này.", "Letters will be this large.") }
    /// Asked in Vietnamese alone, where the word is a matter of age and sex; English says "you" to everybody.
    public var callMe: Said { say("Gọi tôi là", "Call me") }
    public func called(_ address: Address) -> Said { say(address.atHead, address.atHead) }
    public var province: Said { say("Tỉnh đang dùng", "Province in use") }
    public var hotline: Said { say("Số điện thoại của tỉnh", "The province’s telephone") }
    public var checks: Said { say("Kiểm tra ứng dụng", "Check the app") }
    public var checksLine: Said { say("Xem vì sao có việc chưa xong", "See why something is not done") }
    /// What the check came to: `bad` of all that was looked at need a look.
    public func checked(_ bad: Int, of all: Int) -> Said {
        bad == 0
            ? say("Đã kiểm tra xong, mọi thứ đều tốt", "Checked, and all is well")
            : say("Đã kiểm tra xong, có \(bad) trên \(all) mục cần xem", "Checked, to be looked at: \(bad) of \(all)")
    }
    public var good: Said { say("Tốt", "Good") }
    public var look: Said { say("Cần xem", "Needs a look") }
}
