import CitizenCore

/// Texts of one room of screens.
public struct WaitingWords: Sendable {
    let say: Pick

    public var title: Said { say("Đang chờ gửi", "Waiting to be sent") }
    public var empty: Said { say("Không có gì đang chờ", "Nothing is waiting") }
    public var emptyLine: Said {
        say(
            "Những gì \(say.you) gửi khi mất mạng sẽ nằm ở đây cho đến khi tỉnh nhận.",
            "What you send without a network stays here until the province has it.")
    }
    public var sending: Said { say("Đang gửi", "Sending") }
    public var retryAll: Said { say("Gửi lại tất cả ngay", "Send everything now") }
    public var retry: Said { say("Gửi lại ngay", "Send now") }
    public var discard: Said { say("Bỏ, không gửi nữa", "Discard, do not send") }
    public var receipt: Said { say("Xem giấy nhận", "See the receipt") }
    public var size: Said { say("Dung lượng", "Size") }
    public var next: Said { say("Lần thử sau", "Next attempt") }
    /// By its kind, and by how its words begin or, where it has none, by what else its card shows: there may be several of a kind.
    public func discardTitle(_ row: OutboxRow?) -> Plain {
        guard let what = row?.kind.display else { return say.plain("Bỏ, không gửi nữa?", "Discard it?") }
        return say.plain("Bỏ, không gửi nữa: \(what)?", "Discard, do not send: \(what)?")
    }
    public func discardLine(_ row: OutboxRow?) -> Plain {
        var facts = [(size, row?.size), (next, row?.nextTry)].compactMap { label, value in
            value.map { "\(label.display): \($0.display)." }
        }
        if let state = row?.state { facts.insert("\(state.display).", at: 0) }
        let which = row?.about.map { "“\($0.display)”." } ?? facts.joined(separator: " ")
        return say.plain(
            "\(which) Nội dung này sẽ không đến tỉnh và mất khỏi máy.",
            "\(which) It will not reach the province and is gone from the phone.")
    }
    public var discardYes: Plain { say.plain("Bỏ hẳn", "Discard") }
}
