import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// A phone whose clock is wrong, over the real core and a real province: it is said, and everything works.
@MainActor struct WrongClockTests {
    private nonisolated static let hour: Int64 = 3_600_000

    @Test(
        .enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)), arguments: [-3 * hour, 0, 3 * hour])
    func itIsSaidAndStandsInNobodysWay(off: Int64) async throws {
        let me = try await RealPhone("clock", clockOff: off)
        let home = HomeModel(me.core, ways: me.ways)
        home.begin()
        await until(home) { $0.view != nil && !$0.updating }
        // The page is shown: nothing about it goes by the time.
        let account = try await me.signIn()
        #expect(!account.state.wrongClock && account.state.problem == nil && me.phone.opened.count == 1)
        account.close()
        let code = try await me.follow(try me.told("codes.in_time"))
        let id = try await me.report("Ổ gà")
        home.press(.update)
        await until(home) { !$0.updating }

        // Home says what the clock shows and what it should show, and so does the check; a clock that is right is nothing to speak of.
        await until(home) { ($0.view?.clock != nil) == (off != 0) && $0.view?.moving.isEmpty == false }
        #expect(home.state.came?.whole == true && home.state.came?.clock == home.state.view?.clock && home.state.problem == nil)
        if let clock = home.state.view?.clock {
            #expect(clock.display.hasPrefix("Đồng hồ của máy sai: ") && clock.spoken.contains("Hãy đặt lại thành"))
        }
        let settings = SettingsModel(me.core) { _ in }
        settings.begin()
        await settings.settled()
        settings.send(.check)
        await settings.settled()
        #expect(settings.state.checks?.filter { !$0.ok }.map(\.name) == (off == 0 ? [] : ["clock"]))

        // What was sent is there, once, and what came is new.
        let (report, dossier) = (await me.see(report: id), await me.see(dossier: code))
        #expect(report.state.view?.receipt?.verified == true && dossier.state.view?.card.age.stale == false)
        #expect(try me.ask("reports")["count"] == .number(1))
        report.close()
        dossier.close()
        home.close()
        try await me.vault.opened.shutdown()
    }

    @Test(
        .enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)),
        arguments: [-87_600 * hour, 8_760 * hour])
    func whereItIsYearsOffTheFirstStartSaysSo(off: Int64) async throws {
        let world = try #require(try World.open())
        let about = try world.ask(.object(["do": .string("about")]))
        func told(_ path: String) throws -> String { try #require(about.at(path)?.string) }
        let request = OpenRequest(
            home: try told("folder") + "/years", profile: "default", packs: [try told("packs.0")], language: .vi, acceptLoss: false,
            clockOffsetMs: off)
        let opened = try await Opened.open(request, keys: WorldKeys(world), network: GoodNetwork(), wake: Alarm())
        let core = opened.core.with(desk: DeskRoot(opened.core.root, address: try told("base_url")))
        var joined = false
        let model = WelcomeModel(core, preferences: Sample.preferences) { _, _ in joined = true }
        model.begin()
        model.send(.next)
        await model.settled()
        model.send(.choose(try #require(model.state.choices.first)))
        model.press(.next)
        await model.settled()
        // What the province says of itself is judged by a time that cannot be.
        #expect(model.state.problem?.said.display.contains("ngày giờ của máy") == true && !joined && !model.state.busy)
        try await opened.shutdown()
    }
}
