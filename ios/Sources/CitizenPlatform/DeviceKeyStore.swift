import CitizenCore
import Foundation

/// Keys that never leave their hardware, by name. On the iPhone the Secure Enclave; in tests memory.
public protocol SecureKeys: Sendable {
    var kind: String { get }
    func seal(_ name: String, associated: Data, plain: Data) throws -> Data
    func open(_ name: String, associated: Data, sealed: Data) throws -> Data
    /// ES256, 64 bytes.
    func sign(_ name: String, message: Data) throws -> Data
    /// Uncompressed, 65 bytes.
    func publicKey(_ name: String) throws -> Data
    /// P-256 agreement, 32 bytes.
    func agree(_ name: String, peer: Data) throws -> Data
    func destroy(_ name: String) throws
    func destroyAll() throws
}

/// Small values that only this device has and that its backups do not take along. On the iPhone the Keychain; in tests memory.
public protocol KeyBox: Sendable {
    func read(_ name: String) throws -> Data?
    func write(_ name: String, _ value: Data) throws
    func delete(_ name: String) throws
    func deleteAll() throws
}

/// The core's key store: hardware keys, and counters that only rise.
public final class DeviceKeyStore: KeyStorePort {
    private let keys: any SecureKeys
    private let box: any KeyBox
    /// Reading a counter and raising it is one thing.
    private let turn = NSLock()

    public init(keys: any SecureKeys, box: any KeyBox) {
        self.keys = keys
        self.box = box
    }

    public func kind() throws -> String { keys.kind }

    public func seal(name: String, associated: Data, plain: Data) throws -> Data {
        try port { try keys.seal(name, associated: associated, plain: plain) }
    }

    public func open(name: String, associated: Data, sealed: Data) throws -> Data {
        try port { try keys.open(name, associated: associated, sealed: sealed) }
    }

    public func sign(name: String, message: Data) throws -> Data { try port { try keys.sign(name, message: message) } }

    public func publicKey(name: String) throws -> Data { try port { try keys.publicKey(name) } }

    public func agree(name: String, peer: Data) throws -> Data { try port { try keys.agree(name, peer: peer) } }

    public func counter(name: String) throws -> UInt64 {
        try port { try count(name) }
    }

    /// Never lowers it: whoever asks for less is content with what there is.
    public func raiseCounter(name: String, value: UInt64) throws {
        try port {
            try turn.withLock {
                guard try value > count(name) else { return }
                try box.write(slot(name), withUnsafeBytes(of: value.bigEndian) { Data($0) })
            }
        }
    }

    public func destroy(name: String) throws {
        try port {
            try keys.destroy(name)
            try box.delete(slot(name))
        }
    }

    private func slot(_ name: String) -> String { "counter.\(name)" }

    private func count(_ name: String) throws -> UInt64 {
        guard let held = try box.read(slot(name)) else { return 0 }
        guard held.count == 8 else { throw PortFailure.Damaged }
        return held.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The core knows port failures only.
    private func port<T>(_ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch let failure as PortFailure {
            throw failure
        } catch {
            throw PortFailure.Unexpected
        }
    }
}

/// A Keychain outlives the app; its folder does not. When the app starts without the mark that an earlier start left in its folder, it was
/// installed anew: whatever keys are there belong to somebody's past, and nobody's session may rise from them.
public struct FirstStart {
    private let mark: URL
    private let keys: any SecureKeys
    private let box: any KeyBox

    public init(folder: URL, keys: any SecureKeys, box: any KeyBox) {
        mark = folder.appendingPathComponent("started")
        self.keys = keys
        self.box = box
    }

    /// To be called before the vault is opened. True when there was something to clean for. The mark is written last, so a start that is cut
    /// short cleans again. Where it cannot be told whether the mark is there it throws, and touches no key.
    @discardableResult
    public func clean() throws -> Bool {
        if try isThere() { return false }
        try keys.destroyAll()
        try box.deleteAll()
        try FileManager.default.createDirectory(at: mark.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: mark)
        return true
    }

    /// `fileExists` says no of whatever it cannot look at too, and every key would be gone for it.
    private func isThere() throws -> Bool {
        var found = stat()
        if stat(mark.path, &found) == 0 { return true }
        guard errno == ENOENT else { throw PortFailure.Unavailable }
        return false
    }
}
