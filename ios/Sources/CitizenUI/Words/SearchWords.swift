import CitizenCore

/// Texts of one room of screens.
public struct SearchWords: Sendable {
    let say: Pick

    public var title: Said { say("Tìm thủ tục, đơn vị", "Find a procedure or unit") }
    public var field: Said { say("\(say.youAtHead) cần tìm gì?", "What are you looking for?") }
    public var hint: Said { say("Gõ không dấu cũng được, ví dụ: dang ky khai sinh", "Marks may be left out, as in: dang ky khai sinh") }
    public var procedure: Said { say("Thủ tục", "Procedure") }
    public var fees: Said { say("Phí, lệ phí", "Fees") }
    public var papers: Said { say("Giấy tờ cần nộp", "Papers to bring") }
    public var offices: Said { say("Nộp ở đâu cũng được trong tỉnh", "Any office of the province takes it") }
    public var details: Said { say("Thông tin chính", "In short") }
}
