import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// The whole app over the real core: what comes and goes without a touch.
@MainActor struct ComingBackTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func whatWaitsGoesByItselfAndWhatIsTheirsComes() async throws {
        let network = NetworkWatch()
        func heard(_ me: RealPhone, _ satisfied: Bool) throws {
            try me.ask(satisfied ? "up" : "down")
            network.heard(PathFacts(satisfied: satisfied, cellular: false, expensive: false, constrained: false))
        }
        let me = try await RealPhone("coming-back", network: network)
        let core = me.core
        let app = AppModel(language: .vi) { _ in core }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .home)
        network.whenBack { [weak app] in Task { @MainActor in app?.networkIsBack() } }
        let ways = Navigator()
        ways.whenSomethingWaits = { app.syncSoon() }
        let handed = try WorldVault.handIn(3, me.world)
        let home = HomeModel(core, ways: ways)
        app.screens.add(home)
        home.begin()
        await until(home) { $0.view != nil && !$0.updating }
        #expect(home.state.view?.moving == [])
        // Signed in, the person's dossiers are there without another touch.
        let account = AccountModel(core, phone: me.phone.phone, ways: ways)
        account.begin()
        account.press(.signIn)
        await account.settled()
        await until(home) { ($0.view.map { $0.moving.count + $0.needsMe.count } ?? 0) == handed.count }
        account.close()

        // A report waits for a network; the app is left, there is one, which a vault that sleeps does not hear of; the app is
        // seen again: it goes.
        let waiting = WaitingModel(core, ways: ways)
        app.screens.add(waiting)
        waiting.begin()
        try heard(me, false)
        _ = try await me.report("Ổ gà")
        await until(waiting) { $0.page?.rows.count == 1 }
        waiting.send(.retryAll)
        await until(waiting) { !$0.sending }
        #expect(waiting.state.page?.rows.count == 1 && waiting.state.came?.tone == .waiting)
        // Home, too, says why, and offers it once more.
        home.send(.update)
        await until(home) { !$0.updating }
        #expect(home.state.notice != nil && home.state.failed)
        await app.pause()
        try await me.vault.opened.suspend()
        try heard(me, true)
        try await me.vault.opened.resume()
        app.resumed(nil)
        await until(waiting) { $0.page?.rows == [] }
        #expect(try me.ask("reports")["count"] == .number(1))
        // And what it did not come to before stands nowhere any more.
        await app.settled()
        #expect(home.state.notice == nil && !home.state.failed)
        #expect(waiting.state.came == nil && waiting.state.problem == nil)

        // The same with the app open, when the network comes back.
        try heard(me, false)
        _ = try await me.report("Rác")
        await until(waiting) { $0.page?.rows.count == 1 }
        home.send(.update)
        await until(home) { !$0.updating }
        #expect(home.state.failed)
        try heard(me, true)
        await until(waiting) { $0.page?.rows == [] }
        #expect(try me.ask("reports")["count"] == .number(2))
        await app.settled()
        #expect(home.state.notice == nil && !home.state.failed)
        #expect(waiting.state.came == nil && waiting.state.problem == nil)

        // The app is left in the middle of sending: however far that came, coming back sends the rest.
        _ = try await me.report("Cây đổ")
        app.syncSoon()
        await app.pause()
        try await me.vault.opened.suspend()
        try await me.vault.opened.resume()
        app.resumed(nil)
        await app.settled()
        await until(waiting) { $0.page?.rows == [] }
        #expect(try me.ask("reports")["count"] == .number(3) && !home.state.failed && waiting.state.came == nil)
        waiting.close()
        home.close()
        try await me.vault.opened.shutdown()
    }
}
