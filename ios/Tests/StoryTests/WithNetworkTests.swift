import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// Over the real core and with a network: the screens that the other journeys meet without one.
@MainActor struct WithNetworkTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aSlipIsFollowedAndADossierRatedAndTheAppChecked() async throws {
        let me = try await RealPhone("online")
        let account = try await me.signIn()
        account.close()
        // A slip brings the dossier as the province has it now.
        let slip = try me.ask("slip", ["kind": .string("signed"), "code": .string(try me.told("codes.fresh"))])
        let found = try await me.core.scanner.text(try #require(slip["text"]?.string)).found
        let scanned = ScannedModel(found, me.core, ways: me.ways)
        scanned.send(.follow(try #require(found.first)))
        await scanned.settled()
        let code = try #require(me.ways.told.last).replacingOccurrences(of: "replace dossier ", with: "")
        let dossier = await me.see(dossier: code)
        #expect(scanned.state.problem == nil)
        #expect(dossier.state.view?.timeline.isEmpty == false && dossier.state.view?.card.age.stale == false)
        dossier.close()

        // A finished one is rated, and the province has it.
        let typed = try me.told("codes.in_time")
        let rated = try await me.follow(typed)
        try me.ask("advance", ["code": .string(typed), "status": .number(9), "text": .string("Đã có kết quả.")])
        try await me.update()
        let before = try #require(try me.ask("ratings")["count"]?.number)
        let rating = RatingModel(rated, me.core, unsent: UnsentAnswers(), ways: me.ways)
        rating.begin()
        await rating.settled()
        rating.send(.begin)
        while let question = rating.state.question {
            // Words that were deleted again are no answer that stands in the way.
            rating.send(question.choices.first.map { .answer($0.value) } ?? .answer(" "))
            rating.send(.next)
        }
        rating.send(.send)
        await rating.settled()
        guard case .thanks = rating.state.step else {
            Issue.record("\(rating.state)")
            return
        }
        #expect(me.ways.told.last == "sync" && rating.state.problem == nil)
        try await me.update()
        #expect(try me.ask("ratings")["count"] == .number(before + 1))

        let settings = SettingsModel(me.core) { _ in }
        settings.begin()
        await settings.settled()
        settings.send(.check)
        await settings.settled()
        #expect(settings.state.checks?.isEmpty == false && settings.state.checks?.allSatisfy(\.ok) == true)
        #expect(settings.state.problem == nil && settings.state.province?.demo == true)
        try await me.vault.opened.shutdown()
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aSyncThatHangsAndASignInAreGivenUp() async throws {
        let me = try await RealPhone("given-up")
        me.phone.browserStays = true
        let account = AccountModel(me.core, phone: me.phone.phone, ways: me.ways)
        account.begin()
        account.send(.signIn)
        while me.phone.opened.isEmpty { await Task.yield() }
        await until(account) { $0.session?.state == .authenticating }
        account.send(.cancelSignIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedOut }
        #expect(!account.state.waiting && account.state.problem == nil && me.ways.told.isEmpty)
        me.phone.browserStays = false
        account.send(.signIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedIn }
        account.close()

        // The province takes the call and says nothing.
        try me.ask("silent")
        let home = HomeModel(me.core, ways: me.ways)
        home.begin()
        await until(home) { $0.view != nil }
        #expect(home.state.updating)
        while home.state.updating {
            home.send(.stop)
            await Task.yield()
        }
        #expect(home.state.came == nil && home.state.problem == nil && home.state.progress == nil)
        try me.ask("up")
        home.send(.update)
        await until(home) { !$0.updating }
        #expect(home.state.came?.whole == true)
        home.close()
        try await me.vault.opened.shutdown()
    }
}
