#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport

    // Records as the core would give them, with everything in them that a screen can show.

    extension Tale {
        func card(_ tone: Tone = .onTime, todo: Said? = nil, finished: Bool = false) -> DossierCard {
            let (state, time): (Said, Said?) =
                switch tone {
                case .overdue: (self("Đang giải quyết", "Being handled"), self("quá 8 ngày làm việc", "8 working days over"))
                case .dueSoon: (self("Cần bổ sung 1 giấy tờ", "1 more paper is needed"), self("còn 2 ngày làm việc", "2 working days left"))
                case .done: (self("Đã có kết quả", "The result is there"), self("xong thứ Ba, 24/2", "finished Tuesday 24/2"))
                default: (self("Đang giải quyết", "Being handled"), self("còn 5 ngày làm việc", "5 working days left"))
                }
            return DossierCard(
                code: "H29.12-261126-0101", codeShown: Said(display: "H29.12-261126-0101", spoken: "H 2 9, 1 2, 2 6 1 1 2 6, 0 1 0 1"),
                state: state, procedure: procedure, time: time, todo: todo, tone: tone, age: age, finished: finished, demo: true,
                ratable: finished)
        }

        var toDo: Said {
            self("Mang bản chính giấy chứng sinh. Trước thứ Ba, 24/2.", "Bring the original birth note. Before Tuesday 24/2.")
        }

        var province: ProvinceView {
            ProvinceView(
                id: "00", name: name(long ? "Tỉnh Mẫu Hợp Nhất Từ Ba Tỉnh Cũ Để Thử Tên Rất Dài" : "Tỉnh Mẫu"), demo: true,
                hotline: name("1900"),
                version: 1)
        }

        var session: SessionView {
            SessionView(
                state: .signedIn, said: self("Đã đăng nhập", "Signed in"), name: person, idLast4: name("•••• 0001"),
                level: self("Mức 2", "Level 2"), until: self("đến thứ Sáu, 27/2", "until Friday 27/2"), actingFor: nil)
        }

        func reportCard(_ tone: Tone = .waiting) -> ReportCard {
            ReportCard(
                id: "R1",
                state: tone == .done
                    ? self("Đã xử lý xong", "Done") : self("Đang chờ mạng, chưa gửi", "Waiting for the network, not sent yet"),
                category: Sample.category.name,
                text: text, about: name(text), when: self("hôm nay", "today"), tone: tone, todo: nil, finished: tone == .done)
        }

        func home(
            needsMe: [DossierCard] = [], moving: [DossierCard] = [], finished: [DossierCard] = [], reports: [ReportCard] = [],
            waiting: UInt32 = 0, clock: Said? = nil
        ) -> HomeView {
            HomeView(
                province: province, session: session, needsMe: needsMe, moving: moving, finished: finished, reports: reports,
                waiting: summary(waiting), age: age, clock: clock)
        }

        var fullHome: HomeView {
            home(
                needsMe: [card(.dueSoon, todo: toDo)], moving: [card(), card(.overdue)], finished: [card(.done, finished: true)],
                reports: [reportCard()], waiting: 2)
        }

        func summary(_ count: UInt32) -> WaitingSummary {
            WaitingSummary(count: count, said: self("\(count) việc chưa gửi", "\(count) things not sent yet"))
        }

        func sync(whole: Bool) -> SyncView {
            SyncView(
                said: whole ? self("Đã cập nhật", "Up to date") : self("Đã lưu trên máy, chưa cập nhật được", "Kept here, not up to date"),
                tone: whole ? .done : .waiting, whole: whole, sent: 0, rejected: 0, received: 0, waiting: summary(2), age: age, clock: nil)
        }

        var progress: Said { self("Đã nhận 100 trên 250 thay đổi", "Received 100 of 250 changes") }

        func dossier(actions: [DossierAction] = [.unfollow], warnings: [Said] = []) -> DossierView {
            DossierView(
                card: card(.dueSoon, todo: toDo), official: self("Yêu cầu bổ sung hồ sơ", "More papers are asked for"), agency: agency,
                facts: [fact("Nơi giải quyết", "Handled by", agency), fact("Nhận lúc", "Received", self("thứ Hai, 23/2", "Monday 23/2"))],
                timeline: timeline, todo: [toDo],
                fees: [
                    FeeRow(
                        name: self("Lệ phí", "Fee"), amount: self("50.000 đ", "50,000 đ"), paid: false, state: self("Chưa nộp", "Not paid"),
                        qr: Sample.qr)
                ],
                warnings: warnings, trust: self("Mã do bạn nhập tay", "A code typed by you"), qr: Sample.qr, actions: actions)
        }

        var timeline: [TimelineRow] {
            [
                TimelineRow(
                    when: self("thứ Ba, 24/2", "Tuesday 24/2"), what: self("Chờ bổ sung", "Waiting for papers"), who: agency,
                    note: self("Thiếu bản chính giấy chứng sinh", "The original birth note is missing"), now: true, clockStopped: true),
                TimelineRow(
                    when: self("thứ Hai, 23/2", "Monday 23/2"), what: self("Đã nhận hồ sơ", "Received"), who: agency, note: nil, now: false,
                    clockStopped: false),
            ]
        }

        func scan(_ trust: ScanTrust, tone: Tone, warnings: [Said] = []) -> ScanView {
            ScanView(
                kind: trust == .untrusted ? .url : .dossierSlip, trust: trust,
                title: trust == .untrusted ? self("Đường dẫn", "Link") : self("Giấy tiếp nhận hồ sơ", "Receipt slip"),
                trustSaid: trust == .untrusted
                    ? self("Không tin được", "Not to be trusted") : self("Tin được: có chữ ký của tỉnh", "Trusted: signed by the province"),
                tone: tone, facts: [fact("Nơi giải quyết", "Handled by", agency)], warnings: warnings,
                follow: trust == .untrusted ? nil : "text")
        }
    }
#endif
