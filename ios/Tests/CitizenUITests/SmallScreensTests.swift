import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct SmallScreensTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()
    let screens = OpenScreens()

    @Test func theFirstStartChoosesLanguageThenProvince() async {
        fake.script.on("root.provinceChoices", give: [Sample.choice])
        fake.script.on("root.setPreferences")
        fake.script.on("root.chooseProvince", fail: .offline)
        var done: [Preferences] = []
        let model = WelcomeModel(fake.core, preferences: Sample.preferences) { preferences, _ in done.append(preferences) }
        model.begin()
        await model.settled()
        model.send(.language(.en))
        model.send(.textSize(.largest))
        model.send(.next)
        await model.settled()
        #expect(model.state.step == .province)
        model.send(.next)
        #expect(!model.state.busy)
        model.send(.choose(Sample.choice))
        model.send(.next)
        await model.settled()
        #expect(model.state.problem?.advice == .offline && done.isEmpty)
        fake.script.on("root.chooseProvince", give: Sample.province)
        model.send(.next)
        await model.settled()
        #expect(done == [Preferences(language: .en, textSize: .largest, address: .ban)])
    }

    @Test func aFirstStartThatWasLeftGoesOnWithWhatWasChosen() async throws {
        let kept = Preferences(language: .vi, textSize: .largest, address: .ba)
        fake.script.on("root.preferences", give: kept)
        fake.script.on("root.home", give: Sample.home(province: nil))
        let core = fake.core
        let app = AppModel(language: .en) { _ in core }
        app.begin()
        await app.settled()
        let model = WelcomeModel(core, preferences: app.state.preferences, chosen: app.prefer, done: app.welcomed)
        #expect(app.state.stage == .welcome && model.state.preferences == kept)
        // What is chosen now changes nothing else of it.
        model.send(.language(.en))
        #expect(app.state.preferences == Preferences(language: .en, textSize: .largest, address: .ba))
        let screen = try #require(try SourceTests.texts("Screens")["CitizenApp.swift"])
        #expect(screen.contains("WelcomeModel(core, preferences: app.state.preferences, "))
    }

    @Test func anAnswerToWhatIsNoLongerAskedIsLeftOut() async {
        let hit = SearchHit(kind: .procedure, code: "1.1", title: .sample("Khai sinh"), line: .sample("tên"), demo: true)
        fake.script.on("directory.search", give: SearchView(hits: [hit], nothing: nil))
        fake.script.hold("directory.search")
        let model = SearchModel(fake.core, ways: ways)
        model.send(.query("khai"))
        await fake.script.wasAsked("directory.search")
        model.send(.query(""))
        fake.script.release("directory.search")
        await model.settled()
        #expect(model.state.found == nil)
        model.send(.query("sinh"))
        await model.settled()
        #expect(model.state.found?.hits == [hit])
        model.send(.open(hit))
        #expect(ways.told == ["go procedure 1.1"])
    }

    @Test func aProcedureThatIsNotThereCanBeAskedForAgain() async {
        fake.script.on("directory.procedure", fail: .notFound)
        let model = ProcedureModel("1.1", fake.core)
        model.begin()
        await model.settled()
        #expect(model.state.problem?.advice == .notFound)
        let view = ProcedureView(
            code: "1.1", name: .sample("Khai sinh"), demo: true, facts: [], fees: [], papers: [], offices: [], note: nil)
        fake.script.on("directory.procedure", give: view)
        model.send(.again)
        await model.settled()
        #expect(model.state.view == view && model.state.problem == nil)
    }

    @Test func emergencyNumbersAreCalled() async {
        let row = EmergencyRow(number: "114", shown: .sample("114"), name: .sample("Cứu hỏa"))
        fake.script.on("directory.emergencyNumbers", give: [row])
        let model = EmergencyModel(fake.core, phone: phone.phone)
        model.begin()
        await model.settled()
        model.send(.call(row))
        #expect(model.state.rows == [row] && phone.called == ["114"])
    }

    @Test func whatWaitsIsRetriedDiscardedAndSeen() async {
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        fake.script.on("outbox.retry")
        fake.script.on("outbox.discard", give: Sample.row())
        fake.script.on("root.sync")
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(1)))
        let model = WaitingModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.page != nil }
        model.send(.retry("I1"))
        await fake.script.wasAsked("root.sync")
        while model.state.sending {
            fake.root.finish(.finished(view: Sample.sync(whole: false)))
            await Task.yield()
        }
        #expect(fake.script.calls.contains("outbox.retry(I1)"))
        #expect(model.state.came?.tone == .waiting && model.state.problem == nil)
        model.send(.retryAll)
        await until(model) { $0.came == nil }
        #expect(model.state.sending && !model.state.busy)
        while model.state.sending {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
        #expect(model.state.came == nil)
        model.send(.discard(Sample.row()))
        model.send(.keep)
        model.send(.discardYes)
        await model.settled()
        #expect(fake.script.count("outbox.discard") == 0)
        model.send(.discard(Sample.row()))
        model.send(.discardYes)
        await model.settled()
        #expect(fake.script.count("outbox.discard") == 1)
        model.close()
    }

    @Test func whatIsBeingSentIsShownAndCanBeStoppedAndLeavingDoesNotStopIt() async {
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        fake.script.on("outbox.retry")
        fake.script.on("root.sync")
        let model = WaitingModel(fake.core, ways: ways)
        model.send(.retryAll)
        // Once is enough.
        model.send(.retryAll)
        while model.state.progress == nil {
            fake.root.tell(Sample.progress(0, of: 250))
            await Task.yield()
        }
        #expect(model.state.sending && fake.script.count("outbox.retry") == 1)
        model.send(.stop)
        await until(model) { !$0.sending }
        #expect(model.state.progress == nil && model.state.problem == nil && model.state.page != nil)
        // Leaving the screen is not stopping: it looks at what waits once more, after its end.
        model.send(.retryAll)
        while fake.script.count("root.sync") < 2 { await Task.yield() }
        model.close()
        let looked = fake.script.count("outbox.page")
        while fake.script.count("outbox.page") == looked {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
        await model.settled()
    }

    @Test func whatMayWaitForASignInShowsTheWayToIt() async {
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(1)))
        fake.root.tell(.session, .session(view: Sample.session(.needsSignIn)))
        let model = WaitingModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.signInHelps }
        model.send(.signIn)
        #expect(ways.told == ["go account"])
        fake.root.tell(.session, .session(view: Sample.session(.signedIn)))
        await until(model) { !$0.signInHelps }
        // Where nothing waits nobody is told to sign in for it.
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        fake.root.tell(.session, .session(view: Sample.session(.signedOut)))
        await until(model) { $0.signInHelps }
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(0)))
        await until(model) { $0.page?.rows == [] }
        #expect(model.state.session == .signedOut && !model.state.signInHelps)
        // An attempt that ended with it says so all the same.
        fake.script.on("outbox.retry", fail: .signIn)
        model.send(.retryAll)
        await model.settled()
        #expect(model.state.signInHelps && !model.state.sending)
        model.close()
    }

    @Test func settingsAreKeptAndToldToTheApp() async {
        // Chosen once with an app that asked for it.
        fake.script.on("root.preferences", give: Preferences(language: .vi, textSize: .system, address: .ba))
        fake.script.on("root.home", give: Sample.home())
        fake.script.on("root.setPreferences")
        fake.script.on("profile.checks", give: [CheckRow(name: "store", ok: true, said: .sample("tốt"))])
        var told: [Preferences] = []
        let model = SettingsModel(fake.core) { told.append($0) }
        model.send(.language(.en))
        #expect(fake.script.calls.isEmpty)
        model.begin()
        await model.settled()
        model.send(.language(.en))
        await model.settled()
        model.send(.textSize(.large))
        await model.settled()
        model.send(.check)
        await model.settled()
        #expect(told.last == Preferences(language: .en, textSize: .large, address: .ba))
        #expect(model.state.province == Sample.province && model.state.checks?.count == 1)
    }

    private func settings() async -> SettingsModel {
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let good = CheckRow(name: "store", ok: true, said: .sample("đọc được"))
        fake.script.on("profile.checks", give: [good, CheckRow(name: "clock", ok: false, said: .sample("sai giờ"))])
        let model = SettingsModel(fake.core) { _ in }
        screens.aloud = { [phone] in phone.announce($0, in: $1) }
        screens.add(model)
        model.begin()
        await model.settled()
        return model
    }

    @Test func thatTheAppIsCheckedIsSaidAtItsButtonAndSoIsWhatItCameTo() async {
        let model = await settings()
        let (words, checking) = (Words(.vi), Words(.vi).doing(.checking))
        fake.script.hold("profile.checks")
        model.press(.check)
        await fake.script.wasAsked("profile.checks")
        #expect(model.doing == .checking && model.state.busy && phone.said == [checking])
        // One at a time.
        model.press(.check)
        fake.script.release("profile.checks")
        await model.settled()
        #expect(fake.script.count("profile.checks") == 1 && model.state.checks?.count == 2)
        #expect(model.doing == nil && !model.state.busy && phone.said == [checking, words.settings.checked(1, of: 2)])
        // What it came to before does not stand beside one that went wrong.
        fake.script.on("profile.checks", fail: .offline)
        model.press(.check)
        await model.settled()
        #expect(model.state.checks == nil && model.state.problem?.advice == .offline && !model.state.busy)
        fake.script.on("profile.checks", give: [CheckRow(name: "store", ok: true, said: .sample("đọc được"))])
        model.press(.check)
        await model.settled()
        #expect(model.state.problem == nil && phone.said.last == words.settings.checked(0, of: 1))
    }

    @Test func aCheckInTheLanguageBeforeComesToNothingAndAnotherToAnEnd() async {
        let model = await settings()
        fake.script.hold("profile.checks")
        model.press(.check)
        await fake.script.wasAsked("profile.checks")
        model.reworded()
        while fake.script.count("profile.checks") < 2 { await Task.yield() }
        fake.script.release("profile.checks")
        await model.settled()
        #expect(phone.said.filter { $0 == Words(.vi).settings.checked(1, of: 2) }.count == 1 && !model.state.busy)
        model.press(.check)
        await model.settled()
        #expect(fake.script.count("profile.checks") == 3)
    }

    @Test func whereTheVaultDoesNotAnswerTheAppCanBeCheckedAllTheSame() async {
        let model = await settings()
        fake.script.on("root.preferences", fail: .storage)
        let other = SettingsModel(fake.core) { _ in }
        other.begin()
        await other.settled()
        #expect(other.state.preferences == nil)
        other.press(.check)
        await other.settled()
        #expect(other.state.checks?.count == 2)
        model.close()
    }

    @Test func theAppOpensToHomeOrToWelcome() async {
        for (province, stage) in [(Sample.province, AppState.Stage.home), (nil, .welcome)] {
            fake.script.on("root.preferences", give: Sample.preferences)
            fake.script.on("root.home", give: Sample.home(province: province))
            let core = fake.core
            let app = AppModel(language: .vi) { _ in core }
            app.begin()
            await app.settled()
            #expect(app.state.stage == stage)
        }
    }

    @Test func aVaultThatDoesNotOpenIsSaidAndTriedAgain() async {
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let core = fake.core
        let log = Log()
        let app = AppModel(language: .vi) { _ in
            log.add("open")
            guard log.all.count > 1 else { throw Problem.sample(.storage) }
            return core
        }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed && app.state.problem?.advice == .storage)
        app.send(.again)
        await app.settled()
        #expect(app.state.stage == .home && app.state.problem == nil)
    }

    @Test func afterErasingTheAppOpensAnotherVault() async {
        let log = Log()
        let (first, second) = (fake, FakeCore())
        first.script.on("root.preferences", give: Sample.preferences)
        first.script.on("root.home", give: Sample.home())
        first.script.on("profile.erase")
        second.script.on("root.preferences", give: Sample.preferences)
        second.script.on("root.home", give: Sample.home(province: nil))
        let app = AppModel(language: .vi) { _ in
            log.add("open")
            return log.all.count == 1 ? first.core : second.core
        }
        app.begin()
        await app.settled()
        let navigator = Navigator()
        navigator.whenRestarted = { app.send(.again) }
        navigator.go(.account)
        let account = AccountModel(first.core, phone: phone.phone, ways: navigator)
        account.send(.ask(.erase))
        account.send(.yes)
        await account.settled()
        await app.settled()
        #expect(log.all.count == 2 && app.state.stage == .welcome && navigator.path.isEmpty)
        #expect(first.script.count("root.home") == 1 && second.script.count("root.home") == 1)
    }

    @Test func theWayOfANavigator() {
        let ways = Navigator()
        ways.go(.search)
        ways.go(.scan)
        ways.replace(.typeCode)
        #expect(ways.path == [.search, .typeCode])
        ways.back()
        ways.back()
        ways.back()
        #expect(ways.path.isEmpty)
    }
}
