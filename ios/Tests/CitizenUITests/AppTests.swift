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
}
