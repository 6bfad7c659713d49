import CitizenCore
import CitizenTestSupport
import SwiftUI
import Testing

@testable import CitizenUI

/// What is said has its language with it: the phone's own may be another.
@MainActor struct SpeechTests {
    @Test func everyTextForTheEarsHasItsLanguage() {
        let said = Said(display: "3 ngày", spoken: "ba ngày")
        let vi = speech(said, in: .vi)
        #expect(vi.languageIdentifier == "vi-VN" && String(vi.characters) == "ba ngày")
        #expect(speech(said, in: .en).languageIdentifier == "en")
    }

    /// Labels for the ears that do not say in which language they are.
    static func nameless(in text: String) -> Int {
        text.matches(of: #/\.accessibilityLabel\((?!Text\(speech\()/#).count
    }

    @Test func noLabelIsReadWithWhateverVoiceThereIs() throws {
        let texts = try SourceTests.texts()
        for (name, text) in texts { #expect(Self.nameless(in: text) == 0, "\(name)") }
        #expect(texts.values.filter { $0.contains(".spoken(") }.count > 3)
        #expect(Self.nameless(in: "Say(a).accessibilityLabel(label.spoken)") == 1)
        let app = try #require(texts["CitizenApp.swift"])
        #expect(app.contains(".environment(\\.locale, Locale(identifier: words.language.code))"))
        #expect(app.contains("phone.desk.announce($0, in: "))
    }

    @Test func theAppSpeaksAsChosenBeforeThatIsKept() {
        let fake = FakeCore()
        var chosen: [Language] = []
        let model = WelcomeModel(fake.core, preferences: Sample.preferences, chosen: { chosen.append($0.language) }, done: { _, _ in })
        model.send(.language(.en))
        model.send(.textSize(.largest))
        #expect(chosen == [.en, .en])
    }
}
