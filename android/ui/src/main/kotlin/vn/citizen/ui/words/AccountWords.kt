package vn.citizen.ui.words

class AccountWords(say: Pick) {
    val title = say("Tài khoản", "Account")
    val signInAbout = say(
        "Trang đăng nhập của tỉnh mở trong trình duyệt. Ứng dụng không thấy mật khẩu.",
        "The province’s sign-in page opens in the browser. The app never sees the password.",
    )
    val signInOpens = say("Đang mở trang đăng nhập", "Opening the sign-in page")
    val signInWait = say("Đang chờ trình duyệt. Đăng nhập xong, ứng dụng tự mở lại.", "Waiting for the browser. The app comes back by itself.")
    val noBrowser = say("Chưa mở được trình duyệt, nên chưa đăng nhập. Hãy thử lại.", "The browser did not open, so nobody is signed in. Try again.")
    val wrongClock = say(
        "Đồng hồ của máy sai nên trình duyệt không mở trang đăng nhập. Hãy đặt lại ngày giờ rồi thử lại.",
        "The phone’s clock is wrong, so the browser would not open the sign-in page. Please set date and time and try again.",
    )
    val signInCancel = say("Thôi, không đăng nhập", "Stop signing in")
    val signOut = say("Đăng xuất", "Sign out")
    val signOutTitle = say("Đăng xuất khỏi máy này?", "Sign out of this phone?")
    val signOutLine = say(
        "Hồ sơ, bản nháp và những gì đang chờ gửi vẫn còn trên máy. Không cần mạng.",
        "Dossiers, drafts and what waits to be sent stay on the phone. No network is needed.",
    )
    val idNumber = say("Bốn số cuối định danh", "Last four figures of the number")
    val level = say("Mức tài khoản", "Level of the account")
    val until = say("Phiên đăng nhập", "This sign-in")
    val activity = say("Việc đã làm", "What you did")
    val activityLine = say("Phản ánh, và hồ sơ đã xong", "Reports and finished dossiers")
    val activityEmpty = say("Chưa có gì ở đây", "Nothing is here yet")
    val export = say("Lấy một bản dữ liệu", "Get a copy of the data")
    val exportLine = say("Một tệp đọc được, có tất cả những gì máy giữ về ${say.you}", "One readable file with all that the phone holds about you")
    val exporting = say("Đang ghi bản dữ liệu", "Writing the copy of the data")
    val erase = say("Xóa hết dữ liệu trên máy", "Erase everything on this phone")
    val eraseTitle = say("Xóa hết dữ liệu?", "Erase everything?")
    val eraseLine = say(
        "Mất hẳn trên máy này: hồ sơ đang theo dõi, bản nháp, những gì chưa gửi và giấy nhận. Những gì tỉnh đã nhận thì tỉnh vẫn giữ.",
        "Gone for good from this phone: followed dossiers, drafts, what was not sent, and receipts. What the province has, it keeps.",
    )
    val eraseAgree = say("Tôi hiểu và muốn xóa hết", "I understand and want to erase everything")
    val eraseYes = say("Xóa hết", "Erase everything")
    val erasing = say("Đang xóa, xin chờ một chút", "Erasing, one moment please")
}
