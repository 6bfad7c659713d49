import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

/// What the person waits for is said with its own verb, and they are not held longer than they like.
@MainActor struct WaitingTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()
    let screens: OpenScreens

    init() {
        screens = phone.screens()
    }

    @Test func whatIsWaitedForIsSaidAtOnceAndStandsAtItsButtonUntilItIsDone() async {
        fake.script.on("dossiers.follow", give: Sample.dossier("D9"))
        fake.script.hold("dossiers.follow")
        let model = TypeCodeModel(fake.core, unsent: UnsentAnswers(), ways: ways)
        screens.add(model)
        model.press(.follow)
        #expect(model.state.busy && model.doing == .following && phone.said == [Words(.vi).doing(.following)])
        fake.script.release("dossiers.follow")
        await model.settled()
        #expect(!model.state.busy && model.doing == nil && phone.said.count == 1)
    }

    @Test func ofSeveralThatWereReadTheOneThatIsFollowedIsKnown() async {
        fake.script.on("dossiers.follow", give: Sample.dossier("D9"))
        let (one, other) = (Sample.scan(follow: "one"), Sample.scan(follow: "other"))
        let model = ScannedModel([one, other], fake.core, ways: ways)
        model.press(.follow(other))
        #expect(model.state.followed == other && model.doing == .following)
        await model.settled()
    }

    @Test func everyDeedHasAVerbOfItsOwn() {
        for language in [Language.vi, .en] {
            let said = Deed.allCases.map { Words(language).doing($0).display } + [Words(language).loading.display]
            #expect(Set(said).count == said.count)
        }
    }

    /// Deeds that no model begins, or that stand at no button: then only the ears would know of them.
    static func homeless(_ deeds: [Deed], models: String, screens: String) -> [Deed] {
        deeds.filter { deed in
            let begun = ["write(.\(deed))", "wait(.\(deed))"].contains { models.contains($0) }
            let stands = screens.matches(of: #/(?:doing|deed): (?:[^,(){}]* )?\.(\w+)/#).contains { $0.1 == deed.rawValue }
            return !begun || !stands
        }
    }

    @Test func everyDeedStandsAtAButton() throws {
        let models = try SourceTests.texts("Models").values.joined()
        let screens = try SourceTests.texts("Screens").values.joined()
        #expect(Self.homeless(Deed.allCases, models: models, screens: screens) == [])
        #expect(Self.homeless([.rating], models: "write(.rating) {", screens: "MainButton(a, doing: .joining)") == [.rating])
        #expect(Self.homeless([.rating], models: "write {", screens: "MainButton(a, doing: .rating)") == [.rating])
    }

    /// What answers touches and goes on doing so while the person waits.
    static func unheld(in text: String) -> Int {
        let controls =
            text.ranges(of: "Button(action: ").count + text.ranges(of: "Toggle(isOn: ").count + (text.contains("TextField(") ? 1 : 0)
        return controls - text.ranges(of: ".disabled(held)").count
    }

    @Test func meanwhileNothingElseAnswersATouch() throws {
        for (name, text) in try SourceTests.texts("Parts") { #expect(Self.unheld(in: text) == 0, "\(name)") }
        #expect(Self.unheld(in: "Button(action: open) { Say(a) }.buttonStyle(.plain)") == 1)
        let page = try #require(try SourceTests.texts("Parts")["Page.swift"])
        #expect(page.contains(".environment(\\.held, busy)"))
        #expect(page.contains("QuietButton(words.waitNoLonger, action: stop).environment(\\.held, false)"))
    }

    // MARK: - The province, which a slow network may keep away for long

    private func welcome(_ done: @escaping @MainActor (ProvinceView) -> Void) async -> WelcomeModel {
        let other = ProvinceChoice(id: "01", name: .sample("Tỉnh Khác"), former: [], baseUrl: "http://127.0.0.1:8", demo: true)
        fake.script.on("root.provinceChoices", give: [Sample.choice, other])
        fake.script.on("root.setPreferences")
        fake.script.on("root.chooseProvince", give: Sample.province)
        fake.script.hold("root.chooseProvince")
        let model = WelcomeModel(fake.core, preferences: Sample.preferences) { _, province in done(province) }
        screens.add(model)
        model.begin()
        model.send(.next)
        await model.settled()
        model.send(.choose(Sample.choice))
        model.press(.next)
        await fake.script.wasAsked("root.chooseProvince")
        return model
    }

    @Test func whoWaitsNoLongerForAProvinceIsHeldNoLongerAndLedNowhere() async {
        var done = 0
        let model = await welcome { _ in done += 1 }
        #expect(model.state.busy && model.doing == .joining)
        model.press(.waitNoLonger)
        #expect(!model.state.busy && model.doing == nil)
        model.press(.back)
        #expect(model.state.step == .letters)
        fake.script.release("root.chooseProvince")
        await model.settled()
        #expect(done == 0 && model.state.problem == nil)
    }

    @Test func theSameAgainIsWaitedForAndNotAskedTwice() async {
        var done = 0
        let model = await welcome { _ in done += 1 }
        model.press(.waitNoLonger)
        model.press(.next)
        #expect(model.state.busy)
        fake.script.release("root.chooseProvince")
        await model.settled()
        #expect(done == 1 && fake.script.count("root.chooseProvince") == 1 && !model.state.busy)
    }

    @Test func anotherIsAskedForOnlyOnceTheOneGivenUpIsThrough() async {
        var done = 0
        let model = await welcome { _ in done += 1 }
        model.press(.waitNoLonger)
        model.press(.choose(model.state.choices[1]))
        model.press(.next)
        for _ in 0..<20 { await Task.yield() }
        #expect(fake.script.count("root.chooseProvince") == 1 && model.state.busy)
        fake.script.release("root.chooseProvince")
        await model.settled()
        #expect(fake.script.count("root.chooseProvince") == 2 && done == 1 && !model.state.busy)
    }

    @Test func thatOneGivenUpDoesNotComeIsSaidToNobody() async {
        let model = await welcome { _ in }
        fake.script.on("root.chooseProvince", fail: .offline)
        model.press(.waitNoLonger)
        fake.script.release("root.chooseProvince")
        await model.settled()
        #expect(model.state.problem == nil)
    }
}
