import CitizenCore
import Foundation

/// A core of fakes: every room answers from one script.
public struct FakeCore: Sendable {
    public let script = Script()
    public let root: FakeRoot

    public init() {
        root = FakeRoot(script)
    }

    public var core: Core {
        Core(
            root: root, dossiers: FakeDossiers(script: script), scanner: FakeScanner(script: script), reports: FakeReports(script: script),
            ratings: FakeRatings(script: script), identity: FakeIdentity(script: script), outbox: FakeOutbox(script: script),
            directory: FakeDirectory(script: script), profile: FakeProfile(script: script))
    }
}

public final class FakeRoot: RootRoom, Life, @unchecked Sendable {
    private let script: Script
    private let lock = NSLock()
    private var watchers: [Topic: [UUID: AsyncStream<Snapshot>.Continuation]] = [:]
    private var newest: [Topic: Snapshot] = [:]
    private var works: [AsyncStream<WorkEvent>.Continuation] = []

    init(_ script: Script) {
        self.script = script
    }

    /// Tells everybody who watches `topic`, and whoever will.
    public func tell(_ topic: Topic, _ snapshot: Snapshot) {
        let told = lock.withLock {
            newest[topic] = snapshot
            return watchers[topic].map { Array($0.values) } ?? []
        }
        for one in told { one.yield(snapshot) }
    }

    /// From now on `topic` is otherwise, and nobody is told: it is only later.
    public func pass(_ topic: Topic, _ snapshot: Snapshot) { lock.withLock { newest[topic] = snapshot } }

    public func watching(_ topic: Topic) -> Int { lock.withLock { watchers[topic]?.count ?? 0 } }

    /// What every sync that runs tells on its way.
    public func tell(_ event: WorkEvent) {
        for work in lock.withLock({ works }) { work.yield(event) }
    }

    /// The last event of every sync that runs.
    public func finish(_ event: WorkEvent) {
        let running = lock.withLock {
            defer { works = [] }
            return works
        }
        for work in running {
            work.yield(event)
            work.finish()
        }
    }

    public func provinceChoices() async throws -> [ProvinceChoice] { try await script.answer("root.provinceChoices") }
    public func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView {
        try await script.answer("root.chooseProvince", request.baseUrl)
    }
    public func home() async throws -> HomeView { try await script.answer("root.home") }
    public func preferences() async throws -> Preferences { try await script.answer("root.preferences") }
    public func setPreferences(_ preferences: Preferences) async throws {
        try await script.done("root.setPreferences", preferences.language, preferences.address)
    }
    public func suspend() async throws { try await script.done("life.suspend") }
    public func resume() async throws { try await script.done("life.resume") }
    public func shutdown() async throws { try await script.done("life.shutdown") }

    public func watch(_ topic: Topic) async throws -> AsyncStream<Snapshot> {
        let (stream, continuation) = AsyncStream<Snapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = UUID()
        continuation.onTermination = { [weak self] _ in
            guard let self else { return }
            lock.withLock { _ = self.watchers[topic]?.removeValue(forKey: id) }
        }
        lock.withLock {
            watchers[topic, default: [:]][id] = continuation
            if let now = newest[topic] { continuation.yield(now) }
        }
        return stream
    }

    /// Runs until `finish`, or until it is cancelled.
    public func sync() async throws -> Work {
        try await script.done("root.sync")
        let (stream, continuation) = AsyncStream<WorkEvent>.makeStream()
        continuation.yield(.started)
        lock.withLock { works.append(continuation) }
        return Work(events: stream) {
            continuation.yield(.cancelled)
            continuation.finish()
        }
    }
}

struct FakeDossiers: DossierRoom {
    let script: Script
    func page(offset: UInt32, limit: UInt32) async throws -> DossierPage { try await script.answer("dossiers.page", offset, limit) }
    func view(_ code: DossierCode) async throws -> DossierView { try await script.answer("dossiers.view", code) }
    func follow(_ request: FollowRequest) async throws -> DossierView {
        switch request {
        case .typed(let code, let secret): try await script.answer("dossiers.follow", code, secret ?? "")
        case .scanned(let text): try await script.answer("dossiers.follow", text)
        }
    }
    func unfollow(_ code: DossierCode) async throws { try await script.done("dossiers.unfollow", code) }
}

