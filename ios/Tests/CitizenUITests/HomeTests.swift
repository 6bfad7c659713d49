import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct HomeTests {
    let fake = FakeCore()
    let ways = FakeWays()

    @Test func homeIsShownAndBroughtUpToDate() async {
        fake.script.on("root.sync")
        fake.root.tell(.home, .home(view: Sample.home()))
        let model = HomeModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil && $0.updating }
        await fake.script.wasAsked("root.sync")
        fake.root.tell(.home, .home(view: Sample.home(needsMe: [Sample.card(tone: .overdue)])))
        await until(model) { $0.view?.needsMe.count == 1 }
        model.close()
    }

    @Test func whatASyncCameToIsSaid() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        await finish(.finished(view: Sample.sync(whole: false)), until: { !model.state.updating })
        #expect(model.state.notice?.said == .sample("Đã lưu trên máy") && model.state.notice?.tone == .waiting)
        #expect(model.state.problem == nil)
        model.send(.update)
        await finish(.finished(view: Sample.sync()), until: { !model.state.updating })
        #expect(model.state.came?.whole == true && model.state.notice == nil)
    }

    @Test func aSyncThatFailsStaysAProblemUntilTheNext() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        await finish(.failed(trouble: .sample(.untrusted, code: "net.tls")), until: { !model.state.updating })
        #expect(model.state.problem?.code == "net.tls")
        #expect(model.state.problem?.advice == .untrusted && model.state.problem?.tone == .security)
        model.send(.update)
        #expect(model.state.problem == nil)
        model.close()
    }

    @Test func whatASyncCameToIsOverWithTheNextWhoeverHadItRun() async {
        fake.script.on("root.sync")
        fake.script.on("outbox.retry")
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        let (model, waiting, screens) = (HomeModel(fake.core, ways: ways), WaitingModel(fake.core, ways: ways), OpenScreens())
        screens.add(model)
        screens.add(waiting)
        model.send(.update)
        await finish(.failed(trouble: .sample(.untrusted, code: "net.tls")), until: { !model.state.updating })
        #expect(model.state.failed && waiting.state.problem == nil)
        waiting.send(.retryAll)
        while fake.script.count("root.sync") < 2 { await Task.yield() }
        await finish(.finished(view: Sample.sync(whole: false)), until: { !waiting.state.sending })
        #expect(model.state.problem == nil && model.state.notice != nil && waiting.state.came != nil)
        screens.synced(Sample.sync())
        #expect(!model.state.failed && waiting.state.came == nil)
        // Of anything else that went wrong it says nothing.
        fake.root.tell(.home, .unavailable(trouble: .sample(.unlock)))
        model.begin()
        await until(model) { $0.problem?.advice == .unlock }
        await finish(.finished(view: Sample.sync()), until: { !model.state.updating })
        screens.synced(Sample.sync())
        #expect(model.state.problem?.advice == .unlock)
        model.close()
    }

    @Test func whoSeesNoUpdateCanAskForOneAndForOneMoreAfterItFailed() async {
        fake.script.on("root.sync", fail: .offline)
        let model = HomeModel(fake.core, ways: ways)
        #expect(!model.state.failed)
        model.press(.update)
        await model.settled()
        #expect(model.state.failed)
        fake.script.on("root.sync")
        model.press(.update)
        while fake.script.count("root.sync") < 2 { await Task.yield() }
        await finish(.finished(view: Sample.sync(whole: false)), until: { !model.state.updating })
        #expect(model.state.failed)
        model.press(.update)
        await finish(.finished(view: Sample.sync()), until: { !model.state.updating })
        #expect(!model.state.failed)
    }

    @Test func whoseSignInEndedIsShownTheWayToIt() async {
        fake.script.on("root.sync")
        fake.root.tell(.home, .home(view: Sample.home(session: .needsSignIn)))
        let model = HomeModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil }
        #expect(model.state.signInHelps)
        fake.root.tell(.home, .home(view: Sample.home(session: .signedIn)))
        await until(model) { !$0.signInHelps }
        await finish(.failed(trouble: .sample(.signIn)), until: { !model.state.updating })
        #expect(model.state.signInHelps)
        model.close()
    }

    @Test func stoppingStops() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        await fake.script.wasAsked("root.sync")
        while model.state.updating {
            model.send(.stop)
            await Task.yield()
        }
        #expect(model.state.problem == nil)
    }

    @Test func howFarASyncIsIsShownUntilItIsOver() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        await fake.script.wasAsked("root.sync")
        for received in [0, 100] as [UInt32] {
            while model.state.progress != .sample("Đã nhận \(received) trên 250 thay đổi") {
                fake.root.tell(Sample.progress(received, of: 250))
                await Task.yield()
            }
        }
        #expect(model.state.updating && model.state.came == nil)
        await finish(.finished(view: Sample.sync()), until: { !model.state.updating })
        #expect(model.state.progress == nil && model.state.came?.whole == true)
    }

    @Test func whoPulledIsToldWhenTheSyncIsThroughAndNotBefore() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        let log = Log()
        // One that runs already is the one that is waited for.
        model.send(.update)
        model.send(.pulled { log.add("through") })
        await fake.script.wasAsked("root.sync")
        while model.state.progress == nil {
            fake.root.tell(Sample.progress(100, of: 250))
            await Task.yield()
        }
        #expect(log.all.isEmpty)
        await finish(.finished(view: Sample.sync()), until: { !log.all.isEmpty })
        #expect(!model.state.updating && fake.script.count("root.sync") == 1)
        // One that cannot begin is through at once.
        fake.script.on("root.sync", fail: .offline)
        model.send(.pulled { log.add("through") })
        while log.all.count < 2 { await Task.yield() }
        #expect(model.state.problem?.advice == .offline)
    }

    @Test func stoppingHalfWaySaysNothingOfHowFarItWas() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        await fake.script.wasAsked("root.sync")
        while model.state.progress == nil {
            fake.root.tell(Sample.progress(100, of: 250))
            await Task.yield()
        }
        model.send(.stop)
        await until(model) { !$0.updating }
        #expect(model.state.progress == nil && model.state.problem == nil && model.state.came == nil)
    }

    @Test func closingTheScreenEndsWhatItWatches() async {
        fake.script.on("root.sync")
        fake.root.tell(.home, .home(view: Sample.home()))
        let model = HomeModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil }
        #expect(fake.root.watching(.home) == 1)
        model.close()
        while fake.root.watching(.home) > 0 { await Task.yield() }
        let last = model.state
        fake.root.tell(.home, .home(view: Sample.home(waiting: 9)))
        #expect(model.state == last)
    }

    @Test func aScreenThatWasLeftIsLetGo() async {
        fake.script.on("root.sync", fail: .offline)
        fake.root.tell(.home, .home(view: Sample.home()))
        var model: HomeModel? = HomeModel(fake.core, ways: ways)
        weak var seen = model
        model?.begin()
        model?.timePassed()
        if let model { await until(model) { $0.view != nil } }
        model?.close()
        await model?.settled()
        model = nil
        for _ in 0..<1000 where seen != nil { await Task.yield() }
        #expect(seen == nil)
    }

    @Test func offlineHomeStillShowsWhatIsKept() async {
        fake.script.on("root.sync", fail: .offline)
        fake.root.tell(.home, .home(view: Sample.home(needsMe: [Sample.card()])))
        let model = HomeModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil && $0.problem?.advice == .offline }
        model.send(.open(.scan))
        #expect(ways.told == ["go scan"])
        model.close()
    }

    @Test func whatCannotBeLookedAtIsSaidUntilItCan() async {
        fake.script.on("root.sync")
        fake.root.tell(.home, .home(view: Sample.home()))
        let model = HomeModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil }
        fake.root.tell(.home, .unavailable(trouble: .sample(.unlock)))
        await until(model) { $0.problem?.advice == .unlock }
        // What was shown stays, and what else is tried does not hide why nothing new is shown.
        await finish(.cancelled, until: { !model.state.updating })
        model.send(.update)
        #expect(model.state.view == Sample.home() && model.state.problem?.advice == .unlock)
        fake.root.tell(.home, .home(view: Sample.home(waiting: 2)))
        await until(model) { $0.problem == nil }
        await until(model) { $0.view?.waiting.count == 2 }
        model.close()
    }

    @Test func homeThatNeverCameIsAskedForAgain() async {
        fake.script.on("root.sync")
        fake.root.tell(.home, .unavailable(trouble: .sample(.unlock)))
        let (model, screens) = (HomeModel(fake.core, ways: ways), OpenScreens())
        var aloud: [Said] = []
        screens.aloud = { said, _ in aloud.append(said) }
        screens.add(model)
        model.begin()
        await until(model) { $0.problem?.advice == .unlock }
        // While it still cannot be had, that is said again.
        model.press(.update)
        #expect(model.state.problem == nil)
        await until(model) { $0.problem?.advice == .unlock }
        #expect(model.state.view == nil && aloud.count == 2)
        // It is there again, and nobody told so.
        fake.root.pass(.home, .home(view: Sample.home()))
        model.press(.update)
        for _ in 0..<1000 where model.state.view == nil { await Task.yield() }
        #expect(model.state.view == Sample.home() && model.state.problem == nil)
        await finish(.cancelled, until: { !model.state.updating })
        #expect(fake.script.count("root.sync") == 1)
        model.close()
    }

    private func finish(_ event: WorkEvent, until done: () -> Bool) async {
        await fake.script.wasAsked("root.sync")
        while !done() {
            fake.root.finish(event)
            await Task.yield()
        }
    }
}
