import Foundation
import Testing

/// What no compiler sees and nothing draws here: rules that the views' own text shows.
struct SourceTests {
    /// The text of every file of the views below `folder`, by its name.
    static func texts(_ folder: String = "") throws -> [String: String] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let sources = tests.deletingLastPathComponent().appendingPathComponent("Sources/CitizenUI/\(folder)")
        var found: [String: String] = [:]
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            found[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        return found
    }

    /// Labels of `.plain` buttons that have neither a ground nor a shape: a touch between their words goes through them.
    static func fullOfHoles(in text: String) -> [String] {
        text.components(separatedBy: ".buttonStyle(.plain)").dropLast().compactMap { before in
            guard let begin = before.range(of: "Button(action:", options: .backwards) else { return "no button before .plain" }
            let label = before[begin.lowerBound...]
            let whole = [".contentShape(", ".background(", "Card {"].contains { label.contains($0) }
            return whole ? nil : String(label.prefix(60))
        }
    }

    @Test func everyPlainButtonAnswersATouchAnywhereWithinItsEdge() throws {
        let texts = try Self.texts()
        #expect(texts.count > 40)
        for (name, text) in texts { #expect(Self.fullOfHoles(in: text) == [], "\(name)") }
        #expect(texts.values.contains { $0.contains(".buttonStyle(.plain)") })
        let hole = "Button(action: a) { Say(b).padding(12).overlay(Edge()) }.buttonStyle(.plain)"
        #expect(Self.fullOfHoles(in: "Button(action: a) { Card {} }.buttonStyle(.plain)\n\(hole)").count == 1)
    }

    /// Controls of which nothing says that they are 44 points high: a card is, by its padding and one line of its text.
    static func tooLow(in text: String) -> [String] {
        let plain = text.components(separatedBy: ".buttonStyle(.plain)").dropLast().compactMap { before in
            before.range(of: "Button(action:", options: .backwards).map { String(before[$0.lowerBound...]) }
        }
        let fields = text.components(separatedBy: "TextField(\"\", text: bound)").dropFirst().suffix(1).map { "TextField" + $0 }
        return (plain + fields).compactMap { control in
            let heights = control.matches(of: #/minHeight: (\d+)/#).compactMap { Int($0.1) }
            let high = control.contains("Card {") || (heights.first ?? 0) >= 44
            return high ? nil : String(control.prefix(40))
        }
    }

    @Test func everythingThatIsTouchedIs44PointsHigh() throws {
        let texts = try Self.texts("Parts")
        for (name, text) in texts { #expect(Self.tooLow(in: text) == [], "\(name)") }
        let low = "Button(action: a) { Say(b).frame(maxWidth: .infinity, minHeight: 40).background(c) }.buttonStyle(.plain)"
        #expect(Self.tooLow(in: low).count == 1)
        #expect(Self.tooLow(in: "Button(action: a) { Say(b) }.buttonStyle(.plain)").count == 1)
        #expect(Self.tooLow(in: "TextField(\"\", text: bound) }.padding(12)").count == 1)
        // The card's own padding, on which this counts.
        let page = try #require(texts["Page.swift"])
        #expect(page.contains("VStack(alignment: .leading, spacing: 8) { content() }\n                .padding(16)"))
    }

    /// Whether a field can be typed in after a touch into its padding.
    static func canBeTouched(_ field: String) -> Bool {
        [".focused(", ".contentShape(", ".onTapGesture {"].allSatisfy { field.contains($0) }
    }

    @Test func aTouchIntoTheEdgeOfAFieldBeginsTheTyping() throws {
        let views = try Self.texts().values.flatMap { $0.components(separatedBy: "struct ") }.filter { $0.contains("TextField(") }
        #expect(views.count == 1)
        for view in views { #expect(Self.canBeTouched(view)) }
        #expect(!Self.canBeTouched("TextField(\"\", text: bound).padding(12).overlay(Edge())"))
    }

    /// Where something is chosen beside the rest of its list, as one more of them.
    static func looksLikeOneOfSeveral(_ screen: String) -> Bool { screen.contains("Choice(words.report.anonymous") }

    @Test func leavingTheNameOutIsABoxOfItsOwn() throws {
        let draft = try #require(try Self.texts("Screens")["DraftScreen.swift"])
        #expect(!Self.looksLikeOneOfSeveral(draft) && draft.contains("Heading(words.report.name)\n            Tick(words.report.anonymous"))
        let buttons = try #require(try Self.texts()["Buttons.swift"])
        // A box for the eyes, a switch for the ears.
        #expect(buttons.contains("mark: on ? \"checkmark.square.fill\" : \"square\"") && buttons.contains("Toggle(isOn: "))
    }

    /// Letters under 16 points, and gaps between lines that do not grow with the letters.
    static func tooSmall(in text: String) -> [String] {
        [#/\.(?:footnote|caption2?|subheadline)\b/#, #/\.system\(size:/#, #/lineSpacing\(\d/#].flatMap { rule in
            text.matches(of: rule).map { String(text[$0.range]) }
        }
    }

    @Test func noLettersAreSmallerThanCalloutAndTheirLinesGrowWithThem() throws {
        for (name, text) in try Self.texts() { #expect(Self.tooSmall(in: text) == [], "\(name)") }
        #expect(Self.tooSmall(in: "Say(a, .footnote).lineSpacing(4)") == [".footnote", "lineSpacing(4"])
    }

    /// Texts drawn past `Say`, which gives them room between their lines and never cuts them off.
    static func pastSay(in text: String) -> Int { text.matches(of: #/\bText\(/#).count }

    @Test func everythingToReadIsDrawnBySay() throws {
        // The system's own question, the bar's title that shows nothing, and what is for the ears alone.
        let known = ["Say.swift": 1, "Buttons.swift": 1, "Page.swift": 1, "Speech.swift": 1]
        for (name, text) in try Self.texts() { #expect(Self.pastSay(in: text) == known[name] ?? 0, "\(name)") }
        #expect(Self.pastSay(in: "Text(verbatim: a); Say(b); ownText(c)") == 1)
    }

    /// What a model can be asked for, by name.
    static func events(in model: String) -> [String] {
        model.matches(of: #/enum \w+Event: Sendable \{([^}]*)\}/#).flatMap { found in
            let bare = found.1.replacing(#/\/\/.*/#, with: "").replacing(#/\((?:[^()]|\([^()]*\))*\)/#, with: "")
            return bare.replacing("case ", with: ",").split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        }.filter { !$0.isEmpty }
    }

    /// Those of `events` that no screen asks for.
    static func outOfReach(_ events: [String], in screens: String) -> [String] {
        events.filter { event in !screens.contains("(.\(event))") && !screens.contains("(.\(event)(") && !screens.contains("(.\(event) ") }
    }

    @Test func everythingThatAModelCanDoIsInReachOfAPerson() throws {
        let screens = try Self.texts("Screens").values.joined()
        let models = try Self.texts("Models")
        #expect(Self.events(in: try #require(models["HomeModel.swift"])) == ["update", "pulled", "stop", "open"])
        for (name, model) in models { #expect(Self.outOfReach(Self.events(in: model), in: screens) == [], "\(name)") }
        #expect(Self.outOfReach(["update", "stop"], in: "UnderWay { send(.stop) }.refreshable { send(.updated) }") == ["update"])
    }

    /// Screens that keep their problem from the top of the page and show it nowhere else.
    static func losesItsProblem(_ screen: String) -> Bool { !screen.contains("problem: state.") }

    @Test func whatWentWrongStandsSomewhereAndIsGoneTo() throws {
        let texts = try Self.texts()
        let placed = try Self.texts("Screens").values.flatMap { $0.components(separatedBy: "struct ") }.filter { $0.contains(", placed: ") }
        #expect(placed.count > 2)
        for view in placed {
            #expect(!Self.losesItsProblem(view))
            // What is not made cannot be gone to; only where the field is right above its button, both are on the screen.
            #expect(view.contains("lazy: ") || view.contains("placed: reopening"))
        }
        #expect(Self.losesItsProblem("Lost: View { Page(title, state, placed: true) { Field(label: a) } }"))
        // What a touch came to is told apart from what came by itself only where touches are told as such.
        let screen = try #require(texts["Surroundings.swift"])
        #expect(screen.contains("kept.model.press(") && !screen.contains("kept.model.send("))
        #expect(screen.contains(".environment(\\.raised, kept.model.raised)"))
        let page = try #require(texts["Page.swift"])
        #expect(page.contains("scrollTo(ProblemNotice.spot") && page.contains(".accessibilityFocused($here)"))
        #expect(texts.values.filter { $0.contains("ProblemNotice(problem: problem)") }.count == 2)
    }

    /// One page for several contents, which stays where the last content was scrolled to.
    static func beginsHalfWay(_ screen: String) -> Bool {
        guard let page = screen.range(of: "Page("), let steps = screen.range(of: "switch state.step") else { return false }
        // Before it: a page for each.
        return page.lowerBound < steps.lowerBound && !screen.contains("part: state.step")
    }

    @Test func everyStepBeginsAtTheTop() throws {
        let screens = try Self.texts("Screens").values
        #expect(screens.filter { $0.contains("part: state.step") }.count == 2)
        for screen in screens { #expect(!Self.beginsHalfWay(screen)) }
        #expect(Self.beginsHalfWay("Page(title, state) { switch state.step { case .first: Say(a) } }"))
        let page = try #require(try Self.texts()["Page.swift"])
        #expect(page.contains(".onChange(of: part)") && page.contains(".accessibilityFocused($atTop)"))
    }

    /// A page that names itself in the bar shows its title there too, unless something else stands in its place.
    static func isTitledTwice(_ page: String) -> Bool { page.contains(".navigationTitle(") && !page.contains("placement: .principal") }

    @Test func aScreensTitleIsThereOnce() throws {
        for (name, text) in try Self.texts() { #expect(!Self.isTitledTwice(text), "\(name)") }
        #expect(Self.isTitledTwice("Say(title, .title2); x.navigationTitle(title.display)"))
    }
}
