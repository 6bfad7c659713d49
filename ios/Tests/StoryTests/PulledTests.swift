import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// Home pulled down, and how far its sync is, over the real core and a real province.
@MainActor struct PulledTests {
    private static let many = 220

    /// Home of `me`, whose sync stands still wherever it says how far it is, until `look` is through with that.
    private func home(_ me: RealPhone, _ look: @escaping @MainActor (HomeModel, Said) async -> Void) -> HomeModel {
        let seen = Seen()
        let root = StillRoot(root: me.core.root) { [seen] said in if let home = seen.home { await look(home, said) } }
        let core = me.core
        let home = HomeModel(
            Core(
                root: root, dossiers: core.dossiers, scanner: core.scanner, reports: core.reports, ratings: core.ratings,
                identity: core.identity, outbox: core.outbox, directory: core.directory, profile: core.profile), ways: me.ways)
        seen.home = home
        return home
    }

    private func pull(_ home: HomeModel) async {
        await withCheckedContinuation { through in home.press(.pulled { through.resume() }) }
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func whoPullsSeesHowFarItIsAndIsToldOnceItIsThrough() async throws {
        let me = try await RealPhone("pulled")
        _ = try WorldVault.handIn(Self.many, me.world)
        let account = try await me.signIn()
        account.close()
        var (told, stops): ([Said], Bool) = ([], true)
        let home = home(me) { home, said in
            // It stands on the screen before it goes on.
            await until(home) { $0.progress == said }
            told.append(said)
            if stops { home.send(.stop) }
        }
        // Without a network who pulls is told all the same, and sees why.
        try me.ask("down")
        home.begin()
        await until(home) { $0.view != nil && !$0.updating }
        await pull(home)
        #expect(!home.state.updating && home.state.failed && home.state.notice?.tone == .waiting && told.isEmpty)

        // Stopped on its way it is over, and nothing of how far it was stands there.
        try me.ask("up")
        await pull(home)
        #expect(!home.state.updating && home.state.progress == nil && home.state.problem == nil && !told.isEmpty)
        // Pulled once more it brings what is left of it, which may be nothing, and what came since.
        _ = try WorldVault.handIn(Self.many, me.world)
        (told, stops) = ([], false)
        await pull(home)
        #expect(!home.state.updating && home.state.progress == nil && !home.state.failed && home.state.came?.whole == true)
        #expect(!told.isEmpty && told.allSatisfy { !$0.display.isEmpty })
        #expect(try await me.core.dossiers.page(offset: 0, limit: 1).total == UInt32(2 * Self.many))
        // There is nothing more, so nothing is told of the way.
        told = []
        await pull(home)
        #expect(told.isEmpty && home.state.came?.whole == true)
        home.close()
        try await me.vault.opened.shutdown()
    }
}

@MainActor private final class Seen {
    weak var home: HomeModel?
}

/// Another's root, whose syncs go on only once somebody has looked at how far they are.
private struct StillRoot: RootRoom {
    let root: any RootRoom
    let look: @MainActor @Sendable (Said) async -> Void

    func sync() async throws -> Work {
        let work = try await root.sync()
        let (events, told) = AsyncStream<WorkEvent>.makeStream()
        Task {
            for await event in work.events {
                told.yield(event)
                if case .progress(_, _, let said) = event { await look(said) }
            }
            told.finish()
        }
        return Work(events: events, cancel: work.cancel)
    }

    func provinceChoices() async throws -> [ProvinceChoice] { try await root.provinceChoices() }
    func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView { try await root.chooseProvince(request) }
    func home() async throws -> HomeView { try await root.home() }
    func watch(_ topic: Topic) async throws -> AsyncStream<Snapshot> { try await root.watch(topic) }
    func preferences() async throws -> Preferences { try await root.preferences() }
    func setPreferences(_ preferences: Preferences) async throws { try await root.setPreferences(preferences) }
}
