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

    /// What asks the network for nothing does its work beside it too.
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aSlipIsScannedAndProceduresAndNumbersAreFound() async throws {
        let me = try await RealPhone("reading")
        try await me.update()
        let slip = try me.ask("slip", ["kind": .string("signed"), "code": .string(try me.told("codes.fresh"))])
        let frame = try Frame(seen: try me.ask("frame", ["text": try #require(slip["text"])]))
        me.phone.seen = [frame]
        let scan = ScanModel(me.core, phone: me.phone.phone, ways: me.ways)
        scan.begin()
        await scan.settled()
        #expect(me.ways.told == ["replace scanned 1"] && scan.state.problem == nil)
        me.phone.photo = PhotoFile(path: try #require(slip["path"]?.string))
        scan.send(.choosePicture)
        await scan.settled()
        #expect(me.ways.told == ["replace scanned 1", "replace scanned 1"] && me.phone.dropped.count == 1)

        let search = SearchModel(me.core, ways: me.ways)
        search.send(.query("dang ky khai sinh"))
        await search.settled()
        let hit = try #require(search.state.found?.hits.first)
        let procedure = ProcedureModel(hit.code, me.core)
        procedure.begin()
        await procedure.settled()
        #expect(procedure.state.view?.name == hit.title && procedure.state.view?.facts.isEmpty == false)
        #expect(procedure.state.problem == nil)
        let emergency = EmergencyModel(me.core, phone: me.phone.phone)
        emergency.begin()
        await emergency.settled()
        emergency.send(.call(try #require(emergency.state.rows.first)))
        #expect(me.phone.called == [emergency.state.rows[0].number] && emergency.state.problem == nil)
        // There was a network all the while.
        try await me.update()
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
