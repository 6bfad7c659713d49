import CitizenCore
import CitizenUI
import Foundation

/// A phone of fakes. What a person would do on it is said beforehand; what the app asked of it is told.
@MainActor public final class FakePhone: SignInBrowser, FrameSource, PhotoSource, PlaceSource, Desk {
    /// The address that the browser comes back with; nil when the person closes it.
    public var comesBack: String?
    public var opened: [URL] = []
    /// No browser opens.
    public var browserless = false
    public var allowed = true
    /// Camera and place: the person said no, and is not asked again.
    public var refused = false
    public var settingsOpened = 0
    /// Photos lie where they cannot be had.
    public var photoless = false
    /// The browser stays open until it is closed from the app.
    public var browserStays = false
    private var browsing: CheckedContinuation<Void, Never>?
    /// What is chosen stays on its way until it is given up, and comes all the same: a system may be late to hear of it.
    public var photoStays = false
    private var fetching: CheckedContinuation<Void, Never>?
    /// What is done while the picker is in front of the screen.
    public var picking: @MainActor () async -> Void = {}
    public var lit = false
    public var seen: [Frame] = []
    /// After those the camera stays on, and sees nothing more.
    public var staysOn = false
    /// The camera does not open, or breaks down after what it sees.
    public var dark = false
    private var eye: AsyncThrowingStream<Frame, any Error>.Continuation?
    /// When the camera went on and off.
    public let camera = Log()
    public var photo: PhotoFile?
    public var dropped: [PhotoFile] = []
    public var here: PlaceRequest?
    public var called: [String] = []
    public var shared: [ReceiptView] = []
    public var said: [Said] = []
    /// The language in which the last of it was said.
    public var voice: Language?
    /// Where a copy is written before it is handed over.
    public var path = "/copies/export.json"
    /// The person closes the sheet instead of choosing a place for the copy.
    public var keepsNoCopy = false
    /// There is no sheet to choose in.
    public var copyless = false
    /// This phone makes no calls.
    public var callless = false
    public var redirectUri = AppLink(host: "app.tinh.example").redirectUri
    /// Where a page leads, when it is not said beforehand.
    public var browse: (URL) -> String? = { _ in nil }

    public init() {}

    public var phone: Phone { Phone(browser: self, camera: self, photos: self, place: self, desk: self) }

    public func signIn(at url: URL) async throws -> String? {
        if browserless { throw NoBrowser() }
        opened.append(url)
        if browserStays {
            await withCheckedContinuation { browsing = $0 }
            return nil
        }
        return comesBack ?? browse(url)
    }

    public func cancel() {
        browsing?.resume()
        browsing = nil
    }

    public func allow() async -> Bool {
        allowed = !refused
        return allowed
    }

    public func frames() -> AsyncThrowingStream<Frame, any Error> {
        let (frames, stays, log) = (seen, staysOn, camera)
        let (stream, continuation) = AsyncThrowingStream<Frame, any Error>.makeStream()
        log.add("on")
        continuation.onTermination = { _ in log.add("off") }
        for frame in frames { continuation.yield(frame) }
        if dark { continuation.finish(throwing: NoCamera()) } else if !stays { continuation.finish() }
        eye = continuation
        return stream
    }
    /// The camera that is on sees something more.
    public func see(_ frame: Frame) { eye?.yield(frame) }

    public func torch(_ on: Bool) { lit = on }
    public func take() async throws -> PhotoFile? { try await choose() }
    public func choose() async throws -> PhotoFile? {
        await picking()
        if photoless { throw NoPhoto() }
        guard photoStays else { return photo }
        await withCheckedContinuation { fetching = $0 }
        return photo
    }
    public var isFetching: Bool { fetching != nil }
    public func giveUp() -> Bool {
        defer { fetching = nil }
        fetching?.resume()
        return isFetching
    }
    public func done(with file: PhotoFile) { dropped.append(file) }
    public func fix() async -> Fix { refused ? .refused : here.map(Fix.here) ?? .unknown }
    public func openSettings() { settingsOpened += 1 }
    public func call(_ number: String, cannot: @escaping @MainActor () -> Void) {
        if callless { cannot() } else { called.append(number) }
    }
    public func share(_ receipt: ReceiptView) { shared.append(receipt) }
    public func handOver(_ write: @MainActor (_ path: String) async throws -> Void) async throws -> String? {
        try await write(path)
        if copyless { throw NoCopy() }
        return keepsNoCopy ? nil : URL(fileURLWithPath: path).lastPathComponent
    }
    public func announce(_ said: Said, in language: Language) {
        self.said.append(said)
        voice = language
    }

    /// Open screens of which this phone says aloud what they have to say.
    public func screens() -> OpenScreens {
        let screens = OpenScreens()
        screens.aloud = { [self] in announce($0, in: $1) }
        return screens
    }
}

/// Where a model leads.
@MainActor public final class FakeWays: Ways {
    public var told: [String] = []
    public var begun: [ReportId] = []
    public var draft: ReportId?

    public init() {}

    public func begun(_ draft: ReportId) { begun.append(draft) }
    public func go(_ route: Route) { told.append("go \(Self.word(route))") }
    public func replace(_ route: Route) { told.append("replace \(Self.word(route))") }
    public func back() { told.append("back") }
    public func gone(_ route: Route) { told.append("gone \(Self.word(route))") }
    public func home() { told.append("home") }
    public func syncSoon() { told.append("sync") }
    public func restart() { told.append("restart") }

    private static func word(_ route: Route) -> String {
        switch route {
        case .dossier(let code): "dossier \(code)"
        case .report(let id): "report \(id)"
        case .draft(let id): "draft \(id ?? "")"
        case .rating(let code): "rating \(code)"
        case .receipt(let item): "receipt \(item)"
        case .procedure(let code): "procedure \(code)"
        case .scanned(let found): "scanned \(found.count)"
        default: "\(route)"
        }
    }
}
