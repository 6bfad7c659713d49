import CitizenBindings
import Foundation

actor RealReports: ReportRoom {
    private let room: CitizenBindings.Reports
    private let door: Door
    private let queue = Queue("reports")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Reports, _ door: Door) {
        self.room = room
        self.door = door
    }

    func categories() throws -> [CategoryView] {
        try door.asked { try room.categories() }
    }

    func page(offset: UInt32, limit: UInt32) throws -> ReportPage {
        try door.asked { try room.page(offset: offset, limit: limit) }
    }

    func view(_ id: ReportId) throws -> ReportView {
        try door.asked { try room.view(id: id) }
    }

    func begin(_ request: ReportRequest) throws -> ReportView {
        try door.asked { try room.begin(request: request) }
    }

    func change(_ id: ReportId, _ change: DraftChangeRequest) throws -> ReportView {
        try door.asked { try room.change(id: id, change: change) }
    }

    func addPhoto(_ id: ReportId, path: String) throws -> ReportView {
        try door.asked { try room.addPhoto(id: id, path: path) }
    }

    func photo(_ id: ReportId, sha256: PhotoHash) throws -> Data {
        try door.asked { try room.photo(id: id, photo: sha256) }
    }

    func removePhoto(_ id: ReportId, photo: PhotoHash) throws -> ReportView {
        try door.asked { try room.removePhoto(id: id, photo: photo) }
    }

    func send(_ id: ReportId) throws -> ReportView {
        try door.asked { try room.send(id: id) }
    }

    func mend(_ id: ReportId) throws -> ReportView {
        try door.asked { try room.mend(id: id) }
    }

    func decide(_ id: ReportId, _ decision: DecisionRequest) throws -> ReportView {
        try door.asked { try room.decide(id: id, decision: decision) }
    }
}
