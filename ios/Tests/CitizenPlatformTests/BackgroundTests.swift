import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

@MainActor struct BackgroundTests {
    let log = Log()

    private func keeper(_ life: FakeLife) -> BackgroundKeeper {
        BackgroundKeeper(life: life, time: FakeTime(log), keep: { [log] in log.add("keep") }, resumed: { _ in })
    }

    @Test func whatWasTypedIsKeptAndThenTheVaultSuspendedInsideTheAssertion() async {
        let keeper = keeper(FakeLife(log))
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func timeIsGivenBackEvenWhenSuspendingFails() async {
        let keeper = keeper(FakeLife(log, fails: true))
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func comingBackAtOnceWaitsForTheLeaving() async {
        let keeper = keeper(FakeLife(log))
        keeper.leave()
        await keeper.comeBack().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7", "resume"])
    }

    @Test func leavingTwiceIsLeavingOnce() async {
        let keeper = keeper(FakeLife(log))
        keeper.leave()
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func withoutTimeTheVaultIsSuspendedAllTheSame() async {
        let time = FakeTime(log)
        time.granted = false
        let keeper = BackgroundKeeper(life: FakeLife(log), time: time, keep: { [log] in log.add("keep") }, resumed: { _ in })
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend"])
    }

    @Test func timeThatIsOverIsGivenBackAtOnceAndOnlyOnce() async {
        let (fake, time) = (FakeCore(), FakeTime(log))
        fake.script.on("life.suspend")
        fake.script.hold("life.suspend")
        let keeper = BackgroundKeeper(life: fake.root, time: time, keep: {}, resumed: { _ in })
        let leaving = keeper.leave()
        await fake.script.wasAsked("life.suspend")
        #expect(log.all == ["begin"])
        time.expire()
        #expect(log.all == ["begin", "end 7"])
        fake.script.release("life.suspend")
        await leaving.value
        #expect(log.all == ["begin", "end 7"])
    }

    @Test func aVaultThatDoesNotResumeIsToldAndTriedAgain() async {
        let (fake, keeper) = awakened()
        await keeper.leave().value
        fake.script.on("life.resume", fail: .storage)
        await keeper.comeBack().value
        fake.script.on("life.resume")
        await keeper.comeBack().value
        await keeper.comeBack().value
        #expect(log.all == ["begin", "end 7", "resumed storage", "resumed"])
        #expect(fake.script.count("life.resume") == 3)
    }

    @Test func aVaultThatDoesNotResumeForAReasonThatNobodyForesawIsNoSuccess() async {
        let (fake, keeper) = awakened()
        await keeper.leave().value
        fake.script.on("life.resume", throw: PortFailure.Unavailable)
        await keeper.comeBack().value
        #expect(log.all == ["begin", "end 7", "resumed otherwise"])
    }

    /// A vault of fakes, and who keeps it.
    private func awakened(away: Bool = false) -> (FakeCore, BackgroundKeeper) {
        let fake = FakeCore()
        for call in ["life.resume", "life.suspend", "root.sync"] { fake.script.on(call) }
        let keeper = BackgroundKeeper(
            life: fake.root, time: FakeTime(log), away: away, keep: {},
            resumed: { [log] in log.add($0.map { "resumed \(($0 as? Problem).map { "\($0.advice)" } ?? "otherwise")" } ?? "resumed") })
        return (fake, keeper)
    }

    /// Until the refresh is over: a sync is asked before it is there to be finished.
    private func finish(_ fake: FakeCore) async {
        while !log.all.contains(where: { $0.hasPrefix("whole") }) {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
    }

    private func refreshed(_ fake: FakeCore, _ keeper: BackgroundKeeper) -> Task<Void, Never> {
        Task { log.add("whole \(await BackgroundRefresh(keeper: keeper, root: fake.root).run())") }
    }

    @Test func aRefreshEndsSuspended() async {
        let (fake, keeper) = awakened()
        await keeper.leave().value
        _ = refreshed(fake, keeper)
        await finish(fake)
        #expect(log.all.last == "whole true")
        #expect(fake.script.calls == ["life.suspend()", "life.resume()", "root.sync()", "life.suspend()"])
    }

    @Test func aRefreshOfAnAppThatNobodyOpenedEndsSuspendedToo() async {
        let (fake, keeper) = awakened(away: true)
        _ = refreshed(fake, keeper)
        await finish(fake)
        #expect(fake.script.calls == ["root.sync()", "life.suspend()"])
    }

    @Test func aRefreshSuspendsNothingUnderAPersonWhoCameBack() async {
        let (fake, keeper) = awakened()
        await keeper.leave().value
        _ = refreshed(fake, keeper)
        await fake.script.wasAsked("root.sync")
        await keeper.comeBack().value
        await finish(fake)
        #expect(fake.script.calls == ["life.suspend()", "life.resume()", "root.sync()"])
        await keeper.leave().value
        #expect(fake.script.calls.last == "life.suspend()")
    }

    @Test func aRefreshThatTheSystemCutsStillSuspends() async {
        let (fake, keeper) = awakened()
        await keeper.leave().value
        let work = refreshed(fake, keeper)
        await fake.script.wasAsked("root.sync")
        work.cancel()
        await work.value
        #expect(log.all.last == "whole false")
        #expect(fake.script.calls.last == "life.suspend()" && fake.script.count("life.suspend") == 2)
    }
}
