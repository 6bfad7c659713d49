import CitizenCore
import CitizenTestSupport
import Foundation

/// What a call into the core costs as the screens make it: the side of Swift for `cargo xtask bench --ios`. What each figure is, and how it is
/// asked for, stands beside the side of Rust, in `tests/conformance/src/side/mod.rs`.
@main @MainActor struct DoorBench {
    static func main() async throws {
        guard let world = try World.open() else { throw Wrong("CITIZEN_WORLD names no program") }
        let side = try await Side(world)
        say("ready")
        while let line = readLine() {
            let asked = line.split(separator: " ")
            guard asked.count == 2, let times = Int(asked[1]) else { throw Wrong("what and how often? \(line)") }
            var ns: [String] = []
            for _ in 0..<times { ns.append(String(try await side.once(String(asked[0])))) }
            say(ns.joined(separator: " "))
        }
    }

    private static func say(_ answer: String) { FileHandle.standardOutput.write(Data("\(answer)\n".utf8)) }
}

/// What is measured did not give what it should: a figure of something else would be worse than none.
struct Wrong: Error {
    let why: String

    init(_ why: String) {
        self.why = why
    }
}

/// Dossiers that the person has, and rows of a page.
private let many = 100

@MainActor final class Side {
    private let world: World
    private let vault: WorldVault
    private let frame: Frame
    /// The same without a code: every shade from side to side.
    private let empty: Frame
    private var watchers: Watchers?
    private var vaults = 0

    init(_ world: World) async throws {
        self.world = world
        let code = try WorldVault.handIn(many, world)[0]
        vault = try await WorldVault(world, "main")
        _ = try await vault.finish(try vault.browse(try await vault.begin()))
        let slip = try world.ask(.object(["do": .string("slip"), "kind": .string("signed"), "code": .string(code)]))
        let seen = try world.ask(.object(["do": .string("frame"), "text": slip["text"] ?? .null]))
        func of(_ name: String) -> UInt32 { UInt32(seen[name]?.number ?? 0) }
        let luma = try Data(contentsOf: URL(fileURLWithPath: seen["path"]?.string ?? ""))
        frame = Frame(width: of("width"), height: of("height"), stride: of("stride"), luma: luma)
        let shades = Data((0..<luma.count).map { UInt8($0 % 1024 / 4 % 256) })
        empty = Frame(width: frame.width, height: frame.height, stride: frame.stride, luma: shades)
    }

    /// Nanoseconds.
    func once(_ what: String) async throws -> Int64 {
        switch what {
        case "sign_in": return try await signIn()
        case "page":
            let begun = ContinuousClock.now
            let page = try await vault.core.dossiers.page(offset: 0, limit: UInt32(many))
            let took = nanos(since: begun)
            guard page.cards.count == many else { throw Wrong("\(page.cards.count) rows") }
            return took
        case "session":
            let begun = ContinuousClock.now
            let session = try await vault.core.identity.session()
            let took = nanos(since: begun)
            guard session.name != nil else { throw Wrong("nobody is signed in") }
            return took
        case "event":
            if watchers == nil { watchers = try await Watchers(vault.opened, many) }
            guard let watchers else { throw Wrong("nobody watches") }
            return try await watchers.one()
        case "found": return try await scan(frame, 1)
        case "empty": return try await scan(empty, 0)
        default: throw Wrong("nobody measures \(what)")
        }
    }

    private func scan(_ frame: Frame, _ codes: Int) async throws -> Int64 {
        let begun = ContinuousClock.now
        let found = try await vault.core.scanner.frame(frame)
        let took = nanos(since: begun)
        guard found.found.count == codes else { throw Wrong("\(found.found.count) codes") }
        return took
    }

    private func signIn() async throws -> Int64 {
        vaults += 1
        let fresh = try await WorldVault(world, "fresh-\(vaults)")
        var begun = ContinuousClock.now
        let page = try await fresh.begin()
        let before = nanos(since: begun)
        let back = try fresh.browse(page)
        begun = ContinuousClock.now
        let home = try await fresh.finish(back)
        let took = before + nanos(since: begun)
        guard home.moving.count + home.needsMe.count >= many else { throw Wrong("a home without dossiers") }
        try await fresh.opened.shutdown()
        return took
    }
}

func nanos(since begun: ContinuousClock.Instant) -> Int64 { nanos(begun.duration(to: .now)) }

func nanos(_ took: Duration) -> Int64 {
    took.components.seconds * 1_000_000_000 + took.components.attoseconds / 1_000_000_000
}
