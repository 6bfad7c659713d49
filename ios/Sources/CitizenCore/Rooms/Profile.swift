import CitizenBindings

actor RealProfile: ProfileRoom {
    private let room: CitizenBindings.Profile
    private let queue = Queue("profile")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Profile) {
        self.room = room
    }

    func checks() async throws -> [CheckRow] {
        let room = room
        return try await asked { try await room.checks() }
    }

    func export(path: String) throws -> Said {
        try asked { try room.export(path: path) }
    }

    func erase() throws {
        try asked { try room.erase() }
    }
}
