import CitizenCore

/// The camera, a picture, or the code typed by hand.
public struct ScanState: ScreenState {
    public var camera: Bool
    public var torch = false
    /// The person said no to the camera: only the settings change that.
    public var refused: Bool
    /// The picture that was chosen is on its way.
    public var photoComing = false
    public var noPhoto = false
    /// A picture was read and nothing was in it.
    public var nothing = false
    public var problem: Problem?
    public var busy = false

    public init(camera: Bool, refused: Bool = false) {
        self.camera = camera
        self.refused = refused
    }
}

public enum ScanEvent: Sendable { case allowCamera, openSettings, torch, choosePicture, typeCode }

public final class ScanModel: ScreenModel<ScanState, ScanEvent> {
    private let scanner: any ScanRoom
    private let phone: Phone
    private let ways: any Ways
    private var looking: Task<Void, Never>?

    public init(_ core: Core, phone: Phone, ways: any Ways) {
        scanner = core.scanner
        self.phone = phone
        self.ways = ways
        super.init(ScanState(camera: phone.camera.allowed, refused: phone.camera.refused))
    }

    public override func begin() {
        if state.camera { look() }
    }

    public override func shown() { begin() }

    /// Camera and light are off while something else is on the screen.
    public override func covered() {
        looking?.cancel()
        looking = nil
        if state.torch { send(.torch) }
    }

    public override func send(_ event: ScanEvent) {
        switch event {
        case .torch:
            set { $0.torch.toggle() }
            phone.camera.torch(state.torch)
        case .allowCamera:
            read { [self] in
                let allowed = await phone.camera.allow()
                set { ($0.camera, $0.refused) = (allowed, phone.camera.refused) }
                if allowed { look() }
            }
        case .openSettings: phone.desk.openSettings()
        case .choosePicture:
            guard !state.photoComing else { return }
            set { ($0.photoComing, $0.noPhoto, $0.nothing) = (true, false, false) }
            read { [self] in
                guard let picture = await chosen() else { return }
                defer { phone.photos.done(with: picture) }
                show(try await scanner.picture(path: picture.path))
            }
        case .typeCode: ways.go(.typeCode)
        }
    }

    private func chosen() async -> PhotoFile? {
        defer { set { $0.photoComing = false } }
        do { return try await phone.photos.choose() } catch {
            set { $0.noPhoto = true }
            return nil
        }
    }

    /// Reads frames, always the newest, until one holds something.
    private func look() {
        guard looking == nil else { return }
        looking = read { [self] in
            for await frame in phone.camera.frames() {
                let result = try await scanner.frame(frame)
                if Task.isCancelled { return }
                if !result.found.isEmpty { return show(result) }
            }
        }
    }

    private func show(_ result: ScanResult) {
        if result.found.isEmpty { set { $0.nothing = true } } else { ways.replace(.scanned(result.found)) }
    }
}

/// What was read, and how far it can be relied on.
public struct ScannedState: ScreenState {
    public let found: [ScanView]
    public var problem: Problem?
    public var busy = false
}

public enum ScannedEvent: Sendable {
    case follow(ScanView)
    case again
}

public final class ScannedModel: ScreenModel<ScannedState, ScannedEvent> {
    private let dossiers: any DossierRoom
    private let ways: any Ways

    public init(_ found: [ScanView], _ core: Core, ways: any Ways) {
        dossiers = core.dossiers
        self.ways = ways
        super.init(ScannedState(found: found))
    }

    public override func send(_ event: ScannedEvent) {
        switch event {
        case .again: ways.replace(.scan)
        case .follow(let scan):
            guard let text = scan.follow else { return }
            write { [self] in
                let view = try await dossiers.follow(.scanned(text: text))
                ways.replace(.dossier(view.card.code))
            }
        }
    }
}

/// The code of a slip, typed.
public struct TypeCodeState: ScreenState {
    public var code = ""
    public var secret = ""
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum TypeCodeEvent: Sendable {
    case code(String)
    case secret(String)
    case follow
}

public final class TypeCodeModel: ScreenModel<TypeCodeState, TypeCodeEvent> {
    private let dossiers: any DossierRoom
    private let ways: any Ways

    public init(_ core: Core, ways: any Ways) {
        dossiers = core.dossiers
        self.ways = ways
        super.init(TypeCodeState())
    }

    public override func send(_ event: TypeCodeEvent) {
        switch event {
        case .code(let code): set { ($0.code, $0.problem) = (code, nil) }
        case .secret(let secret): set { $0.secret = secret }
        case .follow:
            write { [self] in
                let secret = state.secret.isEmpty ? nil : state.secret
                let view = try await dossiers.follow(.typed(code: state.code, secret: secret))
                ways.home()
                ways.go(.dossier(view.card.code))
            }
        }
    }
}
