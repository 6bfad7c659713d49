import CitizenCore

/// The camera, a picture, or the code typed by hand.
public struct ScanState: TakesPhotos {
    public var camera: Bool
    /// It does not open, or has broken down.
    public var dark = false
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

public enum ScanEvent: Sendable { case allowCamera, openSettings, cameraAgain, torch, choosePicture, cancelPhoto, typeCode }

public final class ScanModel: ScreenModel<ScanState, ScanEvent> {
    private let scanner: any ScanRoom
    private let phone: Phone
    private let ways: any Ways
    private var looking: Task<Void, Never>?
    private var rounds = 0
    /// A picture is read.
    private var judging = false

    public init(_ core: Core, phone: Phone, ways: any Ways) {
        scanner = core.scanner
        self.phone = phone
        self.ways = ways
        super.init(ScanState(camera: phone.camera.allowed, refused: phone.camera.refused))
    }

    /// The camera waits while a picture is chosen: behind the picker nobody aims at anything.
    public override func begin() {
        if state.camera, !state.photoComing, !judging { look() }
    }

    public override func shown() {
        super.shown()
        begin()
    }

    /// Away from the app the system puts the light out, and the settings may have changed what may be used.
    public override func resumed() {
        guard isSeen else { return }
        set { ($0.camera, $0.refused) = (phone.camera.allowed, phone.camera.refused) }
        if state.torch { send(.torch) }
        begin()
    }

    /// Camera and light are off while something else is on the screen.
    public override func covered() {
        super.covered()
        rest()
    }

    private func rest() {
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
                if allowed { begin() } else if state.refused { note { $0.leave.camera } }
            }
        case .openSettings: phone.desk.openSettings()
        case .cameraAgain: look()
        case .choosePicture:
            rest()
            set { $0.nothing = false }
            photo(phone, .choose) { [self] picture in
                var found = false
                defer { if !found, isSeen { begin() } }
                if let picture { found = try await judge(picture) }
            }
        case .cancelPhoto:
            giveUpPhoto(phone)
            begin()
        case .typeCode:
            // Who goes on to type it waits for no picture.
            giveUpPhoto(phone)
            ways.go(.typeCode)
        }
    }

    /// Whether something was in it.
    private func judge(_ picture: PhotoFile) async throws -> Bool {
        judging = true
        defer {
            judging = false
            phone.photos.done(with: picture)
        }
        let result = try await scanner.picture(path: picture.path)
        show(result)
        return !result.found.isEmpty
    }

    /// Reads frames, always the newest, until one holds something. One that cannot be judged is one of many: the next one may be, and only
    /// when that is not either it is said.
    private func look() {
        guard looking == nil else { return }
        rounds += 1
        let round = rounds
        set { $0.dark = false }
        looking = read { [self] in
            defer { if rounds == round { looking = nil } }
            do {
                try await judgeFrames()
            } catch is NoCamera {
                if Task.isCancelled || rounds != round { return }
                set { ($0.dark, $0.torch) = (true, false) }
                note { $0.scan.dark }
            }
        }
    }

    private func judgeFrames() async throws {
        var said: [Problem] = []
        for try await frame in phone.camera.frames() {
            do {
                let result = try await scanner.frame(frame)
                if Task.isCancelled { return }
                if !result.found.isEmpty { return show(result) }
                if let last = said.last { set { if $0.problem == last { $0.problem = nil } } }
                said = []
            } catch let problem as Problem {
                said.append(problem)
                if said.count == 2 { set { $0.problem = problem } }
            }
        }
    }

    private func show(_ result: ScanResult) {
        guard result.found.isEmpty else { return lead { ways.replace(.scanned(result.found)) } }
        set { $0.nothing = true }
        note { $0.scan.nothing }
    }
}

/// What was read, and how far it can be relied on.
public struct ScannedState: ScreenState {
    public let found: [ScanView]
    /// The one that the person chose to follow.
    public var followed: ScanView?
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

    public override func begin() {
        for scan in state.found {
            say(scan.title)
            say(scan.trustSaid)
            for warning in scan.warnings { say(warning) }
        }
    }

    public override func send(_ event: ScannedEvent) {
        switch event {
        case .again: ways.replace(.scan)
        case .follow(let scan):
            guard let text = scan.follow else { return }
            set { $0.followed = scan }
            write(.following) { [self] in
                let view = try await dossiers.follow(.scanned(text: text))
                lead { ways.replace(.dossier(view.card.code)) }
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

    /// What is wrong with the code as it was typed: it stands beside its field.
    public var codeProblem: Problem? { problem.flatMap { $0.code.hasPrefix("code.") ? $0 : nil } }
}

public enum TypeCodeEvent: Sendable {
    case code(String)
    case secret(String)
    case follow
}

public final class TypeCodeModel: ScreenModel<TypeCodeState, TypeCodeEvent> {
    private let dossiers: any DossierRoom
    private let ways: any Ways
    private let unsent: UnsentAnswers

    /// `unsent` outlives the screen: what was typed is there again when the person comes back.
    public init(_ core: Core, unsent: UnsentAnswers, ways: any Ways) {
        dossiers = core.dossiers
        self.unsent = unsent
        self.ways = ways
        var state = TypeCodeState()
        (state.code, state.secret) = unsent.typed
        super.init(state)
    }

    public override func send(_ event: TypeCodeEvent) {
        switch event {
        case .code(let code):
            set { ($0.code, $0.problem) = (code, nil) }
            unsent.typed.code = code
        case .secret(let secret):
            set { $0.secret = secret }
            unsent.typed.secret = secret
        case .follow:
            write(.following) { [self] in
                let secret = state.secret.isEmpty ? nil : state.secret
                let view = try await dossiers.follow(.typed(code: state.code, secret: secret))
                unsent.typed = ("", "")
                lead {
                    ways.home()
                    ways.go(.dossier(view.card.code))
                }
            }
        }
    }
}
