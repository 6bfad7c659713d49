import CitizenTestSupport
import Testing

@testable import CitizenCore

struct ProblemTests {
    private struct Strange: Error {}

    @Test func whatTheDoorItselfThrowsIsOursToMendAndCanBeSaid() {
        let problem = Problem(Strange())
        #expect(problem.advice == .bug)
        #expect(problem.category == .bug)
        #expect(!problem.said.display.isEmpty && !problem.said.spoken.isEmpty)
    }

    @Test func aProblemStaysItself() {
        #expect(Problem(Problem.sample(.signIn)) == Problem.sample(.signIn))
    }

    @Test func aSquareCodeIsDarkWhereItsBytesSay() {
        #expect(Sample.qr.dark == [QrView.Square(x: 0, y: 0), QrView.Square(x: 1, y: 1)])
        let cut = QrView(size: 3, modules: Sample.qr.modules, label: Sample.qr.label)
        #expect(cut.dark.isEmpty)
    }
}
