import CitizenTestSupport
import Testing

@testable import CitizenCore

struct ProblemTests {
    private struct Strange: Error {}

    private func problem(_ door: Door, _ error: any Error) -> Problem? {
        do {
            try door.asked { throw error }
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test func whatTheDoorItselfThrowsIsSaidByTheCoreInTheLanguageLastChosen() throws {
        let door = Door(.vi)
        let vi = try #require(problem(door, Strange()))
        door.speak(.en)
        let en = try #require(problem(door, Strange()))
        #expect(vi.said.display.contains("shell.door") && en.said.display.contains("shell.door"))
        #expect(vi.said != en.said && !vi.said.spoken.isEmpty && !en.said.spoken.isEmpty)
        #expect(vi.advice == .bug && vi.category == .bug && vi.code == "shell.door")
    }

    @Test func whatTheCoreSaysCanBeDoneIsTaken() {
        let cases: [(any Error, String)] = [
            (OpenError.Locked(trouble: .sample(.unlock)), "Locked"), (OpenError.UpdateNeeded(trouble: .sample(.unlock)), "UpdateNeeded"),
            (ProvinceError.UpdateNeeded(trouble: .sample(.unlock)), "UpdateNeeded"),
            (DossierError.UpdateNeeded(trouble: .sample(.unlock)), "UpdateNeeded"),
            (ScanError.Unreadable(trouble: .sample(.unlock)), "Unreadable"), (ReportError.NotNow(trouble: .sample(.unlock)), "NotNow"),
            (RatingError.UpdateNeeded(trouble: .sample(.unlock)), "UpdateNeeded"),
            (IdentityError.Again(trouble: .sample(.unlock)), "Again"),
            (OutboxError.NotPossible(trouble: .sample(.unlock)), "NotPossible"), (ProfileError.File(trouble: .sample(.unlock)), "File"),
        ]
        for (error, variant) in cases {
            // Whatever the variant is called: the advice is the core's.
            #expect(problem(Door(.vi), error) == Problem(variant, .sample(.unlock)))
        }
    }

    @Test func aProblemStaysItself() {
        #expect(problem(Door(.vi), Problem.sample(.signIn)) == Problem.sample(.signIn))
    }

    @Test func beingCancelledIsNoProblem() async {
        let door = Door(.vi)
        #expect(throws: CancellationError.self) { try door.asked { throw CancellationError() } }
        await #expect(throws: CancellationError.self) {
            try await door.asked { () async throws in throw CancellationError() }
        }
    }

    @Test func onlyAnOlderCopyCanBeAccepted() {
        #expect(Problem(OpenError.RolledBack(trouble: .sample(.untrusted, code: "store.rolled_back")), in: .vi).isRolledBack)
        #expect(!Problem(OpenError.Storage(trouble: .sample(.untrusted)), in: .vi).isRolledBack)
    }

    @Test func aSquareCodeIsDarkWhereItsBytesSay() {
        #expect(Sample.qr.dark == [QrView.Square(x: 0, y: 0), QrView.Square(x: 1, y: 1)])
        let cut = QrView(size: 3, modules: Sample.qr.modules, label: Sample.qr.label)
        #expect(cut.dark.isEmpty)
    }
}
