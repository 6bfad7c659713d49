import CitizenCore
import CitizenPlatform
import Foundation

/// Keys in memory. Nothing is secret here: a seal is what was sealed, after its name and what it is bound to.
public final class MemoryKeys: SecureKeys, @unchecked Sendable {
    private let lock = NSLock()
    private var made: Set<String> = []
    public var locked = false

    public init() {}

    public var kind: String { "memory" }
    public var names: Set<String> { lock.withLock { made } }

    public func seal(_ name: String, associated: Data, plain: Data) throws -> Data {
        try use(name)
        return Data(name.utf8) + [0] + associated + [0] + plain
    }

    public func open(_ name: String, associated: Data, sealed: Data) throws -> Data {
        guard !locked else { throw PortFailure.Refused }
        guard names.contains(name) else { throw PortFailure.NotFound }
        let head = Data(name.utf8) + [0] + associated + [0]
        guard sealed.starts(with: head) else { throw PortFailure.Damaged }
        return sealed.dropFirst(head.count)
    }

    public func sign(_ name: String, message: Data) throws -> Data {
        try use(name)
        return Data(repeating: 1, count: 64)
    }

    public func publicKey(_ name: String) throws -> Data {
        try use(name)
        return Data([4]) + Data(repeating: 2, count: 64)
    }

    public func agree(_ name: String, peer: Data) throws -> Data {
        try use(name)
        return Data(repeating: 3, count: 32)
    }

    public func destroy(_ name: String) throws { _ = lock.withLock { made.remove(name) } }
    public func destroyAll() throws { lock.withLock { made = [] } }

    private func use(_ name: String) throws {
        guard !locked else { throw PortFailure.Refused }
        _ = lock.withLock { made.insert(name) }
    }
}

/// A box in memory.
public final class MemoryBox: KeyBox, @unchecked Sendable {
    private let lock = NSLock()
    private var held: [String: Data] = [:]
    /// Whatever is asked fails with it.
    public var failure: (any Error)?

    public init() {}

    public var names: Set<String> { lock.withLock { Set(held.keys) } }

    public func read(_ name: String) throws -> Data? {
        if let failure { throw failure }
        return lock.withLock { held[name] }
    }

    public func write(_ name: String, _ value: Data) throws {
        if let failure { throw failure }
        lock.withLock { held[name] = value }
    }

    public func delete(_ name: String) throws { _ = lock.withLock { held.removeValue(forKey: name) } }
    public func deleteAll() throws { lock.withLock { held = [:] } }
}

/// What was asked of the system and of the vault, in one order.
public final class Log: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []

    public init() {}

    public func add(_ line: String) { lock.withLock { lines.append(line) } }
    public var all: [String] { lock.withLock { lines } }
}

/// Background time that is always granted, unless it is not.
@MainActor public final class FakeTime: BackgroundTime {
    private let log: Log
    public var granted = true
    /// The system says that the time asked for last is nearly over.
    public var expire: @MainActor () -> Void = {}

    public init(_ log: Log) {
        self.log = log
    }

    public func begin(_ name: String, expired: @escaping @MainActor () -> Void) -> Int? {
        log.add("begin")
        expire = expired
        return granted ? 7 : nil
    }

    public func end(_ token: Int) { log.add("end \(token)") }
}

/// A vault that only tells what was asked of it.
public final class FakeLife: Life {
    private let log: Log
    private let fails: Bool

    public init(_ log: Log, fails: Bool = false) {
        self.log = log
        self.fails = fails
    }

    public func suspend() async throws { try tell("suspend") }
    public func resume() async throws { try tell("resume") }
    public func shutdown() async throws { try tell("shutdown") }

    private func tell(_ what: String) throws {
        log.add(what)
        if fails { throw Problem.sample(.storage) }
    }
}

/// Marks that are only told, with whether the folder was there.
public struct FakeMarks: FolderMarks, CopyMarks {
    private let log: Log

    public init(_ log: Log) {
        self.log = log
    }

    public func protect(_ folder: URL) throws { tell("protect", folder) }
    public func lock(_ folder: URL) throws { tell("lock", folder) }
    public func keepFromBackups(_ folder: URL) throws { tell("keep from backups", folder) }

    private func tell(_ what: String, _ folder: URL) {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? ["missing"]
        log.add("\(what) \(files.count)")
    }
}
