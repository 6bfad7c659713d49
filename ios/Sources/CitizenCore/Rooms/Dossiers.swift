import CitizenBindings

actor RealDossiers: DossierRoom {
    private let room: CitizenBindings.Dossiers
    private let door: Door
    private let queue = Queue("dossiers")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Dossiers, _ door: Door) {
        self.room = room
        self.door = door
    }

    func page(offset: UInt32, limit: UInt32) throws -> DossierPage {
        try door.asked { try room.page(offset: offset, limit: limit) }
    }

    func view(_ code: DossierCode) throws -> DossierView {
        try door.asked { try room.view(code: code) }
    }

    func follow(_ request: FollowRequest) async throws -> DossierView {
        let room = room
        return try await door.asked { try await room.follow(request: request) }
    }

    func unfollow(_ code: DossierCode) throws {
        try door.asked { try room.unfollow(code: code) }
    }
}
