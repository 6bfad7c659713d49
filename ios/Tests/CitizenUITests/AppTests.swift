import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
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

    @Test func comingBackToTheAppSendsWhatWaited() async {
        let app = await home()
        fake.script.on("root.sync")
        app.resumed(.sample(.unlock))
        #expect(fake.script.count("root.sync") == 0)
        app.resumed(nil)
        await fake.script.wasAsked("root.sync")
        #expect(app.state.problem == nil)
    }

    @Test func whatWaitsGoesWhenThereIsANetworkAgainAndOnlyThen() async {
        let app = await home()
        fake.script.on("root.sync")
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        await app.networkIsBack().value
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        app.networkIsBack()
        await fake.script.wasAsked("root.sync")
        #expect(fake.script.calls.suffix(3) == ["outbox.page(, true)", "outbox.page(, true)", "root.sync()"])
        await finished(app)
    }

    @Test(arguments: [true, false])
    func ofAVaultThatSleepsNothingIsAsked(left: Bool) async {
        let app = await home()
        fake.script.on("root.sync")
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        // Away, home is still what is shown.
        if left { await app.pause() } else { app.resumed(.sample(.unlock)) }
        #expect((app.state.stage == .home) == left)
        let asked = fake.script.calls
        app.syncSoon()
        await app.networkIsBack().value
        await finished(app)
        #expect(fake.script.calls == asked)
        // Coming back sends.
        app.resumed(nil)
        await finished(app)
        #expect(fake.script.calls == asked + ["root.sync()"])
    }

    @Test func comingBackAndANetworkTogetherArePaidForOnce() async {
        let app = await home()
        fake.script.on("root.sync")
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        app.resumed(nil)
        await fake.script.wasAsked("root.sync")
        await app.networkIsBack().value
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        await finished(app)
        #expect(fake.script.count("root.sync") == 1)
        // Where it left something behind, for the network came only on its way, there is one more.
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        app.resumed(nil)
        while fake.script.count("root.sync") < 2 { await Task.yield() }
        await app.networkIsBack().value
        await finished(app)
        #expect(fake.script.count("root.sync") == 3)
        // What came to wait while one runs may be too late for it, and so may who signed in.
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        app.syncSoon()
        while fake.script.count("root.sync") < 4 { await Task.yield() }
        app.syncSoon()
        await finished(app)
        #expect(fake.script.count("root.sync") == 5)
    }

    @Test(arguments: [true, false])
    func whoComesBackWhileOneIsCutShortGetsAnother(cancelled: Bool) async {
        let app = await home()
        fake.script.on("root.sync")
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        app.syncSoon()
        await fake.script.wasAsked("root.sync")
        await app.pause()
        app.resumed(nil)
        await finished(app, cancelled ? .cancelled : .finished(view: Sample.sync(whole: false)))
        #expect(fake.script.count("root.sync") == 2)
    }

    /// Every sync comes to its end, until none runs.
    private func finished(_ app: AppModel, _ end: WorkEvent = .finished(view: Sample.sync())) async {
        var over = false
        Task {
            await app.settled()
            over = true
        }
        while !over {
            fake.root.finish(end)
            await Task.yield()
        }
    }

    struct Odd: Error {}

    @Test(arguments: [
        (CocoaError(.fileWriteOutOfSpace) as any Error, Advice.freeSpace), (PortFailure.NoSpace, .freeSpace),
        (PortFailure.Refused, .unlock), (PortFailure.Unavailable, .storage), (CocoaError(.fileWriteUnknown), .storage), (Odd(), .bug),
    ])
    func aStartThatFailsIsSaidWhateverWentWrong(thrown: any Error, advice: Advice) async {
        let app = AppModel(language: .en) { _ in throw thrown }
        var aloud: [Said] = []
        app.screens.aloud = { said, _ in aloud.append(said) }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed && app.state.problem?.advice == advice)
        #expect(aloud == [app.state.problem?.said] && aloud.first?.display.isEmpty == false)
        // It is in the person's language.
        let vietnamese = AppModel(language: .vi) { _ in throw thrown }
        vietnamese.begin()
        await vietnamese.settled()
        #expect(vietnamese.state.problem?.said != app.state.problem?.said)
        // A vault that does not wake is no success either.
        let other = await home()
        other.resumed(failed: thrown)
        #expect(other.state.stage == .closed && other.state.problem?.advice == advice)
    }

    @Test func whoCancelledIsNotTold() async {
        let app = AppModel(language: .vi) { _ in throw CancellationError() }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed && app.state.problem == nil)
    }

    @Test func agesGoOnWithoutBeingTold() async {
        let app = await home()
        fake.script.on("root.sync", fail: .offline)
        func told(_ minutes: Int) -> Snapshot {
            .home(view: Sample.home(age: Age(said: .sample("\(minutes) phút trước"), atMs: 1, stale: false)))
        }
        fake.root.tell(.home, told(1))
        let model = HomeModel(fake.core, ways: FakeWays())
        app.screens.add(model)
        model.begin()
        await until(model) { $0.view?.age.said == .sample("1 phút trước") }
        var minutes = 1
        await app.keepFresh {
            minutes += 1
            if minutes == 3 { throw CancellationError() }
            fake.root.pass(.home, told(minutes))
        }
        await until(model) { $0.view?.age.said == .sample("2 phút trước") }
        #expect(fake.root.watching(.home) <= 2)
        // Behind another screen it is looked at once it is seen again.
        model.covered()
        app.screens.timePassed()
        fake.root.pass(.home, told(9))
        await Task.yield()
        #expect(model.state.view?.age.said == .sample("2 phút trước"))
        model.shown()
        await until(model) { $0.view?.age.said == .sample("9 phút trước") }
        // And at once when the app is on the screen again.
        fake.root.pass(.home, told(30))
        app.resumed(nil)
        await until(model) { $0.view?.age.said == .sample("30 phút trước") }
        model.close()
    }

    @Test func anotherLanguageLeavesNoSentenceInTheOldOne() async {
        let app = await home()
        fake.script.on("root.sync")
        fake.script.on("root.setPreferences")
        fake.script.on("profile.checks", give: [CheckRow(name: "store", ok: true, said: .sample("tốt"))])
        let model = HomeModel(fake.core, ways: FakeWays())
        app.screens.add(model)
        fake.root.tell(.home, .home(view: Sample.home()))
        model.begin()
        await until(model) { $0.view != nil }
        while model.state.updating {
            fake.root.finish(.finished(view: Sample.sync(whole: false)))
            await Task.yield()
        }
        #expect(model.state.notice != nil)
        fake.root.tell(.home, .unavailable(trouble: .sample(.unlock)))
        await until(model) { $0.problem != nil }
        model.covered()
        let settings = SettingsModel(fake.core, changed: app.prefer)
        app.screens.add(settings)
        settings.begin()
        await settings.settled()
        settings.send(.check)
        await settings.settled()
        fake.script.on("profile.checks", give: [CheckRow(name: "store", ok: true, said: .sample("good"))])
        let english = Sample.home(province: ProvinceView(id: "00", name: .sample("Sample"), demo: true, hotline: .sample("1"), version: 1))
        fake.script.on("root.home", give: english)
        fake.root.pass(.home, .home(view: english))
        let raised = model.raised
        settings.press(.language(.en))
        await settings.settled()
        #expect(settings.state.checks?.map(\.said) == [.sample("good")] && settings.state.province == english.province)
        #expect(model.state.notice == nil && model.state.problem == nil)
        await until(model) { $0.view == english }
        // Nothing of it came of a touch on home.
        fake.root.tell(.home, .unavailable(trouble: .sample(.unlock)))
        await until(model) { $0.problem != nil }
        model.shown()
        #expect(model.raised == raised)
        // Larger letters take nothing away.
        settings.press(.textSize(.large))
        await settings.settled()
        #expect(fake.script.count("profile.checks") == 2 && app.state.preferences.textSize == .large)
        model.close()
    }

    @Test func aReportThatWasBegunIsThereWhenItsScreenHasToBeMadeAnew() async {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.begin", give: Sample.report("R1"))
        fake.script.on("reports.view", give: Sample.report("R1", text: "Đèn hỏng"))
        let ways = Navigator()
        ways.go(.draft(nil))
        let first = DraftModel(nil, fake.core, phone: FakePhone().phone, ways: ways)
        first.begin()
        await first.settled()
        first.send(.choose(Sample.category))
        first.send(.next)
        await first.settled()
        // The vault could not be woken: the way stays, the screen goes.
        first.close()
        await first.settled()
        let again = DraftModel(nil, fake.core, phone: FakePhone().phone, ways: ways)
        again.begin()
        await again.settled()
        #expect(again.state.draft?.card.id == "R1" && again.state.text == "Đèn hỏng")
        again.send(.next)
        await again.settled()
        #expect(again.state.step == .place && fake.script.count("reports.begin") == 1)
        // Who goes back and begins another has a new one.
        ways.back()
        ways.go(.draft(nil))
        #expect(ways.draft == nil)
        ways.home()
        ways.begun("R2")
        ways.go(.draft(nil))
        #expect(ways.draft == nil)
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
