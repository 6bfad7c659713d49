import CitizenCore
import CitizenTestSupport
import Foundation

/// Another's keys, of which single calls fail as the story says.
final class FailingKeys: KeyStorePort, @unchecked Sendable {
    /// What a phone's key store should not throw.
    struct Defect: Error {}

    private let keys: any KeyStorePort
    private let lock = NSLock()
    private var failing: [String: any Error] = [:]

    init(_ keys: any KeyStorePort) {
        self.keys = keys
    }

    func fail(_ call: String, _ how: String) throws {
        let error: any Error =
            switch how {
            case "no_space": PortFailure.NoSpace
            case "unavailable": PortFailure.Unavailable
            case "unexpected": Defect()
            default: throw Unknown(call: "keys that fail with \(how)")
            }
        lock.withLock { failing[call] = error }
    }

    func heal() {
        lock.withLock { failing.removeAll() }
    }

    private func sound(_ call: String) throws -> any KeyStorePort {
        if let error = lock.withLock({ failing[call] }) { throw error }
        return keys
    }

    func kind() throws -> String { try sound("kind").kind() }
    func seal(name: String, associated: Data, plain: Data) throws -> Data {
        try sound("seal").seal(name: name, associated: associated, plain: plain)
    }
    func open(name: String, associated: Data, sealed: Data) throws -> Data {
        try sound("open").open(name: name, associated: associated, sealed: sealed)
    }
    func sign(name: String, message: Data) throws -> Data { try sound("sign").sign(name: name, message: message) }
    func publicKey(name: String) throws -> Data { try sound("public_key").publicKey(name: name) }
    func agree(name: String, peer: Data) throws -> Data { try sound("agree").agree(name: name, peer: peer) }
    func counter(name: String) throws -> UInt64 { try sound("counter").counter(name: name) }
    func raiseCounter(name: String, value: UInt64) throws { try sound("raise_counter").raiseCounter(name: name, value: value) }
    func destroy(name: String) throws { try sound("destroy").destroy(name: name) }
}
