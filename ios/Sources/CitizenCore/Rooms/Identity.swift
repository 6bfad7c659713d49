import CitizenBindings

actor RealIdentity: IdentityRoom {
    private let room: CitizenBindings.Identity
    private let queue = Queue("identity")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Identity) {
        self.room = room
    }

    func session() throws -> SessionView {
        try asked { try room.session() }
    }

    func beginSignIn(redirectUri: String) async throws -> SignInStart {
        let room = room
        return try await asked { try await room.beginSignIn(redirectUri: redirectUri) }
    }

    func finishSignIn(url: String) async throws -> SessionView {
        let room = room
        return try await asked { try await room.finishSignIn(url: url) }
    }

    func cancelSignIn() async throws {
        let room = room
        return try await asked { try await room.cancelSignIn() }
    }

    func signOut() async throws -> SignedOutView {
        let room = room
        return try await asked { try await room.signOut() }
    }
}
