import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// The photos of a report are seen, and held no longer than they are.
@MainActor struct PhotosTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()
    let bytes = PhotoBytes(sha256: "p1", data: Data([1, 2]))

    private func report() -> ReportModel {
        ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
    }

    @Test func whatIsOnTheScreenIsSeenAndLetGoWithIt() async {
        fake.script.on("reports.photo", give: bytes.data)
        let model = report()
        model.send(.photo(.on("p1")))
        // Twice is once.
        model.send(.photo(.on("p1")))
        await model.settled()
        #expect(model.state.pictures == ["p1": .bytes(bytes)] && fake.script.calls == ["reports.photo(R1, p1)"])
        guard case .bytes(let held) = model.state.pictures["p1"] else { return }
        #expect(held.data == Data([1, 2]))
        model.send(.photo(.off("p1")))
        #expect(model.state.pictures.isEmpty)
        // And on the screen again.
        model.send(.photo(.on("p1")))
        await model.settled()
        #expect(model.state.pictures.count == 1)
    }

    @Test func aPhotoThatComesLateIsNotHeld() async {
        fake.script.on("reports.photo", give: bytes.data)
        fake.script.hold("reports.photo")
        let model = report()
        model.send(.photo(.on("p1")))
        await fake.script.wasAsked("reports.photo")
        model.send(.photo(.off("p1")))
        fake.script.release("reports.photo")
        await model.settled()
        #expect(model.state.pictures.isEmpty)
    }

    @Test func whatCouldNotBeShownWhileTheVaultWasClosedIsAskedForAnew() async {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        fake.script.on("reports.photo", fail: .unlock)
        fake.script.on("reports.photo(R1, p2)", give: Data([3]))
        let (report, draft) = (report(), DraftModel("R1", fake.core, phone: phone.phone, ways: ways))
        draft.begin()
        await draft.settled()
        for photo in ["p1", "p2", "p3"] {
            report.send(.photo(.on(photo)))
            draft.send(.photo(.on(photo)))
        }
        await report.settled()
        await draft.settled()
        #expect(report.state.pictures["p1"] == .missing && draft.state.pictures["p1"] == .missing)
        // One is on the screen no more.
        report.send(.photo(.off("p3")))
        fake.script.on("reports.photo", give: bytes.data)
        report.resumed()
        draft.resumed()
        await report.settled()
        await draft.settled()
        #expect(report.state.pictures["p1"] == .bytes(bytes) && draft.state.pictures["p1"] == .bytes(bytes))
        #expect(report.state.pictures.count == 2 && draft.state.pictures.count == 3)
        // What is there already is not asked for again: 6 at first, then one and two.
        #expect(fake.script.count("reports.photo") == 9)
    }

    @Test func whatCannotBeShownIsSaidInItsPlaceAndTakesNoProblemAway() async {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        // Before there is a draft there is nothing to look at.
        model.send(.photo(.on("p1")))
        model.begin()
        await model.settled()
        fake.script.on("reports.send", fail: .storage)
        model.send(.send)
        await model.settled()
        fake.script.on("reports.photo(R1, p1)", fail: .storage)
        fake.script.on("reports.photo(R1, p2)", fail: .notFound)
        model.send(.photo(.on("p1")))
        model.send(.photo(.on("p2")))
        await model.settled()
        #expect(model.state.pictures == ["p1": .missing, "p2": .missing])
        #expect(model.state.problem?.advice == .storage)
    }

    @Test func eachIsNamedByItsNumberAndSoIsTheButtonThatRemovesIt() {
        #expect(Words(.vi).photo(2, of: 3) == Said(display: "Ảnh 2 trong 3", spoken: "Ảnh 2 trong 3"))
        #expect(Words(.vi).removePhoto(2).spoken == "Bỏ ảnh 2" && Words(.en).removePhoto(2).spoken == "Remove photo 2")
    }
}
