import CitizenCore
import Foundation

/// A photo of a report on the screen, as it will leave the phone or left it.
public enum Picture: Equatable, Sendable {
    case bytes(PhotoBytes)
    /// The phone has none to show.
    case missing
}

/// Bytes by the hash that names them: the same hash is the same picture, so nobody compares them byte by byte.
public struct PhotoBytes: Equatable, Sendable {
    public let sha256: PhotoHash
    public let data: Data

    public init(sha256: PhotoHash, data: Data) {
        self.sha256 = sha256
        self.data = data
    }

    public static func == (one: PhotoBytes, other: PhotoBytes) -> Bool { one.sha256 == other.sha256 }
}

/// A photo comes onto the screen, or goes from it.
public enum Look: Equatable, Sendable {
    case on(PhotoHash)
    case off(PhotoHash)
}

/// A screen on which photos are seen: of those that are on it the bytes are held, and of no others.
public protocol ShowsPhotos: ScreenState {
    var pictures: [PhotoHash: Picture] { get set }
}

extension ScreenModel where State: ShowsPhotos {
    func look(_ look: Look, of report: ReportId, in reports: any ReportRoom) {
        switch look {
        case .off(let photo):
            seen.remove(photo)
            set { $0.pictures[photo] = nil }
        case .on(let photo):
            guard seen.insert(photo).inserted else { return }
            ask(photo, of: report, in: reports)
        }
    }

    /// The phone shows the app again: one that could not be shown, perhaps because the vault was closed, is asked for anew.
    func lookAgain(of report: ReportId, in reports: any ReportRoom) {
        for photo in seen where state.pictures[photo] == .missing {
            set { $0.pictures[photo] = nil }
            ask(photo, of: report, in: reports)
        }
    }

    private func ask(_ photo: PhotoHash, of report: ReportId, in reports: any ReportRoom) {
        read(quietly: true) { [self] in
            // Why one cannot be shown is nothing that the person can mend here: what stands beside it says how it is with it.
            let data = try? await reports.photo(report, sha256: photo)
            guard seen.contains(photo) else { return }
            set { $0.pictures[photo] = data.map { .bytes(PhotoBytes(sha256: photo, data: $0)) } ?? .missing }
        }
    }
}
