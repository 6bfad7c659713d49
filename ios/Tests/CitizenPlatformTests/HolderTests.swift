import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Testing

/// One vault for the screens and for the system's refresh, and no lock while nobody looks.
@MainActor struct HolderTests {
    let log = Log()
    let fake = FakeCore()

    /// Opening waits until it is let through.
    private final class Gate: Sendable {
        private let (stream, through) = AsyncStream<Void>.makeStream()
        func open() { through.finish() }
        func wait() async { for await _ in stream {} }
    }

    @MainActor private final class Screen {
        var away = false
    }

    private func holder(
        _ screen: Screen = Screen(), life: (any Life)? = nil, open: @escaping @Sendable (Bool) async throws -> Void = { _ in }
    ) -> VaultHolder {
        for call in ["life.suspend", "life.resume", "root.sync"] { fake.script.on(call) }
        let (fake, log) = (fake, log)
        return VaultHolder(
            time: FakeTime(log), away: { screen.away },
            open: { acceptLoss in
                log.add("open")
                try await open(acceptLoss)
                return Vault(life: life ?? fake.root, core: fake.core)
            })
    }

    private func asked(_ line: String, times: Int = 1) async {
        while log.all.filter({ $0 == line }).count < times { await Task.yield() }
    }

    /// A sync is asked before it is there to be finished.
    private func finished(_ refresh: Task<Bool, Never>) async -> Bool {
        let log = Log()
        Task {
            _ = await refresh.value
            log.add("over")
        }
        while log.all.isEmpty {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
        return await refresh.value
    }

    @Test func leavingWhileTheVaultOpensLeavesItSuspendedBeforeTheTimeIsGivenBack() async throws {
        let gate = Gate()
        let holder = holder(life: FakeLife(log)) { _ in await gate.wait() }
        let screens = Task { try await holder.open(acceptLoss: false) }
        await asked("open")
        // The time was asked for before anything was locked.
        #expect(log.all == ["begin", "open"])
        holder.leave()
        gate.open()
        await asked("end 7")
        #expect(log.all == ["begin", "open", "suspend", "end 7"])
        // Back again: the screens get a vault that is awake.
        await holder.comeBack().value
        _ = try await screens.value
        #expect(log.all == ["begin", "open", "suspend", "end 7", "resume"])
    }

    @Test func aVaultThatOpensUnderAPersonStaysAwake() async throws {
        let holder = holder()
        _ = try await holder.open(acceptLoss: false)
        #expect(log.all == ["begin", "open", "end 7"] && fake.script.calls.isEmpty)
        holder.pause = { [log] in log.add("keep") }
        await holder.leave().value
        #expect(log.all.suffix(3) == ["begin", "keep", "end 7"] && fake.script.calls == ["life.suspend()"])
    }

    @Test func whoAsksMeanwhileOrLaterGetsTheSameVault() async throws {
        let gate = Gate()
        let holder = holder { _ in await gate.wait() }
        let first = Task { try await holder.open(acceptLoss: false) }
        let second = Task { try await holder.open(acceptLoss: false) }
        await asked("open")
        gate.open()
        _ = (try await first.value, try await second.value, try await holder.open(acceptLoss: false))
        #expect(log.all.filter { $0 == "open" }.count == 1)
        // What the person erased is nobody's any more.
        holder.forget()
        _ = try await holder.open(acceptLoss: false)
        #expect(log.all.filter { $0 == "open" }.count == 2)
    }

    @Test func aRefreshOpensTheVaultItselfInAProcessWithoutScreens() async throws {
        let screen = Screen()
        screen.away = true
        let holder = holder(screen)
        #expect(await finished(Task { await holder.refresh() }))
        #expect(fake.script.calls == ["life.suspend()", "life.resume()", "root.sync()", "life.suspend()"])
        // The screens that come later find it, awake.
        screen.away = false
        await holder.comeBack().value
        _ = try await holder.open(acceptLoss: false)
        #expect(log.all.filter { $0 == "open" }.count == 1 && fake.script.calls.last == "life.resume()")
    }

    @Test func aRefreshWhoseVaultDoesNotOpenIsNotWholeAndTheNextTriesAgain() async {
        let holder = holder { _ in throw Problem.sample(.unlock) }
        #expect(await holder.refresh() == false)
        #expect(await holder.refresh() == false)
        #expect(log.all == ["begin", "open", "end 7", "begin", "open", "end 7"])
    }

    @Test func whoAcceptsALossIsNotToldOfTheOpeningBefore() async throws {
        let gate = Gate()
        let holder = holder { accepted in
            await gate.wait()
            guard accepted else { throw Problem.sample(.refused, code: "store.rolled_back") }
        }
        let refresh = Task { await holder.refresh() }
        await asked("open")
        let screens = Task { try await holder.open(acceptLoss: true) }
        gate.open()
        #expect(await refresh.value == false)
        _ = try await screens.value
        #expect(log.all.filter { $0 == "open" }.count == 2)
    }

    @Test func aVaultThatCannotBeWokenIsTheScreensProblem() async {
        let holder = holder()
        _ = try? await holder.open(acceptLoss: false)
        await holder.leave().value
        fake.script.on("life.resume", fail: .unlock)
        await holder.comeBack().value
        await #expect(throws: Problem.self) { _ = try await holder.open(acceptLoss: false) }
        fake.script.on("life.resume")
        await #expect(throws: Never.self) { _ = try await holder.open(acceptLoss: false) }
    }
}
