import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// Over the real core, while there is no network: what works all the same, and what says that it does not.
@MainActor struct WithoutNetworkTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func whatThePhoneHasIsThere() async throws {
        let me = try await RealPhone("kept")
        _ = try await me.signIn()
        let (fee, missing) = (try await me.follow(try me.told("codes.fee")), try await me.follow(try me.told("codes.supplement")))
        let fresh = try me.told("codes.fresh")
        let id = try await me.report("Đèn đường hỏng")
        try await me.update()
        for status in ["da_phan_cong", "da_xu_ly"] {
            try me.ask("report_update", ["id": .string(id), "status": .string(status)])
        }
        try await me.update()
        let done = await me.see(report: id)
        await until(done) { $0.view?.actions.contains(.confirm) == true }
        done.send(.confirm)
        await done.settled()
        for _ in 0..<2 { try await me.update() }
        try me.ask("down")

        // Dossiers: what they cost, what is to be done, the code to show.
        let costly = await me.see(dossier: fee)
        #expect(costly.state.view?.fees.map(\.paid) == [false] && costly.state.view?.timeline.isEmpty == false)
        costly.send(.showCode(true))
        #expect(costly.state.showsCode && costly.state.view?.qr?.dark.isEmpty == false)
        let asked = await me.see(dossier: missing)
        #expect(asked.state.view?.todo.isEmpty == false && asked.state.view?.card.todo != nil)
        // One more is followed by its code, and another no more.
        let new = try await me.follow(fresh)
        #expect(await me.see(dossier: new).state.view?.trust.display == "Mã do bạn nhập tay")
        asked.send(.unfollow)
        asked.send(.unfollowYes)
        await asked.settled()
        while me.ways.told.last != "gone dossier \(missing)" { await Task.yield() }

        // The finished report, and its receipt.
        let finished = FinishedReportsModel(me.core, ways: me.ways)
        finished.begin()
        await finished.settled()
        #expect(finished.state.cards?.map(\.id) == [id] && finished.state.problem == nil)
        let again = await me.see(report: id)
        #expect(again.state.view?.card.finished == true && again.state.problem == nil)
        let receipt = ReceiptModel(try #require(done.state.view?.receipt).item, me.core, phone: me.phone.phone)
        receipt.begin()
        await receipt.settled()
        #expect(receipt.state.receipt?.verified == true && receipt.state.problem == nil)
        for model in [costly, asked] { model.close() }
        for model in [done, again] { model.close() }
        try await me.vault.opened.shutdown()
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func signingInSaysThatItCannotBeAndSigningOutIsDone() async throws {
        let me = try await RealPhone("out")
        try me.ask("down")
        let early = AccountModel(me.core, phone: me.phone.phone, ways: me.ways)
        early.begin()
        early.send(.signIn)
        await early.settled()
        #expect(early.state.problem?.advice == .offline && early.state.problem?.said.display.isEmpty == false)
        #expect(me.phone.opened.isEmpty && !early.state.waiting && !early.state.busy && me.ways.told.isEmpty)
        early.close()

        try me.ask("up")
        let account = try await me.signIn()
        let code = try await me.follow(try me.told("codes.in_time"))
        try await me.update()
        try me.ask("down")
        // A copy of everything.
        let copy = me.vault.folder.deletingLastPathComponent().appendingPathComponent("copy-\(UUID().uuidString).json")
        me.phone.path = copy.path
        account.send(.export)
        await account.settled()
        #expect(account.state.written?.display.isEmpty == false && account.state.problem == nil)
        #expect(try String(contentsOf: copy, encoding: .utf8).contains(code))
        // Once more into the same file is not possible, and said.
        account.send(.export)
        await account.settled()
        #expect(account.state.problem != nil)

        account.send(.ask(.signOut))
        account.send(.yes)
        await account.settled()
        await until(account) { $0.session?.state == .signedOut }
        #expect(account.state.signedOut?.display == "Đã đăng xuất trên máy này. Sẽ báo cho tỉnh khi có mạng")
        #expect(account.state.problem == nil)
        // What was followed stays, and who comes back to the network signs in again.
        #expect(await me.see(dossier: code).state.view != nil)
        try me.ask("up")
        account.send(.signIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedIn }
        account.send(.ask(.signOut))
        account.send(.yes)
        await account.settled()
        #expect(account.state.signedOut?.display == "Đã đăng xuất")
        account.close()
        try await me.vault.opened.shutdown()
    }
}
