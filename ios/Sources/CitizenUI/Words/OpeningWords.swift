import CitizenCore

/// Texts of what stands in the way before the core is there to say it. Of no room and of the storage
/// they say what the core says; what is locked may be files too here, and has words of its own.
public struct OpeningWords: Sendable {
    let say: Pick

    public var noSpace: Said {
        say(
            "Máy đã hết chỗ trống. Những gì đã lưu trước đó vẫn còn. Hãy xóa bớt rồi thử lại.",
            "The device is full. What was kept before is still there. Make room and try again.")
    }
    public var locked: Said {
        say(
            "Máy chưa cho mở dữ liệu của ứng dụng. Hãy mở khóa máy rồi thử lại. Không có gì bị xóa.",
            "The phone does not let the app open its data yet. Unlock the phone and try again. Nothing was deleted.")
    }
    public var storage: Said {
        say(
            "Bộ nhớ của máy không đọc hoặc ghi được lúc này. Những gì đã lưu trước đó không bị xóa. Hãy thử lại.",
            "The device’s storage does not read or write right now. Nothing kept before was deleted. Try again.")
    }
}
