import CitizenCore

extension Words {
    /// What goes on, with its own verb.
    public func doing(_ deed: Deed) -> Said {
        switch deed {
        case .joining: say("Đang nối với tỉnh này, có thể mất một lúc", "Connecting to this province, it may take a while")
        case .following: say("Đang hỏi tỉnh về hồ sơ này", "Asking the province about this dossier")
        case .addingPhoto: say("Đang thêm ảnh vào bản nháp", "Adding the photo to the draft")
        case .rating: say("Đang lưu đánh giá để gửi", "Saving the rating to be sent")
        case .signingIn: say("Đang đăng nhập", "Signing in")
        case .signingOut: say("Đang đăng xuất", "Signing out")
        case .exporting: say("Đang lấy bản dữ liệu", "Getting the copy of the data")
        case .checking: say("Đang kiểm tra ứng dụng", "Checking the app")
        }
    }

    /// Where nothing longer is known of it.
    public var working: Said { say("Đang làm, xin chờ một chút", "Working, one moment please") }
    public var waitNoLonger: Said { say("Thôi, không chờ nữa", "Stop waiting") }
}
