import CitizenCore

/// Texts of one room of screens.
public struct AccountWords: Sendable {
    let say: Pick

    public var title: Said { say("Tài khoản", "Account") }
    public var signInAbout: Said {
        say(
            "Trang đăng nhập của tỉnh mở trong trình duyệt. Ứng dụng không thấy mật khẩu.",
            "The province’s sign-in page opens in the browser. The app never sees the password.")
    }
    public var signInWait: Said {
        say("Đang chờ trình duyệt. Đăng nhập xong, ứng dụng tự mở lại.", "Waiting for the browser. The app comes back by itself.")
    }
    public var noBrowser: Said {
        say("Chưa mở được trình duyệt, nên chưa đăng nhập. Hãy thử lại.", "The browser did not open, so nobody is signed in. Try again.")
    }
    public var wrongClock: Said {
        say(
            "Đồng hồ của máy sai nên trình duyệt không mở trang đăng nhập. Hãy đặt lại ngày giờ rồi thử lại.",
            "The phone’s clock is wrong, so the browser would not open the sign-in page. Please set date and time and try again.")
    }
    public var signInCancel: Said { say("Thôi, không đăng nhập", "Stop signing in") }
    public var signOut: Plain { say.plain("Đăng xuất", "Sign out") }
    public var signOutTitle: Plain { say.plain("Đăng xuất khỏi máy này?", "Sign out of this phone?") }
    public var signOutLine: Plain {
        say.plain(
            "Hồ sơ, bản nháp và những gì đang chờ gửi vẫn còn trên máy. Không cần mạng.",
            "Dossiers, drafts and what waits to be sent stay on the phone. No network is needed.")
    }
    public var idNumber: Said { say("Bốn số cuối", "Last four digits") }
    public var level: Said { say("Mức tài khoản", "Level of the account") }
    public var until: Said { say("Phiên đăng nhập", "This sign-in") }
    public var activity: Said { say("Những gì đã gửi", "What was sent") }
    public var activityEmpty: Said { say("Chưa gửi gì", "Nothing was sent yet") }
    public var held: Said { say("Máy này đang giữ gì", "What this phone holds") }
    public var export: Said { say("Lấy một bản dữ liệu", "Get a copy of the data") }
    public var exportLine: Said {
        say(
            "Một tệp đọc được, có tất cả những gì máy giữ về \(say.you). \(say.youAtHead) chọn nơi cất.",
            "One readable file with all that the phone holds about you. You choose where it goes.")
    }
    public func exported(_ name: String) -> Said {
        say(
            "Tệp nằm ở nơi \(say.you) vừa chọn, tên là \(name). Ứng dụng không giữ bản nào khác.",
            "The file is where you just chose, by the name \(name). The app keeps no other copy.")
    }
    public var noCopy: Said {
        say(
            "Chưa đưa được bản dữ liệu ra ngoài, và không có bản nào được giữ. Hãy thử lại.",
            "The copy could not be handed over, and none was kept. Try again.")
    }
    public var erase: Said { say("Xóa hết dữ liệu trên máy", "Erase everything on this phone") }
    public var eraseTitle: Plain { say.plain("Xóa hết dữ liệu?", "Erase everything?") }
    public var eraseLine: Plain {
        say.plain(
            """
            Mất hẳn trong ứng dụng: hồ sơ đang theo dõi, bản nháp, những gì chưa gửi và giấy nhận. Những gì tỉnh đã nhận thì tỉnh vẫn giữ. \
            Bản dữ liệu \(say.you) đã lấy ra thì vẫn ở nơi \(say.you) cất.
            """,
            """
            Gone for good from this app: followed dossiers, drafts, what was not sent, and receipts. What the province has, it keeps. \
            A copy of the data that you took out stays where you put it.
            """)
    }
    public var eraseYes: Plain { say.plain("Xóa hết", "Erase everything") }
}
