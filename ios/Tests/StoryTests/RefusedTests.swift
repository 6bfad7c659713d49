import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// What the province refuses, over the real core and a real province that does not take it.
@MainActor struct RefusedTests {
    private static let reason = "Tỉnh không nhận việc này."

    /// A report with a photo that the province was given and did not take.
    private func refused(_ me: RealPhone) async throws -> ReportId {
        let draft = try await me.draft()
        let photo = try me.ask("photo", ["seed": .number(5)])
        me.phone.photo = PhotoFile(path: try #require(photo["path"]?.string))
        draft.send(.choosePhoto)
        await draft.settled()
        draft.send(.next)
        draft.send(.text("Cống nghẹt"))
        draft.send(.see(.handler))
        draft.send(.next)
        await draft.settled()
        draft.send(.send)
        await draft.settled()
        let body = Json.object(["error": .object(["code": .string("not_here"), "message": .string(Self.reason)])])
        try me.ask("answers", ["status": .number(422), "body": body])
        let home = HomeModel(me.core, ways: me.ways)
        home.send(.update)
        await until(home) { !$0.updating }
        try me.ask("up")
        return try #require(draft.state.draft).card.id
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aRefusedReportIsMendedAndSentAgain() async throws {
        let me = try await RealPhone("refused")
        let account = try await me.signIn()
        account.close()
        let id = try await refused(me)
        // It is said what the province said of it, and what can be done, also on the first screen.
        let report = await me.see(report: id)
        #expect(report.state.view?.card.state.display == "Tỉnh không nhận")
        #expect(report.state.view?.card.todo?.display == Self.reason && report.state.view?.actions.contains(.mend) == true)
        let home = HomeModel(me.core, ways: me.ways)
        home.begin()
        await until(home) { !$0.updating }
        #expect(home.state.view?.reports.map(\.id) == [id] && home.state.view?.reports.first?.todo?.display == Self.reason)
        #expect(try me.ask("reports")["count"] == .number(0))

        // Mended without a network: everything that was in it is there, and what is changed is kept.
        try me.ask("down")
        report.press(.mend)
        await report.settled()
        let new = try #require(me.ways.told.last).replacingOccurrences(of: "go draft ", with: "")
        #expect(report.state.problem == nil && new != id)
        let first = DraftModel(new, me.core, phone: me.phone.phone, ways: me.ways)
        first.begin()
        await first.settled()
        #expect(first.state.text == "Cống nghẹt" && first.state.visibility == .handler && first.state.draft?.photos.count == 1)
        #expect(first.state.category != nil && first.state.problem == nil)
        first.send(.text("Cống nghẹt trước số 12"))
        await first.kept()
        first.close()
        // Begun once it is the same one again.
        report.press(.mend)
        await report.settled()
        #expect(me.ways.told.filter { $0 == "go draft \(new)" }.count == 2)
        let mended = DraftModel(new, me.core, phone: me.phone.phone, ways: me.ways)
        mended.begin()
        await mended.settled()
        #expect(mended.state.text == "Cống nghẹt trước số 12" && mended.state.draft?.photos.count == 1)
        while mended.state.step != .review {
            mended.send(.next)
            await mended.settled()
        }
        mended.send(.send)
        await mended.settled()
        #expect(mended.state.problem == nil && me.ways.told.suffix(3) == ["home", "go report \(new)", "sync"])

        // With a network it goes, with a receipt, once; the one that was refused can be mended no more.
        try me.ask("up")
        try await me.update()
        let sent = await me.see(report: new)
        await until(sent) { $0.view?.receipt?.verified == true }
        #expect(sent.state.view?.card.text == "Cống nghẹt trước số 12" && sent.state.view?.photos.count == 1)
        #expect(try me.ask("reports")["count"] == .number(1))
        await until(report) { $0.view?.actions.contains(.mend) != true }
        await until(home) { $0.view?.reports.map(\.id) == [new, id] }
        for model in [report, sent] { model.close() }
        home.close()
        try await me.vault.opened.shutdown()
    }
}
