#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import CitizenUI
    import Foundation

    // Records of reports, of what waits, and of ratings.

    extension Tale {
        var size: Said { self("Sẽ gửi đi: nội dung 2 KB, ảnh 380 KB", "Will be sent: text 2 KB, photos 380 KB") }

        func photo(_ number: Int) -> PhotoRow {
            PhotoRow(
                sha256: String(repeating: "\(number)", count: 64), size: name("380 KB"), state: self("Trong bản nháp", "In the draft"),
                tone: .neutral)
        }

        /// A picture of the first, of the second none; the others are on their way.
        var pictures: [PhotoHash: Picture] {
            let png =
                "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAGklEQVR4"
                + "2mNYsWQOVsRAWMLBygSISJEg1g4AYtVWmZsN5uMAAAAASUVORK5CYII="
            let bytes = PhotoBytes(sha256: photo(0).sha256, data: Data(base64Encoded: png) ?? Data())
            return [photo(0).sha256: .bytes(bytes), photo(1).sha256: .missing]
        }

        func report(
            draft: Bool = true, photos: Int = 1, hasPlace: Bool = true, advice: [AdviceRow] = [], reason: Said? = nil, pending: Said? = nil,
            actions: [ReportAction] = []
        ) -> ReportView {
            ReportView(
                card: reportCard(draft ? .neutral : .waiting), draft: draft,
                editing: draft
                    ? DraftFields(
                        category: Sample.category.code, visibility: .handler, anonymous: false, hasPlace: hasPlace, severity: 2) : nil,
                facts: [fact("Nơi nhận", "Goes to", agency)],
                place: hasPlace
                    ? self("Vị trí của máy, chính xác khoảng 8 m", "The phone’s position, to about 8 m")
                    : self("Chưa có vị trí", "No place yet"),
                placeFlags: long ? [self("Vị trí đo đã lâu", "The position is old")] : [],
                visibility: self("Chỉ nơi xử lý xem được", "Only those who handle it see it"),
                photos: (0..<photos).map(photo), size: size, advice: advice, reason: reason, pending: pending,
                receipt: draft ? nil : receipt, timeline: draft ? [] : timeline, actions: actions)
        }

        var receipt: ReceiptView {
            ReceiptView(
                item: "I1", when: self("hôm nay, 9 giờ", "today, 9 o’clock"), verified: true,
                facts: [fact("Số", "Number", name("PA-261126-0001")), fact("Nơi nhận", "Received by", agency)], qr: Sample.qr)
        }

        func row(_ actions: [OutboxAction] = [.retry, .discard], tone: Tone = .waiting) -> OutboxRow {
            OutboxRow(
                id: "I1", kind: self("Phản ánh", "Report"), about: name("Ổ gà sâu trước số 12 Trần Hưng Đạo …"),
                state: tone == .done
                    ? self("Đã gửi, có giấy nhận", "Sent, with a receipt")
                    : self("Đang chờ mạng, chưa gửi", "Waiting for the network, not sent yet"), tone: tone, size: name("382 KB"),
                nextTry: tone == .done ? nil : self("sau 5 phút", "in 5 minutes"), actions: actions)
        }

        func page(_ rows: [OutboxRow]) -> OutboxPage { OutboxPage(rows: rows, waiting: summary(UInt32(rows.count))) }

        var form: RatingForm {
            let questions = ["1", "2"].map { id in
                QuestionView(
                    id: id,
                    text: name(
                        long
                            ? "Thái độ của cán bộ, công chức, viên chức hướng dẫn, tiếp nhận và giải quyết hồ sơ đối với Ông/Bà trong suốt quá trình?"
                            : "Thái độ của cán bộ tiếp nhận hồ sơ?"), kind: .choices,
                    choices: [
                        ChoiceView(
                            value: "2", text: name(long ? "Tận tình, trả sớm, không có gì phải phản ánh, kiến nghị" : "Tận tình")),
                        ChoiceView(value: "1", text: name("Đúng mực")), ChoiceView(value: "0", text: name("Có phiền hà")),
                    ], known: id == "2" ? "1" : nil, sensitive: id == "1")
            }
            let note = self("Phiếu này chưa được đối chiếu với quy định.", "This questionnaire was not compared with the rule in force.")
            return RatingForm(
                dossier: "D1", whoSees: self("Không ai biết phiếu này là của bạn.", "Nobody knows that this rating is yours."),
                questionnaires: [
                    QuestionnaireView(
                        id: "Q", title: name("Đánh giá việc giải quyết thủ tục hành chính"), note: note, questions: questions),
                    QuestionnaireView(id: "M", title: name("M-Score"), note: nil, questions: questions),
                ])
        }

        var result: ResultView {
            ResultView(
                unit: agency, period: self("quý 4 năm 2026", "quarter 4 of 2026"),
                title: name("Đánh giá việc giải quyết thủ tục hành chính"),
                unverified: self("Phiếu chưa được đối chiếu với quy định.", "Not compared with the rule in force."),
                count: self("8 lượt đánh giá", "8 ratings"), suppressed: nil, score: name("7,60 / 8,00"),
                class: self("Trung bình", "Average"),
                interval: name("6,42 – 8,00"), counted: self("Tính 4 trên 9 chỉ số", "4 of 9 indices counted"),
                questions: [
                    BarGroup(
                        question: form.questionnaires[0].questions[0].text,
                        bars: [
                            Bar(label: name("Tận tình"), count: 7, permille: 875, said: name("Tận tình: 7")),
                            Bar(label: name("Đúng mực"), count: 1, permille: 125, said: name("Đúng mực: 1")),
                        ])
                ])
        }
    }
#endif
