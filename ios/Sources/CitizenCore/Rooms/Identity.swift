import CitizenBindings

actor RealIdentity: IdentityRoom {
    private let room: CitizenBindings.Identity
    private let door: Door
    private let queue = Queue("identity")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Identity, _ door: Door) {
        self.room = room
        self.door = door
    }

    func session() throws -> SessionView {
        try door.asked { try room.session() }
    }

    func beginSignIn(redirectUri: String) async throws -> SignInStart {
        let room = room
        return try await door.asked { try await room.beginSignIn(redirectUri: redirectUri) }
    }

    func finishSignIn(url: String) async throws -> SessionView {
        let room = room
        return try await door.asked { try await room.finishSignIn(url: url) }
    }

    func cancelSignIn() async throws {
        let room = room
        return try await door.asked { try await room.cancelSignIn() }
    }

    func signOut() async throws -> SignedOutView {
        let room = room
        return try await door.asked { try await room.signOut() }
    }
}
