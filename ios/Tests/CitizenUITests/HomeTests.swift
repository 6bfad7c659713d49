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
        #expect(model.state.came?.whole == false)
        #expect(model.state.problem == nil)
    }

    @Test func aSyncThatFailsStaysAProblemUntilTheNext() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        model.send(.update)
        let trouble = Trouble(code: "net.tls", said: .sample("Không an toàn"), category: .security, draft: nil)
        await finish(.failed(trouble: trouble), until: { !model.state.updating })
        #expect(model.state.problem?.code == "net.tls")
        model.send(.update)
        #expect(model.state.problem == nil)
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

    private func finish(_ event: WorkEvent, until done: () -> Bool) async {
        await fake.script.wasAsked("root.sync")
        while !done() {
            fake.root.finish(event)
            await Task.yield()
        }
    }
}
