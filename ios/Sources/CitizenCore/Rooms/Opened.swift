import CitizenBindings
import Foundation

/// An opened vault: the rooms of the real core. One to a process and profile.
public actor Opened: RootRoom, Life {
    private let citizen: Citizen
    private let door: Door
    /// Taken from the core where it is opened: whoever asks for `core` may be on the main actor.
    private nonisolated let rooms: Rooms
    private let queue = Queue("root")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private init(_ citizen: Citizen, _ door: Door) {
        self.citizen = citizen
        self.door = door
        rooms = Rooms(citizen, door)
    }

    /// Opens the vault, or makes one. It reads the disk: on a queue of its own, never on the caller's actor.
    public static func open(
        _ request: OpenRequest, keys: any KeyStorePort, network: any ConnectivityPort, wake: any WakePort
    ) async throws -> Opened {
        try await open(request, keys: keys, network: network, wake: wake) {}
    }

    /// `crossing` is told of each call into the core, where it is made.
    package static func open(
        _ request: OpenRequest, keys: any KeyStorePort, network: any ConnectivityPort, wake: any WakePort,
        crossing: @escaping @Sendable () -> Void
    ) async throws -> Opened {
        try await Opener().open(request, keys, network, wake, Door(request.language, crossing: crossing))
    }

    /// The rooms, for the screens.
    public nonisolated var core: Core {
        Core(
            root: self, dossiers: rooms.dossiers, scanner: rooms.scanner, reports: rooms.reports, ratings: rooms.ratings,
            identity: rooms.identity, outbox: rooms.outbox, directory: rooms.directory, profile: rooms.profile)
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
        let (citizen, door) = (citizen, door)
        let (events, end) = try door.asked {
            try Relay<WorkEvent>.stream(keeping: .unbounded) { relay in
                let work = try citizen.sync(observer: relay)
                return { door.plain { work.cancel() } }
            }
        }
        return Work(events: events, cancel: end)
    }

    public func watch(_ topic: Topic) throws -> AsyncStream<Snapshot> {
        let (citizen, door) = (citizen, door)
        return try door.asked {
            try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) { relay in
                let watching = try citizen.subscribe(topic: topic, observer: relay)
                return { door.plain { watching.cancel() } }
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

    /// Every room but the root.
    private struct Rooms: Sendable {
        let dossiers: RealDossiers
        let scanner: RealScanner
        let reports: RealReports
        let ratings: RealRatings
        let identity: RealIdentity
        let outbox: RealOutbox
        let directory: RealDirectory
        let profile: RealProfile

        init(_ citizen: Citizen, _ door: Door) {
            dossiers = RealDossiers(door.plain { citizen.dossiers() }, door)
            scanner = RealScanner(door.plain { citizen.scanner() }, door)
            reports = RealReports(door.plain { citizen.reports() }, door)
            ratings = RealRatings(door.plain { citizen.ratings() }, door)
            identity = RealIdentity(door.plain { citizen.identity() }, door)
            outbox = RealOutbox(door.plain { citizen.outbox() }, door)
            directory = RealDirectory(door.plain { citizen.directory() }, door)
            profile = RealProfile(door.plain { citizen.profile() }, door)
        }
    }

    private actor Opener {
        private let queue = Queue("open")
        nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

        func open(
            _ request: OpenRequest, _ keys: any KeyStorePort, _ network: any ConnectivityPort, _ wake: any WakePort, _ door: Door
        ) throws -> Opened {
            try door.asked { Opened(try Citizen.open(request: request, keys: keys, network: network, wake: wake), door) }
        }
    }
}
