import CitizenTestSupport
import Dispatch
import Foundation
import Testing

@testable import CitizenCore

/// Where the core was called from. To be made on the main actor.
final class Crossings: @unchecked Sendable {
    private let lock = NSLock()
    private var counted = (all: 0, main: 0)
    /// On Linux the main actor's queue may be run by any thread.
    private let main = DispatchSpecificKey<Bool>()

    init() {
        DispatchQueue.main.setSpecific(key: main, value: true)
    }

    /// As `here`; one on the main actor fails the story that makes it.
    @Sendable func elsewhere() {
        if noted() { Issue.record("a call into the core on the main actor") }
    }

    @Sendable func here() { _ = noted() }

    /// Whether that is the main actor.
    private func noted() -> Bool {
        let onMain = DispatchQueue.getSpecific(key: main) == true
        lock.withLock {
            counted.all += 1
            if onMain { counted.main += 1 }
        }
        return onMain
    }

    var all: Int { lock.withLock { counted.all } }
    var onTheMainActor: Int { lock.withLock { counted.main } }
}

/// A vault over the real core for which no province is chosen yet, every call into it counted, and the world around it.
@MainActor struct CountedVault {
    let world: World
    let crossings = Crossings()
    let opened: Opened

    init(_ name: String) async throws {
        world = try #require(try World.open())
        let request = OpenRequest(
            home: try world.told("folder") + "/" + name, profile: "default", packs: [try world.told("packs.0")], language: .vi,
            acceptLoss: false,
            clockOffsetMs: 0)
        opened = try await Opened.open(
            request, keys: WorldKeys(world), network: GoodNetwork(), wake: Alarm(), crossing: crossings.here)
    }
}
