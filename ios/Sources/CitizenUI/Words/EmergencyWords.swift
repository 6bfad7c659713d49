import CitizenCore

/// Texts of one room of screens.
public struct EmergencyWords: Sendable {
    let say: Pick

    public var title: Said { say("Số khẩn cấp", "Emergency numbers") }
    public var about: Said {
        say("Khi nguy hiểm đến người, hãy gọi trước. Gửi phản ánh sau.", "When people are in danger, call first. Send a report afterwards.")
    }
}
