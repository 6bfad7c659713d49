import CitizenCore
import Foundation

/// What the system is told about a folder in which such a copy lies.
public protocol CopyMarks {
    /// Readable only while the phone is unlocked.
    func lock(_ folder: URL) throws
    func keepFromBackups(_ folder: URL) throws
}

/// Where a copy of the person's data lies between the core, which writes it, and the place that they choose for it. Nobody reads it here while
/// the phone is locked, and it stays no longer than it takes to hand over.
@MainActor public struct CopyShelf {
    private let folder: URL
    private let marks: any CopyMarks

    public init(folder: URL, marks: any CopyMarks) {
        self.folder = folder
        self.marks = marks
    }

    /// `write` puts a file of this name there, `give` hands it over and says whether anybody took it. Whatever they come to, it is gone after.
    public func lend(
        _ name: String, write: @MainActor (_ path: String) async throws -> Void, give: @MainActor (URL) async throws -> Bool
    ) async throws -> Bool {
        let own = folder.appendingPathComponent(UUID().uuidString)
        do {
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            // Before anything is in it: files take the mark of the folder that they are made in.
            try marks.lock(own)
            try marks.keepFromBackups(own)
        } catch {
            try? FileManager.default.removeItem(at: own)
            throw NoCopy()
        }
        defer { try? FileManager.default.removeItem(at: own) }
        let file = own.appendingPathComponent(name)
        try await write(file.path)
        return try await give(file)
    }

    /// At each start: what a process that was killed left there.
    public func clear() { try? FileManager.default.removeItem(at: folder) }

    /// By its day, as the person keeps it.
    public static func name(_ now: Date, _ zone: TimeZone = .current) -> String {
        let day = ISO8601DateFormatter()
        (day.formatOptions, day.timeZone) = ([.withFullDate, .withDashSeparatorInDate], zone)
        return "citizen-\(day.string(from: now)).json"
    }
}
