import CitizenCore

/// Texts of one room of screens.
public struct WelcomeWords: Sendable {
    let say: Pick

    public var title: Said { say("Xin chào", "Welcome") }
    public var about: Said {
        say(
            "Theo dõi hồ sơ, gửi phản ánh và đánh giá nơi phục vụ. Dùng được cả khi không có mạng.",
            "Follow your dossiers, send reports and rate the service. It works without a network too.")
    }
    public var language: Said { say("Ngôn ngữ", "Language") }
    public var vietnamese: Said { say("Tiếng Việt", "Tiếng Việt") }
    public var english: Said { say("Tiếng Anh (English)", "English") }
    public var textSize: Said { say("Cỡ chữ", "Size of letters") }
    public var sizeSystem: Said { say("Như cài đặt của máy", "As the phone is set") }
    public var sizeLarge: Said { say("Lớn", "Large") }
    public var sizeLargest: Said { say("Rất lớn", "Very large") }
    public var province: Said { say("Chọn tỉnh của \(say.you)", "Choose your province") }
    public var provinceHint: Said {
        say(
            "Chọn nơi đang giải quyết hồ sơ. Tỉnh cũ, trước khi sáp nhập, ghi ở dòng dưới.",
            "Choose where your dossier is handled. The former provinces stand below each name.")
    }
    public var useProvince: Said { say("Dùng tỉnh này", "Use this province") }
}
