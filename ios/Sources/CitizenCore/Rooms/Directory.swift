import CitizenBindings

actor RealDirectory: DirectoryRoom {
    private let room: CitizenBindings.Directory
    private let door: Door
    private let queue = Queue("directory")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Directory, _ door: Door) {
        self.room = room
        self.door = door
    }

    func search(_ query: String, limit: UInt32) throws -> SearchView {
        try door.asked { try room.search(query: query, limit: limit) }
    }

    func procedure(_ code: ProcedureCode) throws -> ProcedureView {
        try door.asked { try room.procedure(code: code) }
    }

    func emergencyNumbers() throws -> [EmergencyRow] {
        try door.asked { try room.emergencyNumbers() }
    }
}
