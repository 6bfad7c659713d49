import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// How far a sync is, over the real core and a real province.
@MainActor struct ProgressTests {
    private static let many = 220

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aFirstSyncOfManyTellsHowFarItIsAndBringsAllOfIt() async throws {
        let world = try #require(try World.open())
        _ = try WorldVault.handIn(Self.many, world)
        let new = try await WorldVault(world, "new-phone")
        _ = try await new.core.identity.finishSignIn(url: try new.browse(try await new.begin()))
        var events: [WorkEvent] = []
        for await event in try await new.opened.sync().events { events.append(event) }
        #expect(events.first == .started)
        let told = events.compactMap { event -> (UInt32, UInt32, Said)? in
            if case .progress(let received, let of, let said) = event { (received, of, said) } else { nil }
        }
        #expect(!told.isEmpty && told.allSatisfy { $0.0 <= $0.1 && $0.1 >= UInt32(Self.many) && $0.2.display.contains("\($0.1)") })
        guard case .finished(let view) = events.last else {
            Issue.record("it ended with \(events.last as Any)")
            return
        }
        #expect(view.whole && view.received >= UInt32(Self.many))
        let page = try await new.core.dossiers.page(offset: 0, limit: 100)
        #expect(page.total >= UInt32(Self.many))
        try await new.opened.shutdown()
    }
}
