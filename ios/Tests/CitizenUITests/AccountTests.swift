import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct AccountTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    private func model() -> AccountModel {
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row()], waiting: Sample.waiting(1)))
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: false))
        fake.script.on("identity.finishSignIn", give: Sample.session(.signedIn))
        fake.script.on("identity.cancelSignIn")
        fake.root.tell(.session, .session(view: Sample.session()))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(1)))
        return AccountModel(fake.core, phone: phone.phone, ways: ways)
    }

    @Test func signingInGoesThroughTheBrowser() async {
        phone.comesBack = "https://app.tinh.example/signed-in?code=1"
        let model = model()
        model.begin()
        await until(model) { $0.session != nil && $0.activity != nil }
        model.send(.signIn)
        await model.settled()
        #expect(phone.opened.map(\.absoluteString) == ["http://127.0.0.1:9/page"])
        #expect(model.state.session?.state == .signedIn && !model.state.waiting)
        // The person's dossiers come, and what waited for them goes.
        #expect(ways.told == ["sync"])
        #expect(fake.script.calls.contains("identity.beginSignIn(https://app.tinh.example/signed-in)"))
        #expect(model.state.activity?.count == 1)
        model.close()
    }

    @Test func whatWasSentIsNotSaidBeforeItIsKnown() async {
        let model = model()
        fake.script.on("outbox.page", fail: .storage)
        model.begin()
        #expect(model.state.activity == nil && model.state.problem == nil)
        await until(model) { $0.problem != nil }
        #expect(model.state.activity == nil && model.state.problem?.advice == .storage)
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(0)))
        await until(model) { $0.activity != nil }
        #expect(model.state.activity == [] && model.state.problem == nil)
        model.close()
    }

    @Test(.timeLimit(.minutes(1))) func whatWasSentIsAsItIsNowOnceSomethingWasSentAndAsTimePasses() async {
        let model = model()
        model.begin()
        await until(model) { $0.activity?.count == 1 }
        // A sign-in's sync sent what waited.
        fake.script.on("outbox.page", give: OutboxPage(rows: [Sample.row(), Sample.row("I2")], waiting: Sample.waiting(0)))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(0)))
        // The limit on this test ends these, and nothing else would.
        while model.state.activity?.count != 2, !Task.isCancelled { await Task.yield() }
        #expect(model.state.activity?.count == 2)
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        model.timePassed()
        while model.state.activity != [], !Task.isCancelled { await Task.yield() }
        #expect(model.state.activity == [])
        model.close()
    }

    @Test func closingTheBrowserStopsTheSignIn() async {
        let model = model()
        model.send(.signIn)
        await model.settled()
        #expect(fake.script.calls.last == "identity.cancelSignIn()")
        #expect(!model.state.waiting && model.state.problem == nil && ways.told.isEmpty)
    }

    @Test(arguments: [Said.sample("Đồng hồ nhanh 2 giờ"), nil])
    func aWrongClockIsSaidInsteadOfABrowserThatWouldRefuseThePage(clock: Said?) async {
        let screens = phone.screens()
        let model = model()
        screens.add(model)
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: true))
        fake.script.on("root.home", give: Sample.home(clock: clock))
        model.press(.signIn)
        await model.settled()
        #expect(phone.opened.isEmpty && fake.script.calls.last == "identity.cancelSignIn()")
        #expect(model.state.wrongClock && model.state.clock == clock && !model.state.waiting && !model.state.busy)
        #expect(phone.said == [clock ?? Words(.vi).account.wrongClock])
        // Set right, it opens.
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: false))
        model.press(.signIn)
        await model.settled()
        #expect(phone.opened.count == 1 && !model.state.wrongClock)
    }

    @Test func aWrongClockIsSaidAlsoWhereHomeCannotBeLookedAt() async {
        let model = model()
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: true))
        fake.script.on("root.home", fail: .storage)
        model.press(.signIn)
        await model.settled()
        #expect(model.state.wrongClock && model.state.clock == nil && model.state.problem == nil && !model.state.waiting)
        #expect(phone.opened.isEmpty && fake.script.calls.last == "identity.cancelSignIn()")
    }

    @Test func aBrowserThatDoesNotOpenIsSaidAndWaitedForNoLonger() async {
        phone.browserless = true
        let model = model()
        model.send(.signIn)
        await model.settled()
        #expect(fake.script.calls.last == "identity.cancelSignIn()")
        #expect(model.state.noBrowser && !model.state.waiting && !model.state.busy)
        phone.browserless = false
        phone.comesBack = "https://app.tinh.example/signed-in?code=1"
        model.send(.signIn)
        await model.settled()
        #expect(!model.state.noBrowser && model.state.session?.state == .signedIn)
    }

    @Test func aSignInThatIsNotToBeTrustedIsSaid() async {
        phone.comesBack = "https://app.tinh.example/signed-in?state=other"
        let model = model()
        fake.script.on("identity.finishSignIn", fail: .untrusted)
        model.send(.signIn)
        await model.settled()
        #expect(model.state.problem?.advice == .untrusted)
        // Nothing is left half begun, and that this does not go either is not what is said.
        #expect(fake.script.calls.last == "identity.cancelSignIn()" && !model.state.busy)
        fake.script.on("identity.cancelSignIn", fail: .storage)
        model.send(.signIn)
        await model.settled()
        #expect(model.state.problem?.advice == .untrusted && fake.script.count("identity.cancelSignIn") == 2)
    }

    /// The core has the browser's answer, and the next sync goes on with it: giving that up would ask the person once more.
    @Test func aSignInWhoseNetworkGoesHalfWayIsNotGivenUp() async {
        phone.comesBack = "https://app.tinh.example/signed-in?code=1"
        let model = model()
        fake.script.on("identity.finishSignIn", fail: .offline)
        model.send(.signIn)
        await model.settled()
        #expect(model.state.problem?.advice == .offline && !model.state.busy && !model.state.waiting)
        #expect(fake.script.count("identity.cancelSignIn") == 0)
    }

    @Test func aSignInThatFailsEndsNobodyElsesWaiting() async {
        let model = model()
        fake.script.on("identity.beginSignIn", fail: .offline)
        fake.script.hold("identity.beginSignIn")
        fake.script.on("profile.export", give: Said.sample("Đã ghi"))
        fake.script.hold("profile.export")
        model.press(.signIn)
        await fake.script.wasAsked("identity.beginSignIn")
        model.press(.export)
        await fake.script.wasAsked("profile.export")
        fake.script.release("identity.beginSignIn")
        await until(model) { !$0.waiting }
        await until(model) { $0.problem != nil }
        #expect(model.state.busy && model.doing == .exporting)
        fake.script.release("profile.export")
        await model.settled()
        #expect(!model.state.busy && model.doing == nil)
    }

    @Test func signingOutAndErasingAreAskedAbout() async {
        fake.script.on("identity.signOut", give: SignedOutView(said: .sample("Đã đăng xuất"), delivered: false))
        fake.script.on("profile.erase")
        let model = model()
        model.send(.yes)
        await model.settled()
        #expect(fake.script.calls.isEmpty)
        model.send(.ask(.signOut))
        model.send(.yes)
        await model.settled()
        #expect(model.state.signedOut == .sample("Đã đăng xuất"))
        // Until somebody signs in again.
        model.send(.signIn)
        #expect(model.state.signedOut == nil)
        await model.settled()
        model.send(.ask(.erase))
        model.send(.yes)
        await model.settled()
        #expect(fake.script.calls.first == "identity.signOut()" && fake.script.calls.last == "profile.erase()" && ways.told == ["restart"])
    }

    @Test func aCopyIsHandedOverAndItIsSaidWhereItIs() async {
        fake.script.on("profile.export", give: Said.sample("Đã ghi"))
        let screens = phone.screens()
        let model = model()
        screens.add(model)
        model.send(.export)
        await model.settled()
        #expect(model.state.written == .sample("Đã ghi") && fake.script.calls == ["profile.export(/copies/export.json)"])
        #expect(model.state.copy == "export.json" && phone.said.last == Words(.vi).account.exported("export.json"))
        // Who closes the sheet has no copy, and nothing is said of the last one.
        phone.keepsNoCopy = true
        model.send(.export)
        await model.settled()
        #expect(model.state.written == nil && model.state.copy == nil && model.state.problem == nil && !model.state.noCopy)
    }

    /// What of `outcomes` a screen shows elsewhere than between what goes on, `deed`, and the next button: who touched the one that began it
    /// looks there.
    static func outOfSight(_ outcomes: [String], of deed: String, in screen: String) -> [String] {
        guard let begin = screen.range(of: "Working(deed: .\(deed))") else { return outcomes }
        let below = screen[begin.upperBound...]
        let next = ["QuietButton(", "MainButton("].compactMap { below.range(of: $0)?.lowerBound }.min() ?? below.endIndex
        return outcomes.filter { outcome in
            !below[..<next].contains("= state.\(outcome) ") && !below[..<next].contains("if state.\(outcome) ")
                || screen.ranges(of: "state.\(outcome) ").count != 1
        }
    }

    @Test func whatCameOfATouchStandsAtItsButton() throws {
        let screen = try #require(try SourceTests.texts("Screens")["AccountScreens.swift"])
        #expect(Self.outOfSight(["written", "copy", "noCopy"], of: "exporting", in: screen) == [])
        #expect(Self.outOfSight(["signedOut"], of: "signingOut", in: screen) == [])
        let far = "if let copy = state.copy { Say(a) }; QuietButton(b); Working(deed: .exporting); QuietButton(c)"
        #expect(Self.outOfSight(["copy"], of: "exporting", in: far) == ["copy"])
    }

    @Test func aCopyThatCannotBeHandedOverIsSaid() async {
        fake.script.on("profile.export", give: Said.sample("Đã ghi"))
        phone.copyless = true
        let model = model()
        model.send(.export)
        await model.settled()
        #expect(model.state.noCopy && model.state.written == nil && !model.state.busy)
        fake.script.on("profile.export", fail: .storage)
        model.send(.export)
        await model.settled()
        #expect(model.state.problem?.advice == .storage && !model.state.noCopy && model.state.copy == nil)
    }
}
