import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// What a person takes back, opens again or sends alone, over the real core and a real province.
@MainActor struct DecisionsTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aReportIsOpenedAgainAndAnotherTakenBack() async throws {
        let me = try await RealPhone("decided")
        let account = try await me.signIn()
        account.close()
        let (first, second) = (try await me.report("Ổ gà"), try await me.report("Rác"))
        try await me.update()
        for status in ["da_phan_cong", "da_xu_ly"] {
            try me.ask("report_update", ["id": .string(first), "status": .string(status)])
        }
        try await me.update()
        let again = await me.see(report: first)
        await until(again) { $0.view?.actions.contains(.reopen) == true }
        again.send(.ask(.reopen))
        again.send(.why("  "))
        again.send(.yes)
        await again.settled()
        // Without a reason it is not possible, and what was written stays.
        #expect(again.state.problem?.advice == .refused && again.state.asking == .reopen)
        again.send(.why("Vẫn còn một hố"))
        again.send(.yes)
        await again.settled()
        await until(again) { $0.view?.pending != nil }
        #expect(again.state.problem == nil && again.state.asking == nil && again.state.why.isEmpty)
        try await me.update()
        await until(again) { $0.view?.pending == nil }
        #expect(again.state.view?.card.finished == false && again.state.view?.actions.contains(.reopen) == false)

        let back = await me.see(report: second)
        #expect(back.state.view?.actions.contains(.withdraw) == true)
        // Without a network it waits.
        try me.ask("down")
        back.send(.ask(.withdraw))
        back.send(.yes)
        await back.settled()
        await until(back) { $0.view?.pending != nil }
        #expect(back.state.problem == nil && back.state.asking == nil)
        try me.ask("up")
        for _ in 0..<2 { try await me.update() }
        await until(back) { $0.view?.pending == nil }
        #expect(back.state.view?.card.finished == true)
        for model in [again, back] { model.close() }
        try await me.vault.opened.shutdown()
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aPlaceAndAPhotoAreTakenOutOfADraft() async throws {
        let me = try await RealPhone("taken-out")
        let draft = try await me.draft()
        me.phone.here = Sample.place
        draft.send(.usePlace)
        await draft.settled()
        #expect(draft.state.hasPlace)
        draft.send(.noPlace)
        await draft.settled()
        #expect(!draft.state.hasPlace && draft.state.problem == nil)
        for seed in [3.0, 4] {
            let photo = try me.ask("photo", ["seed": .number(seed)])
            me.phone.photo = PhotoFile(path: try #require(photo["path"]?.string))
            draft.send(.choosePhoto)
            await draft.settled()
        }
        let photos = try #require(draft.state.draft?.photos)
        #expect(photos.count == 2)
        draft.send(.removePhoto(photos[0].sha256))
        await draft.settled()
        #expect(draft.state.draft?.photos.map(\.sha256) == [photos[1].sha256] && draft.state.problem == nil)
        await #expect(throws: Problem.self) { _ = try await me.core.reports.photo(draft.state.draft!.card.id, sha256: photos[0].sha256) }
        draft.close()
        try await me.vault.opened.shutdown()
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func ofWhatWaitsOneIsDiscardedAndOneSentAlone() async throws {
        let me = try await RealPhone("waiting")
        let waiting = WaitingModel(me.core, ways: me.ways)
        waiting.begin()
        // Nobody is signed in: what waits for that shows the way to it.
        let first = try await me.report("Thôi")
        await until(waiting) { $0.page?.rows.count == 1 }
        await until(waiting) { $0.signInHelps }
        let unwanted = try #require(waiting.state.page?.rows.first)
        let account = try await me.signIn()
        account.close()
        await until(waiting) { !$0.signInHelps }
        try me.ask("down")
        _ = try await me.report("Đèn hỏng")
        await until(waiting) { $0.page?.rows.count == 2 }
        let other = try #require(waiting.state.page?.rows.first { $0.id != unwanted.id }).id
        waiting.send(.discard(unwanted))
        waiting.send(.discardYes)
        await waiting.settled()
        #expect(waiting.state.page?.rows.map(\.id) == [other] && waiting.state.problem == nil)
        await #expect { _ = try await me.core.reports.view(first) } throws: { ($0 as? Problem)?.advice == .notFound }
        // Without a network it says that it waits; with one it goes.
        waiting.send(.retry(other))
        await until(waiting) { !$0.sending }
        #expect(waiting.state.page?.rows.count == 1 && waiting.state.came?.tone == .waiting)
        try me.ask("up")
        waiting.send(.retry(other))
        await until(waiting) { !$0.sending }
        #expect(waiting.state.page?.rows == [] && waiting.state.problem == nil && waiting.state.came == nil)
        #expect(try me.ask("reports")["count"] == .number(1))
        waiting.close()
        try await me.vault.opened.shutdown()
    }
}
