import CitizenCore
import CitizenTestSupport
import Testing

@testable import CitizenUI

/// What the person is called in Vietnamese is theirs to say, and nothing calls them otherwise.
@MainActor struct AddressTests {
    let fake = FakeCore()

    /// Every label that speaks to the person by a word for them.
    private static func addressing(_ words: Words) -> [Said] {
        let (account, home, leave, rating, report) = (words.account, words.home, words.leave, words.rating, words.report)
        return [
            account.exportLine, account.exported("a"), account.eraseLine.said, home.needsMe, home.reports, home.canDo, leave.camera,
            leave.place, rating.sensitive, rating.yourWords, rating.thanks, report.text, report.name, report.draftKept, words.scan.noCamera,
            words.search.field, words.waiting.emptyLine, words.welcome.province,
        ]
    }

    /// Whether `word` is one of the words of `text`.
    private static func says(_ text: String, _ word: String) -> Bool {
        text.lowercased().split { !$0.isLetter }.contains { $0 == word }
    }

    /// How many labels of a file call the person something.
    static func addressing(in text: String) -> Int {
        text.components(separatedBy: "public ").filter { $0.contains("\\(say.you") }.count
    }

    /// Words for the person that stand in a text whatever they chose.
    static func unchosen(in text: String) -> [String] {
        text.replacing(#/\/\/.*/#, with: "").matches(of: #/[Bb]ạn/#).map { String($0.0) }
    }

    @Test func whoIsCalledSomethingElseIsNowhereCalledBan() throws {
        var texts = try SourceTests.texts()
        let table = texts.removeValue(forKey: "Addresses.swift")
        #expect(table.map(Self.unchosen(in:)) == ["bạn"])
        for (name, text) in texts { #expect(Self.unchosen(in: text) == [], "\(name)") }
        #expect(Self.unchosen(in: "say(\"Bạn có thể\", \"You can\") // bạn") == ["Bạn"])
        // The labels below are all of them.
        #expect(texts.values.map(Self.addressing(in:)).reduce(0, +) == Self.addressing(Words(.vi)).count)
    }

    @Test(arguments: [(Address.ban, "bạn"), (.ong, "ông"), (.ba, "bà"), (.anh, "anh"), (.chi, "chị")])
    func everyLabelCallsThePersonAsTheyChose(address: Address, word: String) {
        let preferences = Preferences(language: .vi, textSize: .system, address: address)
        for said in Self.addressing(Words(preferences)) {
            for text in [said.display, said.spoken] {
                #expect(Self.says(text, word), "\(text)")
                #expect(address == .ban || !Self.says(text, "bạn"), "\(text)")
            }
        }
        // English has one word for everybody.
        #expect(Self.addressing(Words(.en, address)) == Self.addressing(Words(.en)))
    }

    @Test func aSentenceBeginsWithACapital() {
        #expect(Words(.vi).home.canDo.display == "Bạn có thể" && Words(.vi, .ong).search.field.display == "Ông cần tìm gì?")
        #expect(Words(.vi, .ba).home.needsMe.display == "Cần bà làm")
        #expect(Address.offered.map { Words(.vi).settings.called($0).display } == ["Bạn", "Ông", "Bà", "Anh", "Chị"])
    }

    /// What stands before a vault that cannot be opened: nobody knows there what the person chose.
    @Test func whereNoChoiceCanBeKnownNobodyIsCalledAnything() {
        for address in Address.offered {
            let older = Words(.vi, address).older
            for said in [older.use, older.title.said, older.line.said, older.yes.said] {
                for word in Address.offered.map(\.within) { #expect(!Self.says(said.display, word), "\(said.display)") }
            }
        }
        #expect(Self.says("Chỉ dùng nếu chính bạn đặt lại", "bạn"))
    }

    /// Words that are asked for a language although what the person is called is known beside it.
    static func forgotten(in text: String) -> Int { text.matches(of: #/Words\([^()]*preferences\.language/#).count }

    @Test func whereItIsKnownWordsGoByIt() throws {
        for (name, text) in try SourceTests.texts() { #expect(Self.forgotten(in: text) == 0, "\(name)") }
        #expect(Self.forgotten(in: "var words: Words { Words(app.state.preferences.language) }") == 1)
    }

    private func kept(_ language: Language, _ address: Address) {
        fake.script.on("root.preferences", give: Preferences(language: language, textSize: .large, address: address))
        fake.script.on("root.home", give: Sample.home())
    }

    @Test(.timeLimit(.minutes(1))) func whatIsChosenIsKeptAndEveryScreenIsWordedAnew() async {
        kept(.vi, .ban)
        fake.script.on("root.setPreferences")
        fake.script.on("root.sync")
        let core = fake.core
        let app = AppModel(language: .vi) { _ in core }
        app.begin()
        await app.settled()
        let home = HomeModel(core, ways: FakeWays())
        app.screens.add(home)
        fake.root.tell(.home, .home(view: Sample.home()))
        home.begin()
        await until(home) { $0.view != nil }
        while home.state.updating {
            fake.root.finish(.finished(view: Sample.sync(whole: false)))
            await Task.yield()
        }
        #expect(home.state.notice != nil)
        let settings = SettingsModel(core, changed: app.prefer)
        app.screens.add(settings)
        settings.begin()
        await settings.settled()
        // What the core says is otherwise from now on, and tells nobody by itself.
        let other = Sample.home(waiting: 3)
        fake.root.pass(.home, .home(view: other))
        settings.press(.address(.ba))
        await settings.settled()
        let chosen = Preferences(language: .vi, textSize: .large, address: .ba)
        #expect(fake.script.calls.filter { $0.hasPrefix("root.setPreferences(") } == ["root.setPreferences(vi, ba)"])
        #expect(settings.state.preferences == chosen && app.state.preferences == chosen)
        #expect(app.screens.words().home.needsMe.display == "Cần bà làm" && home.state.notice == nil)
        await until(home) { $0.view == other }
        home.close()
    }

    @Test func anAppThatOpensCallsThePersonAsWasKept() async {
        kept(.vi, .chi)
        let core = fake.core
        let app = AppModel(language: .vi) { _ in core }
        #expect(app.screens.words().home.canDo.display == "Bạn có thể")
        app.begin()
        await app.settled()
        #expect(app.screens.words().home.canDo.display == "Chị có thể")
    }

    @Test func englishDoesNotAskForItAndLeavesItAsItWasKept() async throws {
        kept(.vi, .ong)
        fake.script.on("root.setPreferences")
        var told: [Preferences] = []
        let model = SettingsModel(fake.core) { told.append($0) }
        #expect(!model.state.asksAddress)
        model.begin()
        await model.settled()
        #expect(model.state.asksAddress)
        model.send(.language(.en))
        await model.settled()
        #expect(!model.state.asksAddress && told == [Preferences(language: .en, textSize: .large, address: .ong)])
        model.send(.language(.vi))
        await model.settled()
        #expect(model.state.asksAddress && model.state.preferences?.address == .ong)
        let screen = try #require(try SourceTests.texts("Screens")["SettingsScreen.swift"])
        #expect(screen.contains("if state.asksAddress {\n                Heading(words.settings.callMe)"))
    }
}
