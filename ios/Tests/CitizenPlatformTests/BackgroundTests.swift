import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

@MainActor struct BackgroundTests {
    let log = Log()

    @Test func whatWasTypedIsKeptAndThenTheVaultSuspendedInsideTheAssertion() async {
        let keeper = BackgroundKeeper(life: FakeLife(log), time: FakeTime(log)) { [log] in log.add("keep") }
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func timeIsGivenBackEvenWhenSuspendingFails() async {
        let keeper = BackgroundKeeper(life: FakeLife(log, fails: true), time: FakeTime(log)) { [log] in log.add("keep") }
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func comingBackAtOnceWaitsForTheLeaving() async {
        let keeper = BackgroundKeeper(life: FakeLife(log), time: FakeTime(log)) { [log] in log.add("keep") }
        keeper.leave()
        await keeper.comeBack().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7", "resume"])
    }

    @Test func leavingTwiceIsLeavingOnce() async {
        let keeper = BackgroundKeeper(life: FakeLife(log), time: FakeTime(log)) { [log] in log.add("keep") }
        keeper.leave()
        await keeper.leave().value
        #expect(log.all == ["begin", "keep", "suspend", "end 7"])
    }

    @Test func aRefreshEndsSuspended() async throws {
        let fake = FakeCore()
        for call in ["life.resume", "life.suspend", "root.sync"] { fake.script.on(call) }
        let work = Task { await BackgroundRefresh(life: fake.root, root: fake.root).run() }
        await fake.script.wasAsked("root.sync")
        // A sync is asked before it is there to be finished.
        while !work.isCancelled, fake.script.count("life.suspend") == 0 {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
        #expect(await work.value)
        #expect(fake.script.calls == ["life.resume()", "root.sync()", "life.suspend()"])
    }

    @Test func aRefreshThatTheSystemCutsStillSuspends() async throws {
        let fake = FakeCore()
        for call in ["life.resume", "life.suspend", "root.sync"] { fake.script.on(call) }
        let work = Task { await BackgroundRefresh(life: fake.root, root: fake.root).run() }
        await fake.script.wasAsked("root.sync")
        work.cancel()
        #expect(await !work.value)
        #expect(fake.script.calls.last == "life.suspend()")
    }
}
