import CitizenCore
import Foundation

extension Said {
    public static func sample(_ text: String) -> Said { Said(display: text, spoken: "\(text), said") }
}

extension Trouble {
    public static func sample(_ advice: Advice, code: String = "sample.problem") -> Trouble {
        Trouble(code: code, said: .sample("It did not work"), category: advice == .bug ? .bug : .expected, advice: advice, draft: nil)
    }
}

extension Problem {
    public static func sample(_ advice: Advice, code: String = "sample.problem") -> Problem {
        Problem(.sample(advice, code: code))
    }
}

/// Records as the core would give them: plainly fictitious.
public enum Sample {
    public static let age = Age(said: .sample("Cập nhật 2 giờ trước"), atMs: 1, stale: false)
    public static let preferences = Preferences(language: .vi, textSize: .system, address: .ban)
    public static let province = ProvinceView(id: "00", name: .sample("Tỉnh Mẫu"), demo: true, hotline: .sample("1900"), version: 1)
    public static let choice = ProvinceChoice(id: "00", name: .sample("Tỉnh Mẫu"), former: [], baseUrl: "http://127.0.0.1:9", demo: true)

    public static func session(_ state: SessionState? = nil) -> SessionView {
        SessionView(
            state: state ?? .signedOut, said: .sample("\(state ?? .signedOut)"), name: nil, idLast4: nil, level: nil, until: nil,
            actingFor: nil)
    }

    public static func waiting(_ count: UInt32 = 0) -> WaitingSummary {
        WaitingSummary(count: count, said: .sample("\(count) việc chưa gửi"))
    }

    public static func card(_ code: DossierCode = "D1", tone: Tone? = nil) -> DossierCard {
        DossierCard(
            code: code, codeShown: .sample(code), state: .sample("Đang giải quyết"), procedure: .sample("Khai sinh"), time: nil, todo: nil,
            tone: tone ?? .onTime, age: age, finished: false, demo: true, ratable: false)
    }

    public static func home(
        needsMe: [DossierCard] = [], province: ProvinceView? = Sample.province, waiting: UInt32 = 0, session state: SessionState? = nil,
        age: Age = Sample.age, clock: Said? = nil
    ) -> HomeView {
        HomeView(
            province: province, session: session(state), needsMe: needsMe, moving: [], finished: [], reports: [],
            waiting: Sample.waiting(waiting),
            age: age, clock: clock)
    }

    public static func sync(whole: Bool = true) -> SyncView {
        SyncView(
            said: .sample(whole ? "Đã cập nhật" : "Đã lưu trên máy"), tone: whole ? .done : .waiting, whole: whole, sent: 1, rejected: 0,
            received: 2, waiting: waiting(), age: age, clock: nil)
    }

    public static func progress(_ received: UInt32, of all: UInt32) -> WorkEvent {
        .progress(received: received, of: all, said: .sample("Đã nhận \(received) trên \(all) thay đổi"))
    }

    public static let qr = QrView(size: 2, modules: Data([1, 0, 0, 1]), label: .sample("Mã hồ sơ"))

    public static func dossier(_ code: DossierCode = "D1", actions: [DossierAction]? = nil) -> DossierView {
        DossierView(
            card: card(code), official: nil, agency: nil, facts: [], timeline: [], todo: [], fees: [], warnings: [],
            trust: .sample("Mã gõ tay"),
            qr: qr, actions: actions ?? [.unfollow])
    }

    public static func scan(follow: String? = "text") -> ScanView {
        ScanView(
            kind: .dossierSlip, trust: .signed, title: .sample("Giấy hẹn"), trustSaid: .sample("Tin được"), tone: .done, facts: [],
            warnings: [],
            follow: follow)
    }

    public static let category = CategoryView(code: "road", name: .sample("Đường hỏng"), emergency: "114")

    public static func report(
        _ id: ReportId = "R1", draft: Bool = true, text: String = "", eyes: Eyes? = nil, anonymous: Bool = false, hasPlace: Bool = false,
        photos: [PhotoHash] = [], actions: [ReportAction] = []
    ) -> ReportView {
        ReportView(
            card: ReportCard(
                id: id, state: .sample("Bản nháp"), category: category.name, text: text, about: text.isEmpty ? nil : .sample(text),
                when: .sample("hôm nay"), tone: .neutral, todo: nil, finished: false),
            draft: draft,
            editing: draft
                ? DraftFields(category: category.code, visibility: eyes ?? .public, anonymous: anonymous, hasPlace: hasPlace, severity: 2)
                : nil,
            facts: [], place: .sample(hasPlace ? "Có vị trí" : "Chưa có vị trí"), placeFlags: [], visibility: .sample("Ai cũng xem được"),
            photos: photos.map { PhotoRow(sha256: $0, size: .sample("2 KB"), state: .sample("Trong bản nháp"), tone: .neutral) },
            size: .sample("2 KB"), advice: [], reason: nil, pending: nil, receipt: draft ? nil : receipt, timeline: [], actions: actions)
    }

    public static func reportCard(_ id: ReportId = "R1", finished: Bool = false) -> ReportCard {
        ReportCard(
            id: id, state: .sample("Đã xong"), category: category.name, text: "", about: nil, when: .sample("hôm nay"), tone: .neutral,
            todo: nil, finished: finished)
    }

    public static let receipt = ReceiptView(item: "I1", when: .sample("hôm nay"), verified: true, facts: [], qr: qr)

    public static func row(_ id: ItemId = "I1") -> OutboxRow {
        OutboxRow(
            id: id, kind: .sample("Phản ánh"), about: nil, state: .sample("Đang chờ mạng"), tone: .waiting, size: .sample("2 KB"),
            nextTry: nil,
            actions: [.retry, .discard])
    }

    public static func question(_ id: String, known: String? = nil) -> QuestionView {
        QuestionView(
            id: id, text: .sample("Câu \(id)"), kind: .choices, choices: [ChoiceView(value: "2", text: .sample("Hài lòng"))], known: known,
            sensitive: false)
    }

    public static func form(_ questions: [QuestionView]) -> RatingForm {
        let questionnaire = QuestionnaireView(id: "Q", title: .sample("Phiếu"), note: nil, questions: questions)
        return RatingForm(dossier: "D1", whoSees: .sample("Không ai biết"), questionnaires: [questionnaire])
    }

    public static let place = PlaceRequest(lat: 10.98, lon: 106.65, accuracyM: 8, source: .gps, ageMs: 0)
    public static let frame = Frame(width: 2, height: 2, stride: 2, luma: Data([0, 1, 2, 3]))
}
