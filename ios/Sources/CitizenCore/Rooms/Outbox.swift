import CitizenBindings

actor RealOutbox: OutboxRoom {
    private let room: CitizenBindings.Outbox
    private let door: Door
    private let queue = Queue("outbox")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Outbox, _ door: Door) {
        self.room = room
        self.door = door
    }

    func page(after: ItemId?, limit: UInt32, onlyWaiting: Bool) throws -> OutboxPage {
        try door.asked { try room.page(after: after, limit: limit, onlyWaiting: onlyWaiting) }
    }

    func retry(_ id: ItemId?) throws {
        try door.asked { try room.retry(id: id) }
    }

    func discard(_ id: ItemId) throws -> OutboxRow {
        try door.asked { try room.discard(id: id) }
    }

    func receipt(_ id: ItemId) throws -> ReceiptView {
        try door.asked { try room.receipt(id: id) }
    }
}
