import CitizenBindings

actor RealProfile: ProfileRoom {
    private let room: CitizenBindings.Profile
    private let door: Door
    private let queue = Queue("profile")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Profile, _ door: Door) {
        self.room = room
        self.door = door
    }

    func checks() async throws -> [CheckRow] {
        let room = room
        return try await door.asking { try await room.checks(asking: $0) }
    }

    func export(path: String) throws -> Said {
        try door.asked { try room.export(path: path) }
    }

    func erase() throws {
        try door.asked { try room.erase() }
    }
}
