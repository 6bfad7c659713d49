import CitizenBindings

actor RealDirectory: DirectoryRoom {
    private let room: CitizenBindings.Directory
    private let queue = Queue("directory")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Directory) {
        self.room = room
    }

    func search(_ query: String, limit: UInt32) throws -> SearchView {
        try asked { try room.search(query: query, limit: limit) }
    }

    func procedure(_ code: ProcedureCode) throws -> ProcedureView {
        try asked { try room.procedure(code: code) }
    }

    func emergencyNumbers() throws -> [EmergencyRow] {
        try asked { try room.emergencyNumbers() }
    }
}
