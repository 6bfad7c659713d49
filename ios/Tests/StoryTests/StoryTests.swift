import CitizenTestSupport
import Foundation
import Testing

@testable import CitizenCore

/// The long story of the conformance crate, told to the real core against a real province.
@MainActor struct StoryTests {
    nonisolated static let world = ProcessInfo.processInfo.environment["CITIZEN_WORLD"].map { !$0.isEmpty } ?? false

    @Test(.enabled(if: world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func theStoryEndsAsInEveryLanguage() async throws {
        let steps = try #require(try story())
        #expect(steps.last?.call == "story.told")
        let teller = Teller(try #require(try World.open()))
        var book = Book()
        for (number, step) in steps.enumerated() {
            guard case .object(let with) = book.filled(.object(step.with ?? [:])) else { continue }
            let place: Comment = "step \(number), \(step.call)"
            do {
                let value = try await teller.tell(step.call, with) { book.differences(step, $0).isEmpty }
                #expect(step.fails == nil, place)
                book.keep(step, value)
                #expect(book.differences(step, value) == [], place)
            } catch let problem as Problem {
                #expect(Step.Failure(variant: problem.variant ?? "", code: problem.code) == step.fails, place)
            }
        }
    }

    @Test func theTellerSeesWhatIsWrong() throws {
        let step = try JSONDecoder().decode(
            Step.self, from: Data(#"{"call": "a.b", "gives": {"rows.length": 2, "tone": "due_soon", "gone": null, "any": "*"}}"#.utf8))
        let right = Json.object(["rows": .list([.null, .null]), "tone": .string("dueSoon"), "any": .number(0)])
        #expect(Book().differences(step, right) == [])
        let wrong = Json.object(["rows": .list([]), "tone": .string("overdue"), "gone": .bool(false)])
        #expect(Book().differences(step, wrong).count == 4)
    }
}
