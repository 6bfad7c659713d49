import CitizenCore
import CitizenUI
import Foundation
import SwiftUI
import Testing

@testable import CitizenPreviews

/// Every screen has previews, and they show what they say.
@MainActor struct PreviewTests {
    /// The screens that there are: `struct …Screen: View`, in whichever file.
    static func screens(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "struct"), words.indices.contains(at + 2), words[at + 2] == "View",
                words[at + 1].hasSuffix("Screen:")
            else { return nil }
            return String(words[at + 1].dropLast())
        }
    }

    static func screens() throws -> Set<String> {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let sources = tests.deletingLastPathComponent().appendingPathComponent("Sources/CitizenUI")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var found: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            found.formUnion(screens(in: try String(contentsOf: file, encoding: .utf8)))
        }
        return found
    }

    static func shown<Previews: ScreenPreviews>(_: Previews.Type) -> String { "\(Previews.Screen.self)" }

    @Test func everyScreenHasPreviews() throws {
        let screens = try Self.screens()
        #expect(screens.count > 15)
        let shown = Gallery.all.map { Self.shown($0) }
        #expect(Set(shown) == screens && shown.count == screens.count)
    }

    @Test func aScreenWithoutPreviewsIsFound() throws {
        let text = "    struct LostScreen: View {\n    struct Card: View {\n    public struct FoundScreen: View {\n// a LostScreen: View\n"
        #expect(Self.screens(in: text) == ["LostScreen", "FoundScreen"])
        #expect(try !Self.screens().contains("LostScreen"))
    }

    /// What is wrong with the examples of one screen, in words.
    static func faults<Previews: ScreenPreviews>(_: Previews.Type, _ tale: Tale) -> [String] {
        let examples = Previews.examples(tale)
        let moments = Set(examples.map(\.moment))
        var faults: [String] = []
        for moment in Moment.allCases where moments.contains(moment) == Previews.lacks.contains(moment) {
            faults.append("\(moment) is \(moments.contains(moment) ? "shown and said to be lacking" : "missing")")
        }
        for (number, example) in examples.enumerated() {
            let problem = example.state.problem
            let right =
                switch example.moment {
                case .usual: true
                case .empty, .loading, .long: problem == nil
                case .offline: problem?.advice == .offline
                case .error: problem != nil && problem?.advice != .offline
                }
            if !right { faults.append("\(example.name) shows something else") }
            if examples[..<number].contains(where: { $0.state == example.state || $0.name == example.name }) {
                faults.append("\(example.name) is shown twice")
            }
        }
        return faults
    }

    @Test(arguments: [Language.vi, .en]) func theyShowTheMomentsThatAScreenHas(language: Language) {
        for one in Gallery.all { #expect(Self.faults(one, Tale(language)) == [], "\(one)") }
    }

    private struct Wrong: ScreenPreviews {
        static let lacks: Set<Moment> = [.usual, .long, .loading]
        static func examples(_ tale: Tale) -> [Example<HomeState>] {
            [Example(.usual, HomeState()), Example(.empty, HomeState()), Example(.offline, HomeState(), note: "without a problem")]
        }
        static func screen(_ state: HomeState) -> Never { fatalError("it is not drawn") }
        static var previews: some View { gallery }
    }

    @Test func examplesThatShowSomethingElseAreFound() {
        let faults = Self.faults(Wrong.self, Tale(.vi))
        #expect(faults.contains("usual is shown and said to be lacking") && faults.contains("error is missing"))
        #expect(faults.contains("empty is shown twice") && faults.contains("offline, without a problem shows something else"))
    }

    @Test func theyAreLookedAtInBothLanguagesLightDarkAndWithTheLargestLetters() {
        #expect(Set(Look.all.map(\.language)) == [.vi, .en])
        #expect(Set(Look.all.map(\.scheme)) == [.light, .dark])
        for language in [Language.vi, .en] {
            let letters = Look.all.filter { $0.language == language }.map(\.letters)
            #expect(letters.contains(.accessibility5) && letters.contains(.large))
        }
        #expect(Set(HomePreviews.sheets.map(\.name)).count == HomePreviews.examples(Tale(.vi)).count * Look.all.count)
    }

    @Test func longNamesAreLonger() {
        let (usual, long) = (Tale(.vi), Tale(.vi).stretched)
        for (one, other) in [(usual.procedure, long.procedure), (usual.agency, long.agency)] {
            #expect(other.display.count > 100 && other.display.count > 3 * one.display.count)
        }
    }

    @Test func theWholeAppOverFakesOpensToHome() async {
        let app = AppPreviews.app(.en)
        app.begin()
        await app.settled()
        #expect(app.state.stage == .home && app.state.problem == nil && app.state.preferences.language == .en)
    }
}
