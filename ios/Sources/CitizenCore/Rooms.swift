import Foundation

// What the screens ask the core for, room by room. Calls may be made from any actor; each runs on its room's own queue. A call throws
// `Problem`, or `CancellationError` where nobody waits for it any more, and nothing else. A caller that stops waiting cuts no write.

/// The root: province, home, sync, watching, preferences.
public protocol RootRoom: Sendable {
    func provinceChoices() async throws -> [ProvinceChoice]
    func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView
    func home() async throws -> HomeView
    /// Sends and fetches once.
    func sync() async throws -> Work
    /// What is so now, and then whenever it is otherwise; only the newest is kept for a late reader.
    func watch(_ topic: Topic) async throws -> AsyncStream<Snapshot>
    func preferences() async throws -> Preferences
    func setPreferences(_ preferences: Preferences) async throws
}

/// The life of the opened vault. `suspend` returns only once no lock of a file is held.
public protocol Life: Sendable {
    func suspend() async throws
    func resume() async throws
    func shutdown() async throws
}

public protocol DossierRoom: Sendable {
    func page(offset: UInt32, limit: UInt32) async throws -> DossierPage
    func view(_ code: DossierCode) async throws -> DossierView
    func follow(_ request: FollowRequest) async throws -> DossierView
    func unfollow(_ code: DossierCode) async throws
}

public protocol ScanRoom: Sendable {
    /// A grey picture: `height` rows of `stride` bytes, of which the first `width` count.
    func frame(_ frame: Frame) async throws -> ScanResult
    func picture(path: String) async throws -> ScanResult
    func text(_ text: String) async throws -> ScanResult
}

public protocol ReportRoom: Sendable {
    func categories() async throws -> [CategoryView]
    func page(offset: UInt32, limit: UInt32) async throws -> ReportPage
    func view(_ id: ReportId) async throws -> ReportView
    func begin(_ request: ReportRequest) async throws -> ReportView
    func change(_ id: ReportId, _ change: DraftChangeRequest) async throws -> ReportView
    /// `path` is a picture file with all that the camera wrote into it: the core judges place and time itself.
    func addPhoto(_ id: ReportId, path: String) async throws -> ReportView
    /// The kept photo as it will leave the phone, or left it.
    func photo(_ id: ReportId, sha256: PhotoHash) async throws -> Data
    func removePhoto(_ id: ReportId, photo: PhotoHash) async throws -> ReportView
    func send(_ id: ReportId) async throws -> ReportView
    /// A draft of what the province refused, to be changed and sent again; the same one where it was begun.
    func mend(_ id: ReportId) async throws -> ReportView
    /// Withdrawing throws a draft away.
    func decide(_ id: ReportId, _ decision: DecisionRequest) async throws -> ReportView
}

public protocol RatingRoom: Sendable {
    func form(_ dossier: DossierCode) async throws -> RatingForm
    func rate(_ dossier: DossierCode, _ questionnaire: QuestionnaireId, _ answers: [AnswerRequest]) async throws -> RatingView
    func results(unit: String?, period: String?) async throws -> [ResultView]
}

public protocol IdentityRoom: Sendable {
    func session() async throws -> SessionView
    func beginSignIn(redirectUri: String) async throws -> SignInStart
    func finishSignIn(url: String) async throws -> SessionView
    func cancelSignIn() async throws
    func signOut() async throws -> SignedOutView
}

public protocol OutboxRoom: Sendable {
    func page(after: ItemId?, limit: UInt32, onlyWaiting: Bool) async throws -> OutboxPage
    /// One item, or everything that waits.
    func retry(_ id: ItemId?) async throws
    func discard(_ id: ItemId) async throws -> OutboxRow
    func receipt(_ id: ItemId) async throws -> ReceiptView
}

public protocol DirectoryRoom: Sendable {
    func search(_ query: String, limit: UInt32) async throws -> SearchView
    func procedure(_ code: ProcedureCode) async throws -> ProcedureView
    func emergencyNumbers() async throws -> [EmergencyRow]
}

public protocol ProfileRoom: Sendable {
    func checks() async throws -> [CheckRow]
    func export(path: String) async throws -> Said
    /// Keys first, then files. The vault is closed by it: the app opens another.
    func erase() async throws
}

/// Long work. Cancelling it, or no longer reading of it, stops it between two steps: nothing is half sent.
public struct Work: Sendable {
    public let events: AsyncStream<WorkEvent>
    /// Its last event is `cancelled` then, unless it was over already.
    public let cancel: @Sendable () -> Void

    public init(events: AsyncStream<WorkEvent>, cancel: @escaping @Sendable () -> Void) {
        self.events = events
        self.cancel = cancel
    }
}

/// The rooms of an opened vault, as a screen is given them.
public struct Core: Sendable {
    public let root: any RootRoom
    public let dossiers: any DossierRoom
    public let scanner: any ScanRoom
    public let reports: any ReportRoom
    public let ratings: any RatingRoom
    public let identity: any IdentityRoom
    public let outbox: any OutboxRoom
    public let directory: any DirectoryRoom
    public let profile: any ProfileRoom

    public init(
        root: any RootRoom, dossiers: any DossierRoom, scanner: any ScanRoom, reports: any ReportRoom, ratings: any RatingRoom,
        identity: any IdentityRoom, outbox: any OutboxRoom, directory: any DirectoryRoom, profile: any ProfileRoom
    ) {
        self.root = root
        self.dossiers = dossiers
        self.scanner = scanner
        self.reports = reports
        self.ratings = ratings
        self.identity = identity
        self.outbox = outbox
        self.directory = directory
        self.profile = profile
    }
}

/// The luma plane of a camera picture, and nothing else of it.
public struct Frame: Sendable, Equatable {
    public let width: UInt32
    public let height: UInt32
    /// Bytes from one row to the next.
    public let stride: UInt32
    public let luma: Data

    public init(width: UInt32, height: UInt32, stride: UInt32, luma: Data) {
        self.width = width
        self.height = height
        self.stride = stride
        self.luma = luma
    }
}
