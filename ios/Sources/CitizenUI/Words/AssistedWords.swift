import CitizenCore

/// Texts of the way into helping somebody else.
public struct AssistedWords: Sendable {
    let say: Pick

    public var title: Said { say("Giúp người khác", "Help somebody") }
    public var line: Said { say("Dành cho thành viên Tổ công nghệ số cộng đồng", "For members of a community digital team") }
    public var presence: Said {
        say(
            "Chỉ bắt đầu khi người được giúp đang ở bên cạnh và đồng ý. Dữ liệu của họ được giữ riêng, máy này không mở lại được sau khi đóng.",
            "Begin only with the person beside you and agreeing. What is theirs is kept apart, and this phone cannot open it once it is closed."
        )
    }
    public var notYet: Said {
        say(
            "Điện thoại này chưa làm được. Hãy dùng chương trình citizen trên máy tính.",
            "This phone cannot do it yet. Use the citizen program on a computer.")
    }
}
