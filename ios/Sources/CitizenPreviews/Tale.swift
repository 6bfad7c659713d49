#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport

    /// What the core would say, in one language: plainly fictitious. Names of procedures, offices and people are the province's, so they are
    /// Vietnamese in both.
    struct Tale: Sendable {
        let language: Language
        /// The longest names that there are.
        var long = false

        init(_ language: Language) {
            self.language = language
        }

        var stretched: Tale {
            var tale = self
            tale.long = true
            return tale
        }

        func callAsFunction(_ vi: String, _ en: String) -> Said {
            let text = language == .vi ? vi : en
            return Said(display: text, spoken: text)
        }

        var preferences: Preferences { Preferences(language: language, textSize: .system, address: .ban) }

        func name(_ text: String) -> Said { Said(display: text, spoken: text) }

        var procedure: Said {
            name(
                long
                    ? "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con cho người đã có hồ sơ, giấy tờ cá nhân có yếu tố nước ngoài "
                        + "trong trường hợp cha, mẹ cư trú tại nhiều nơi khác nhau" : "Đăng ký khai sinh")
        }

        var agency: Said {
            name(
                long
                    ? "Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính, Trung tâm Phục vụ hành chính công "
                        + "phường Thủ Dầu Một, Thành phố Hồ Chí Minh" : "Trung tâm PVHCC phường Mẫu")
        }

        var person: String { long ? "Công Tằng Tôn Nữ Nguyễn Thị Thử Nghiệm Hoàn Toàn Hư Cấu" : "Nguyễn Văn Thử" }

        var text: String {
            long
                ? "Nắp cống trước số 12 đường Trần Hưng Đạo bị mất từ tối thứ Hai, ban đêm không có đèn, trẻ con đi học về phải bước xuống "
                    + "lòng đường; nhiều người đã suýt ngã, mong cử người đến đậy lại sớm." : "Ổ gà sâu trước số 12, Trần Hưng Đạo"
        }

        var age: Age { Age(said: self("Cập nhật 2 giờ trước", "Updated 2 hours ago"), atMs: 1, stale: false) }

        var offline: Problem {
            problem(.offline, "net.offline", self("Không có mạng. Có mạng thì thử lại.", "No network. Try again when there is one."))
        }

        var error: Problem {
            problem(
                .storage, "store.io",
                self(
                    "Chưa đọc được dữ liệu trên máy. Không có gì bị xóa; hãy mở lại ứng dụng.",
                    "The data on this phone could not be read. Nothing was deleted; open the app again."))
        }

        func problem(_ advice: Advice, _ code: String, _ said: Said) -> Problem {
            Problem(Trouble(code: code, said: said, category: .expected, advice: advice, draft: nil))
        }

        func fact(_ vi: String, _ en: String, _ value: Said) -> Fact { Fact(label: self(vi, en), value: value) }
    }
#endif
