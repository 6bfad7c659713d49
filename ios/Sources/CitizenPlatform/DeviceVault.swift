import CitizenCore
import Foundation

/// The vault of this device, opened in the one order that is safe: its folder is marked before anything is in it, and what an app that was
/// deleted left in the Keychain is gone before a key of it is used.
public enum DeviceVault {
    /// `open` has the core open the vault in `folder`.
    public static func open<T: Sendable>(
        folder: URL, keys: any SecureKeys, box: any KeyBox, marks: any FolderMarks,
        open: @Sendable (any KeyStorePort) async throws -> T
    ) async throws -> T {
        try VaultFolder(marks: marks).prepare(folder)
        try FirstStart(folder: folder, keys: keys, box: box).clean()
        return try await open(DeviceKeyStore(keys: keys, box: box))
    }
}
