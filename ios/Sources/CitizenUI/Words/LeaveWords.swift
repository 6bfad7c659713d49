import CitizenCore

/// Texts about what the person did not let the app use, and about photos that do not come.
public struct LeaveWords: Sendable {
    let say: Pick

    public var settings: Said { say("Mở Cài đặt", "Open Settings") }
    public var settingsLine: Said { say("Cho phép ở đó, rồi quay lại đây", "Allow it there, then come back here") }
    public var camera: Said {
        say(
            "\(say.youAtHead) đã không cho ứng dụng dùng máy ảnh. Muốn dùng, hãy cho phép trong phần Cài đặt của máy.",
            "You did not let the app use the camera. To use it, allow it in the phone’s Settings.")
    }
    public var place: Said {
        say(
            "\(say.youAtHead) đã không cho ứng dụng lấy vị trí. Vẫn gửi được không kèm vị trí, hoặc cho phép trong phần Cài đặt của máy.",
            "You did not let the app use your position. You can send without it, or allow it in the phone’s Settings.")
    }
    public var photoComing: Said { say("Đang lấy ảnh, xin chờ một chút", "Getting the photo, one moment please") }
    public var photoCancel: Said { say("Thôi, không lấy ảnh này", "Stop getting this photo") }
    public var noPhoto: Said {
        say(
            "Chưa lấy được ảnh này. Ảnh cất trên iCloud thì cần có mạng. Hãy thử lại hoặc chọn ảnh khác.",
            "This photo could not be had. One that is kept in iCloud needs a network. Try again or choose another.")
    }
}
