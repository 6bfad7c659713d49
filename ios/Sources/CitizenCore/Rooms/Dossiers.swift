import CitizenBindings

actor RealDossiers: DossierRoom {
    private let room: CitizenBindings.Dossiers
    private let queue = Queue("dossiers")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Dossiers) {
        self.room = room
    }

    func page(offset: UInt32, limit: UInt32) throws -> DossierPage {
        try asked { try room.page(offset: offset, limit: limit) }
    }

    func view(_ code: DossierCode) throws -> DossierView {
        try asked { try room.view(code: code) }
    }

    func follow(_ request: FollowRequest) async throws -> DossierView {
        let room = room
        return try await asked { try await room.follow(request: request) }
    }

    func unfollow(_ code: DossierCode) throws {
        try asked { try room.unfollow(code: code) }
    }
}
