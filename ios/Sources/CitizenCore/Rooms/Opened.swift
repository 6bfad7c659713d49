import CitizenBindings
import Foundation

/// An opened vault: the rooms of the real core. One to a process and profile.
public actor Opened: RootRoom, Life {
    private let citizen: Citizen
    private let queue = Queue("root")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private init(_ citizen: Citizen) {
        self.citizen = citizen
    }

    /// Opens the vault, or makes one. It reads the disk: on a queue of its own, never on the caller's actor.
    public static func open(_ request: OpenRequest, keys: any KeyStorePort, network: any ConnectivityPort) async throws -> Opened {
        try await Opener().open(request, keys, network)
    }

    /// The rooms, for the screens.
    public nonisolated var core: Core {
        Core(
            root: self, dossiers: RealDossiers(citizen.dossiers()), scanner: RealScanner(citizen.scanner()),
            reports: RealReports(citizen.reports()), ratings: RealRatings(citizen.ratings()), identity: RealIdentity(citizen.identity()),
            outbox: RealOutbox(citizen.outbox()), directory: RealDirectory(citizen.directory()), profile: RealProfile(citizen.profile()))
    }

    public func provinceChoices() throws -> [ProvinceChoice] {
        try asked { try citizen.provinceChoices() }
    }

    public func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView {
        let citizen = citizen
        return try await asked { try await citizen.chooseProvince(request: request) }
    }

    public func home() throws -> HomeView {
        try asked { try citizen.home() }
    }

    public func sync() throws -> Work {
        let citizen = citizen
        let (events, end) = try asked {
            try Relay<WorkEvent>.stream(keeping: .unbounded) { relay in
                let work = try citizen.sync(observer: relay)
                return { work.cancel() }
            }
        }
        return Work(events: events, cancel: end)
    }

    public func watch(_ topic: Topic) throws -> AsyncStream<Snapshot> {
        let citizen = citizen
        return try asked {
            try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) { relay in
                let watching = try citizen.subscribe(topic: topic, observer: relay)
                return { watching.cancel() }
            }.0
        }
    }

    public func preferences() throws -> Preferences {
        try asked { try citizen.preferences() }
    }

    public func setPreferences(_ preferences: Preferences) throws {
        try asked { try citizen.setPreferences(preferences: preferences) }
    }

    public func suspend() throws {
        try asked { try citizen.suspend() }
    }

    public func resume() throws {
        try asked { try citizen.resume() }
    }

    public func shutdown() throws {
        try asked { try citizen.shutdown() }
    }

    private actor Opener {
        private let queue = Queue("open")
        nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

        func open(_ request: OpenRequest, _ keys: any KeyStorePort, _ network: any ConnectivityPort) throws -> Opened {
            try asked { Opened(try Citizen.open(request: request, keys: keys, network: network)) }
        }
    }
}

/// A call into the core; whatever it throws becomes a `Problem`.
func asked<T>(_ call: () throws -> T) throws -> T {
    do {
        return try call()
    } catch {
        throw Problem(error)
    }
}

/// A call into the core that waits for the network. It runs to its end on the core's own threads whatever becomes of its caller.
func asked<T: Sendable>(_ call: @Sendable () async throws -> T) async throws -> T {
    do {
        return try await call()
    } catch {
        throw Problem(error)
    }
}
