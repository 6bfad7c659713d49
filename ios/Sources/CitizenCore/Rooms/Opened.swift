import CitizenBindings
import Foundation

/// An opened vault: the rooms of the real core. One to a process and profile.
public actor Opened: RootRoom, Life {
    private let citizen: Citizen
    private let door: Door
    private let queue = Queue("root")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private init(_ citizen: Citizen, _ door: Door) {
        self.citizen = citizen
        self.door = door
    }

    /// Opens the vault, or makes one. It reads the disk: on a queue of its own, never on the caller's actor.
    public static func open(
        _ request: OpenRequest, keys: any KeyStorePort, network: any ConnectivityPort, wake: any WakePort
    ) async throws -> Opened {
        try await Opener().open(request, keys, network, wake)
    }

    /// The rooms, for the screens.
    public nonisolated var core: Core {
        Core(
            root: self, dossiers: RealDossiers(citizen.dossiers(), door), scanner: RealScanner(citizen.scanner(), door),
            reports: RealReports(citizen.reports(), door), ratings: RealRatings(citizen.ratings(), door),
            identity: RealIdentity(citizen.identity(), door), outbox: RealOutbox(citizen.outbox(), door),
            directory: RealDirectory(citizen.directory(), door), profile: RealProfile(citizen.profile(), door))
    }

    public func provinceChoices() throws -> [ProvinceChoice] {
        try door.asked { try citizen.provinceChoices() }
    }

    public func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView {
        let citizen = citizen
        return try await door.asked { try await citizen.chooseProvince(request: request) }
    }

    public func home() throws -> HomeView {
        try door.asked { try citizen.home() }
    }

    public func sync() throws -> Work {
        let citizen = citizen
        let (events, end) = try door.asked {
            try Relay<WorkEvent>.stream(keeping: .unbounded) { relay in
                let work = try citizen.sync(observer: relay)
                return { work.cancel() }
            }
        }
        return Work(events: events, cancel: end)
    }

    public func watch(_ topic: Topic) throws -> AsyncStream<Snapshot> {
        let citizen = citizen
        return try door.asked {
            try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) { relay in
                let watching = try citizen.subscribe(topic: topic, observer: relay)
                return { watching.cancel() }
            }.0
        }
    }

    public func preferences() throws -> Preferences {
        let kept = try door.asked { try citizen.preferences() }
        door.speak(kept.language)
        return kept
    }

    public func setPreferences(_ preferences: Preferences) throws {
        try door.asked { try citizen.setPreferences(preferences: preferences) }
        door.speak(preferences.language)
    }

    public func suspend() throws {
        try door.asked { try citizen.suspend() }
    }

    public func resume() throws {
        try door.asked { try citizen.resume() }
    }

    public func shutdown() throws {
        try door.asked { try citizen.shutdown() }
    }

    private actor Opener {
        private let queue = Queue("open")
        nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

        func open(
            _ request: OpenRequest, _ keys: any KeyStorePort, _ network: any ConnectivityPort, _ wake: any WakePort
        ) throws -> Opened {
            let door = Door(request.language)
            return try door.asked { Opened(try Citizen.open(request: request, keys: keys, network: network, wake: wake), door) }
        }
    }
}
