import CitizenCore
import Foundation

/// Where picture files lie between the picker, which takes its own away, and the core, which seals a copy. Nothing is drawn anew: what the
/// camera wrote into a file is the core's to judge, and to take off before sending.
public struct PhotoShelf: Sendable {
    private let folder: URL

    public init(folder: URL) {
        self.folder = folder
    }

    /// Byte for byte, under a name that says nothing.
    public func keep(_ file: URL) throws -> PhotoFile {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let kept = folder.appendingPathComponent(UUID().uuidString).appendingPathExtension(file.pathExtension.lowercased())
        try FileManager.default.copyItem(at: file, to: kept)
        return PhotoFile(path: kept.path)
    }

    /// Of what this shelf kept, and of nothing else.
    public func drop(_ file: PhotoFile) {
        let kept = folder.appendingPathComponent(URL(fileURLWithPath: file.path).lastPathComponent)
        guard kept.path == file.path else { return }
        try? FileManager.default.removeItem(at: kept)
    }

    /// At each start: what a draft took is in the vault, the rest is nobody's.
    public func clear() throws {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        try FileManager.default.removeItem(at: folder)
    }
}
