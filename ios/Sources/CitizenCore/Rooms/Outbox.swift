import CitizenBindings

actor RealOutbox: OutboxRoom {
    private let room: CitizenBindings.Outbox
    private let queue = Queue("outbox")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Outbox) {
        self.room = room
    }

    func page(after: ItemId?, limit: UInt32, onlyWaiting: Bool) throws -> OutboxPage {
        try asked { try room.page(after: after, limit: limit, onlyWaiting: onlyWaiting) }
    }

    func retry(_ id: ItemId?) throws {
        try asked { try room.retry(id: id) }
    }

    func discard(_ id: ItemId) throws -> OutboxRow {
        try asked { try room.discard(id: id) }
    }

    func receipt(_ id: ItemId) throws -> ReceiptView {
        try asked { try room.receipt(id: id) }
    }
}
