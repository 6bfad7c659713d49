import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct AppTests {
    let fake = FakeCore()

    private func home() async -> AppModel {
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let core = fake.core
        let app = AppModel(language: .vi) { _ in core }
        app.begin()
        await app.settled()
        return app
    }

    @Test func anOlderCopyIsUsedOnlyByWhoMeansTo() async {
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let (core, log) = (fake.core, Log())
        let app = AppModel(language: .vi) { accepted in
            log.add("\(accepted)")
            guard accepted else { throw Problem.sample(.refused, code: "store.rolled_back") }
            return core
        }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed && app.state.problem?.isRolledBack == true)
        app.send(.useOlderYes)
        app.send(.useOlder)
        #expect(app.state.askingToUseOlder)
        app.send(.keep)
        await app.settled()
        #expect(log.all == ["false"] && !app.state.askingToUseOlder)
        app.send(.useOlder)
        app.send(.useOlderYes)
        await app.settled()
        #expect(log.all == ["false", "true"] && app.state.stage == .home)
        // It is named for what it gives up, in both languages.
        for language in [Language.vi, .en] {
            let words = Words(language)
            #expect(words.older.use != words.next && words.older.line.text.contains(language == .vi ? "chưa gửi" : "not sent"))
        }
    }

    @Test func whatWaitsIsSentWhenAScreenSaysSo() async {
        let app = await home()
        fake.script.on("root.sync", fail: .offline)
        let ways = Navigator()
        ways.whenSomethingWaits = app.syncSoon
        ways.syncSoon()
        await fake.script.wasAsked("root.sync")
        #expect(app.state.problem == nil && app.state.stage == .home)
    }

    @Test func whatIsGoneTakesOnlyItsOwnPlace() {
        let ways = Navigator()
        ways.path = [.report("R1"), .draft("R1")]
        ways.gone(.dossier("D1"))
        #expect(ways.path.count == 2)
        ways.gone(.report("R1"))
        #expect(ways.path == [.draft("R1")])
    }

    @Test func aReportThatIsGoneLeavesTheWay() async {
        let ways = FakeWays()
        fake.root.tell(.report(id: "R1"), .gone)
        let model = ReportModel("R1", fake.core, phone: FakePhone().phone, unsent: UnsentAnswers(), ways: ways)
        model.begin()
        while ways.told.isEmpty { await Task.yield() }
        #expect(ways.told == ["gone report R1"])
        model.close()
    }

    @Test func aVaultThatCannotBeResumedIsSaidUntilItCan() async {
        let app = await home()
        var tried = 0
        app.resume = { tried += 1 }
        app.resumed(.sample(.unlock))
        #expect(app.state.stage == .closed && app.state.problem?.advice == .unlock)
        app.send(.again)
        app.resumed(.sample(.unlock))
        #expect(tried == 1 && app.state.stage == .closed)
        app.resumed(nil)
        // As it was, and nothing was opened anew.
        #expect(app.state.stage == .home && app.state.problem == nil && app.core != nil)
        #expect(fake.script.count("root.home") == 1)
    }

    @Test func anotherSceneOpensNothingAnew() async {
        let app = await home()
        app.begin()
        await app.settled()
        #expect(app.state.stage == .home && fake.script.count("root.home") == 1)
    }

    @Test func whatWasLeftBeforeThereWasAnythingToShowIsTriedAgainOnComingBack() async {
        fake.script.on("root.preferences", fail: .storage)
        let core = fake.core
        let app = AppModel(language: .vi) { _ in core }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed)
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        app.resumed(nil)
        await app.settled()
        #expect(app.state.stage == .home && app.state.problem == nil)
    }

    @Test func whatWasErasedIsForgottenBeforeAnotherIsOpened() async {
        let (core, log) = (fake.core, Log())
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let app = AppModel(language: .vi) { _ in
            log.add("open")
            return core
        }
        app.forget = { log.add("forget") }
        app.begin()
        await app.settled()
        app.restart()
        await app.settled()
        #expect(log.all == ["open", "forget", "open"] && app.state.stage == .home)
    }

    @Test func aWriteThatOutlivesItsSceneStillHasSomewhereToLead() async {
        fake.script.on("reports.send", give: Sample.report(draft: false))
        fake.script.hold("reports.send")
        var ways: FakeWays? = FakeWays()
        weak var seen = ways
        let model = ReportModel("R1", fake.core, phone: FakePhone().phone, unsent: UnsentAnswers(), ways: ways!)
        model.send(.send)
        await fake.script.wasAsked("reports.send")
        ways = nil
        fake.script.release("reports.send")
        await model.settled()
        #expect(seen?.told.isEmpty == false)
    }
}
