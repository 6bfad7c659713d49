import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

@testable import CitizenCore

/// No call into the core is made on the main actor: each of them is counted where it is made, over the real core and a real province.
@MainActor struct CrossingsTests {
    let crossings = Crossings()
    let ways = FakeWays()
    let phone = FakePhone()

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func theScreensCallTheCoreElsewhere() async throws {
        let vault = try await CountedVault("crossings")
        let (world, crossings, opened) = (vault.world, vault.crossings, vault.opened)
        /// What was done crossed to the core, so that there is something to see.
        var before = 0
        func crossed(_ what: String) {
            #expect(crossings.all > before, "\(what)")
            #expect(crossings.onTheMainActor == 0, "\(what)")
            before = crossings.all
        }
        crossed("opened")
        let core = opened.core
        _ = try await core.root.chooseProvince(ProvinceRequest(baseUrl: try world.told("base_url"), acceptKey: nil, root: nil))
        crossed("chose")

        let home = HomeModel(core, ways: ways)
        home.begin()
        await until(home) { $0.view != nil && !$0.updating }
        crossed("read home, and what the province has")
        let search = SearchModel(core, ways: ways)
        search.send(.query("dang ky khai sinh"))
        await search.settled()
        #expect(search.state.found?.hits.isEmpty == false)
        crossed("searched")
        let settings = SettingsModel(core) { _ in }
        settings.begin()
        await settings.settled()
        settings.send(.language(.en))
        await settings.settled()
        #expect(settings.state.preferences?.language == .en)
        crossed("changed preferences")
        let slip = try world.does("slip", ["kind": .string("signed"), "code": .string(try world.told("codes.fresh"))])
        phone.seen = [try Frame(seen: try world.does("frame", ["text": try #require(slip["text"])]))]
        let scan = ScanModel(core, phone: phone.phone, ways: ways)
        scan.begin()
        await scan.settled()
        #expect(ways.told.last == "replace scanned 1")
        crossed("scanned a frame")
        let results = ResultsModel(core)
        results.begin()
        await results.settled()
        #expect(results.state.results?.isEmpty == false)
        crossed("asked for results")

        // What the main actor lets go of ends in the core too: a question that the province does not answer, and the watching of home.
        _ = try world.does("silent")
        let asked = crossings.all
        results.send(.again)
        // The question, and what it is ended by.
        while crossings.all < asked + 2 { await Task.yield() }
        results.close()
        while crossings.all < asked + 3 { await Task.yield() }
        crossed("gave a question up")
        home.close()
        while crossings.all == before { await Task.yield() }
        crossed("watched no more")
        _ = try world.does("up")
        try await opened.shutdown()
        crossed("shut down")
    }

    /// A call that the main actor makes is noticed, of each kind that can be made there.
    @Test func aCallOnTheMainActorIsNoticed() throws {
        let door = Door(.vi, crossing: crossings.here)
        try door.asked {}
        #expect(crossings.all == 1 && crossings.onTheMainActor == 1)
        door.plain {}
        #expect(crossings.all == 2 && crossings.onTheMainActor == 2)
        // In a story that counts nothing too.
        let told = Door(.vi, crossing: crossings.elsewhere)
        withKnownIssue { told.plain {} }
    }

    @Test func aCallElsewhereIsCountedAndNotTakenForOne() async throws {
        let door = Door(.vi, crossing: crossings.here)
        try await door.asked { () async throws in }
        try await door.asking { _ in }
        // A question is made, and asked.
        #expect(crossings.all == 3 && crossings.onTheMainActor == 0)
    }
}