struct FakeScanner: ScanRoom {
    let script: Script
    func frame(_ frame: Frame) async throws -> ScanResult { try await script.answer("scanner.frame", frame.width, frame.height) }
    func picture(path: String) async throws -> ScanResult { try await script.answer("scanner.picture", path) }
    func text(_ text: String) async throws -> ScanResult { try await script.answer("scanner.text", text) }
}

struct FakeReports: ReportRoom {
    let script: Script
    func categories() async throws -> [CategoryView] { try await script.answer("reports.categories") }
    func page(offset: UInt32, limit: UInt32) async throws -> ReportPage { try await script.answer("reports.page", offset, limit) }
    func view(_ id: ReportId) async throws -> ReportView { try await script.answer("reports.view", id) }
    func begin(_ request: ReportRequest) async throws -> ReportView { try await script.answer("reports.begin", request.category) }
    func change(_ id: ReportId, _ change: DraftChangeRequest) async throws -> ReportView {
        try await script.answer("reports.change", id, Self.touched(change))
    }
    /// What a change names, and nothing of what it leaves alone.
    private static func touched(_ change: DraftChangeRequest) -> String {
        let parts = [
            change.category.map { "category \($0)" }, change.text.map { "text \($0)" }, change.place.map { _ in "place" },
            change.noPlace ? "no place" : nil, change.visibility.map { "seen by \($0)" }, change.anonymous.map { "anonymous \($0)" },
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
    func addPhoto(_ id: ReportId, path: String) async throws -> ReportView { try await script.answer("reports.addPhoto", id, path) }
    func photo(_ id: ReportId, sha256: PhotoHash) async throws -> Data { try await script.answer("reports.photo", id, sha256) }
    func removePhoto(_ id: ReportId, photo: PhotoHash) async throws -> ReportView {
        try await script.answer("reports.removePhoto", id, photo)
    }
    func send(_ id: ReportId) async throws -> ReportView { try await script.answer("reports.send", id) }
    func mend(_ id: ReportId) async throws -> ReportView { try await script.answer("reports.mend", id) }
    func decide(_ id: ReportId, _ decision: DecisionRequest) async throws -> ReportView {
        try await script.answer("reports.decide", id, decision)
    }
}

struct FakeRatings: RatingRoom {
    let script: Script
    func form(_ dossier: DossierCode) async throws -> RatingForm { try await script.answer("ratings.form", dossier) }
    func rate(_ dossier: DossierCode, _ questionnaire: QuestionnaireId, _ answers: [AnswerRequest]) async throws -> RatingView {
        try await script.answer("ratings.rate", dossier, questionnaire, answers.map { "\($0.question)=\($0.value)" })
    }
    func results(unit: String?, period: String?) async throws -> [ResultView] { try await script.answer("ratings.results") }
}

struct FakeIdentity: IdentityRoom {
    let script: Script
    func session() async throws -> SessionView { try await script.answer("identity.session") }
    func beginSignIn(redirectUri: String) async throws -> SignInStart { try await script.answer("identity.beginSignIn", redirectUri) }
    func finishSignIn(url: String) async throws -> SessionView { try await script.answer("identity.finishSignIn", url) }
    func cancelSignIn() async throws { try await script.done("identity.cancelSignIn") }
    func signOut() async throws -> SignedOutView { try await script.answer("identity.signOut") }
}

struct FakeOutbox: OutboxRoom {
    let script: Script
    func page(after: ItemId?, limit: UInt32, onlyWaiting: Bool) async throws -> OutboxPage {
        try await script.answer("outbox.page", after ?? "", onlyWaiting)
    }
    func retry(_ id: ItemId?) async throws { try await script.done("outbox.retry", id ?? "") }
    func discard(_ id: ItemId) async throws -> OutboxRow { try await script.answer("outbox.discard", id) }
    func receipt(_ id: ItemId) async throws -> ReceiptView { try await script.answer("outbox.receipt", id) }
}

struct FakeDirectory: DirectoryRoom {
    let script: Script
    func search(_ query: String, limit: UInt32) async throws -> SearchView { try await script.answer("directory.search", query) }
    func procedure(_ code: ProcedureCode) async throws -> ProcedureView { try await script.answer("directory.procedure", code) }
    func emergencyNumbers() async throws -> [EmergencyRow] { try await script.answer("directory.emergencyNumbers") }
}

struct FakeProfile: ProfileRoom {
    let script: Script
    func checks() async throws -> [CheckRow] { try await script.answer("profile.checks") }
    func export(path: String) async throws -> Said { try await script.answer("profile.export", path) }
    func erase() async throws { try await script.done("profile.erase") }
}
