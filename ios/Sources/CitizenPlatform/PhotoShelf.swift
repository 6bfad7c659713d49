import CitizenCore
import Foundation

/// Where picture files lie between the picker, which takes its own away, and the core, which seals a copy. What the camera wrote into a file
/// is the core's to judge, and to take off before sending.
public struct PhotoShelf: Sendable {
    private let folder: URL
    private let asJpeg: @Sendable (_ from: URL, _ to: URL) throws -> Void

    /// `asJpeg` writes a HEIC picture anew with all that the camera wrote into it: a phone's camera makes them, and the core reads none.
    public init(folder: URL, asJpeg: @escaping @Sendable (_ from: URL, _ to: URL) throws -> Void = { _, _ in throw NoPhoto() }) {
        self.folder = folder
        self.asJpeg = asJpeg
    }

    /// Under a name that says nothing. Byte for byte, but for HEIC; where that cannot be written anew, the core says what it is.
    public func keep(_ file: URL) throws -> PhotoFile {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let name = folder.appendingPathComponent(UUID().uuidString)
        if try Self.isHeic(file) {
            let jpeg = name.appendingPathExtension("jpg")
            do {
                try asJpeg(file, jpeg)
                return PhotoFile(path: jpeg.path)
            } catch {
                try? FileManager.default.removeItem(at: jpeg)
            }
        }
        let kept = name.appendingPathExtension(file.pathExtension.lowercased())
        try FileManager.default.copyItem(at: file, to: kept)
        return PhotoFile(path: kept.path)
    }

    /// What `write` puts there, a whole picture, under a name that nobody else has. Off its caller's actor: of a large one it takes longer than
    /// many frames.
    public func make(_ write: @Sendable (_ to: URL) throws -> Void) async throws -> PhotoFile {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(UUID().uuidString).appendingPathExtension("jpg")
        do {
            try write(file)
        } catch {
            try? FileManager.default.removeItem(at: file)
            throw error
        }
        return PhotoFile(path: file.path)
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

    /// By its first bytes, whatever it is called: a box `ftyp` with one of the kinds that HEIF has.
    private static func isHeic(_ file: URL) throws -> Bool {
        let reader = try FileHandle(forReadingFrom: file)
        defer { try? reader.close() }
        let head = [UInt8](try reader.read(upToCount: 12) ?? Data())
        guard head.count == 12, head[4..<8].elementsEqual("ftyp".utf8) else { return false }
        return ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains { head[8...].elementsEqual($0.utf8) }
    }
}
