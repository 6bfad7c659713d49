// Where programs can be started; Xcode’s canvas takes the fakes beside it to a simulator.
#if !os(iOS)
    import CitizenCore
    import Foundation

    /// The world around a phone: the program `citizen-world`, one JSON object a line. From any thread, one question at a time.
    public final class World: @unchecked Sendable {
        private let lock = NSLock()
        private let process = Process()
        private let input = Pipe()
        private let output = Pipe()
        private var rest = Data()

        /// nil where the program was not built; `cargo xtask ios` names it.
        public static func open() throws -> World? {
            guard let path = ProcessInfo.processInfo.environment["CITIZEN_WORLD"], FileManager.default.isExecutableFile(atPath: path) else {
                return nil
            }
            return try World(path)
        }

        private init(_ path: String) throws {
            process.executableURL = URL(fileURLWithPath: path)
            process.standardInput = input
            process.standardOutput = output
            // A world that died is an answer that does not come, not a signal.
            signal(SIGPIPE, SIG_IGN)
            try process.run()
            guard try JSONDecoder().decode(Json.self, from: line())["ready"] == .bool(true) else { throw PortFailure.Unavailable }
        }

        deinit {
            // At the end of its input it ends.
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }

        public func ask(_ request: Json) throws -> Json {
            try lock.withLock {
                input.fileHandleForWriting.write(try JSONEncoder().encode(request) + [10])
                return try JSONDecoder().decode(Json.self, from: line())
            }
        }

        private func line() -> Data {
            while true {
                if let end = rest.firstIndex(of: 10) {
                    defer { rest = Data(rest[rest.index(after: end)...]) }
                    return Data(rest[..<end])
                }
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { return Data("null".utf8) }
                rest.append(more)
            }
        }
    }

    /// Keys with real seals and signatures, kept by the world: Swift has no P-256 where there is no CryptoKit.
    public final class WorldKeys: KeyStorePort {
        private let world: World

        public init(_ world: World) {
            self.world = world
        }

        public func kind() throws -> String { "memory" }
        public func seal(name: String, associated: Data, plain: Data) throws -> Data {
            try bytes("seal", name, ["associated": associated, "plain": plain])
        }
        public func open(name: String, associated: Data, sealed: Data) throws -> Data {
            try bytes("open", name, ["associated": associated, "sealed": sealed])
        }
        public func sign(name: String, message: Data) throws -> Data { try bytes("sign", name, ["message": message]) }
        public func publicKey(name: String) throws -> Data { try bytes("public_key", name, [:]) }
        public func agree(name: String, peer: Data) throws -> Data { try bytes("agree", name, ["peer": peer]) }
        public func counter(name: String) throws -> UInt64 { UInt64(try ask("counter", name, [:])["value"]?.number ?? 0) }
        public func raiseCounter(name: String, value: UInt64) throws {
            _ = try ask("raise_counter", name, ["value": .number(Double(value))])
        }
        public func destroy(name: String) throws { _ = try ask("destroy", name, [:]) }

        private func bytes(_ what: String, _ name: String, _ given: [String: Data]) throws -> Data {
            let given = given.mapValues { Json.string($0.map { String(format: "%02x", $0) }.joined()) }
            guard let hex = try ask(what, name, given)["bytes"]?.string else { throw PortFailure.Unexpected }
            var out = Data()
            var rest = Substring(hex)
            while rest.count >= 2 {
                guard let byte = UInt8(rest.prefix(2), radix: 16) else { throw PortFailure.Damaged }
                out.append(byte)
                rest = rest.dropFirst(2)
            }
            return out
        }

        private func ask(_ what: String, _ name: String, _ given: [String: Json]) throws -> Json {
            let base: [String: Json] = ["do": .string("keys"), "op": .string(what), "name": .string(name)]
            let answer = try world.ask(.object(base.merging(given) { $1 }))
            switch answer["failed"]?.string {
            case nil: return answer
            case "refused": throw PortFailure.Refused
            case "not_found": throw PortFailure.NotFound
            case "damaged": throw PortFailure.Damaged
            default: throw PortFailure.Unexpected
            }
        }
    }

    /// Remembers when the core wants to run again.
    public final class Alarm: WakePort, @unchecked Sendable {
        private let lock = NSLock()
        private var newest: Int64?

        public init() {}
        public func wakeAt(atMs: Int64?) throws { lock.withLock { newest = atMs } }
        public var at: Int64? { lock.withLock { newest } }
    }

    /// A network that is always good.
    public final class GoodNetwork: ConnectivityPort {
        public init() {}
        public func state() throws -> NetworkState { NetworkState(class: .fast, metered: false, captive: false) }
    }
#endif
