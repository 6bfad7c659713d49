import CitizenBindings

actor RealReports: ReportRoom {
    private let room: CitizenBindings.Reports
    private let queue = Queue("reports")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Reports) {
        self.room = room
    }

    func categories() throws -> [CategoryView] {
        try asked { try room.categories() }
    }

    func page(offset: UInt32, limit: UInt32) throws -> ReportPage {
        try asked { try room.page(offset: offset, limit: limit) }
    }

    func view(_ id: ReportId) throws -> ReportView {
        try asked { try room.view(id: id) }
    }

    func begin(_ request: ReportRequest) throws -> ReportView {
        try asked { try room.begin(request: request) }
    }

    func change(_ id: ReportId, _ change: DraftChangeRequest) throws -> ReportView {
        try asked { try room.change(id: id, change: change) }
    }

    func addPhoto(_ id: ReportId, path: String) throws -> ReportView {
        try asked { try room.addPhoto(id: id, path: path) }
    }

    func removePhoto(_ id: ReportId, photo: PhotoHash) throws -> ReportView {
        try asked { try room.removePhoto(id: id, photo: photo) }
    }

    func send(_ id: ReportId) throws -> ReportView {
        try asked { try room.send(id: id) }
    }

    func decide(_ id: ReportId, _ decision: DecisionRequest) throws -> ReportView {
        try asked { try room.decide(id: id, decision: decision) }
    }
}
