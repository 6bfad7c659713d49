import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct DossierTests {
    let fake = FakeCore()
    let ways = FakeWays()

    @Test func aDossierIsShownAndFollowedAsItChanges() async {
        fake.root.tell(.dossier(code: "D1"), .dossier(view: Sample.dossier()))
        let model = DossierModel("D1", fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view?.actions == [.unfollow] }
        fake.root.tell(.dossier(code: "D1"), .dossier(view: Sample.dossier(actions: [.rate])))
        await until(model) { $0.view?.actions == [.rate] }
        model.send(.rate)
        model.send(.showCode(true))
        #expect(ways.told == ["go rating D1"] && model.state.showsCode)
        model.close()
    }

    @Test func theButtonOfTheCodeSaysWhatItDoesAndThatItIsDone() {
        let phone = FakePhone()
        let screens = phone.screens()
        let model = DossierModel("D1", fake.core, ways: ways)
        screens.add(model)
        model.press(.showCode(true))
        model.press(.showCode(false))
        let words = Words(.vi).dossier
        #expect(phone.said == [words.qrShown, words.qrHidden] && words.showQr != words.hideQr)
    }

    @Test func unfollowingIsAskedAboutAndThenTheScreenGoes() async {
        fake.script.on("dossiers.unfollow")
        fake.root.tell(.dossier(code: "D1"), .dossier(view: Sample.dossier()))
        let model = DossierModel("D1", fake.core, ways: ways)
        model.begin()
        await until(model) { $0.view != nil }
        model.send(.unfollow)
        #expect(model.state.askingToUnfollow)
        model.send(.keep)
        #expect(!model.state.askingToUnfollow && fake.script.calls.isEmpty)
        model.send(.unfollowYes)
        await model.settled()
        #expect(fake.script.calls == ["dossiers.unfollow(D1)"])
        fake.root.tell(.dossier(code: "D1"), .gone)
        while ways.told.isEmpty { await Task.yield() }
        #expect(ways.told == ["gone dossier D1"])
        model.close()
    }
}
