import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

@testable import CitizenCore

/// The models of the screens that a person's first day does not meet, over the real core and a real province: without a network and with one.
@MainActor struct OtherScreensTests {
    let ways = FakeWays()
    let phone = FakePhone()

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func theOtherScreensOfflineAndOnline() async throws {
        let vault = try await CountedVault("others")
        let (world, crossings, opened) = (vault.world, vault.crossings, vault.opened)
        let core = opened.core
        let slip = try world.does("slip", ["kind": .string("signed"), "code": .string(try world.told("codes.fresh"))])
        let frame = try Frame(seen: try world.does("frame", ["text": try #require(slip["text"])]))

        let base = try world.told("base_url")
        try world.does("down")
        try await welcome(core, base: base) { try world.does("up") }
        try world.does("down")
        try await whatIsInThePack(core)
        let scanned = try await scan(core, frame, picture: try #require(slip["path"]?.string))
        try await results(core) { try world.does("up") }

        // Signed in, a dossier is finished and rated, offline again.
        phone.browse = { url in
            (try? world.does("browse", ["url": .string(url.absoluteString), "sub": .string(WorldVault.sub)]))?["url"]?.string
        }
        let account = AccountModel(core, phone: phone.phone, ways: ways)
        account.send(.signIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedIn }
        let code = try await finished(core, try world.told("codes.in_time")) { try world.does("advance", $0) }
        try world.does("down")
        await rate(core, code)
        let waiting = WaitingModel(core, ways: ways)
        waiting.begin()
        await until(waiting) { $0.page?.rows.count == 1 }
        try world.does("up")
        waiting.send(.retryAll)
        await until(waiting) { !$0.sending }
        #expect(waiting.state.page?.rows == [] && waiting.state.problem == nil)
        waiting.close()

        // The other one is followed no more, and its screen goes.
        let dossier = DossierModel(scanned, core, ways: ways)
        dossier.begin()
        await until(dossier) { $0.view != nil }
        dossier.send(.unfollow)
        dossier.send(.unfollowYes)
        while ways.told.last != "gone dossier \(scanned)" { await Task.yield() }
        dossier.close()

        // Whatever the screens asked for, the core was called elsewhere.
        #expect(crossings.all > 0 && crossings.onTheMainActor == 0)
        try await opened.shutdown()
    }

    private func welcome(_ core: Core, base: String, online: () throws -> Void) async throws {
        var chosen: [Preferences] = []
        // The shipped pack names the real address; this province is on the desk.
        let desk = core.with(desk: DeskRoot(core.root, address: base))
        let model = WelcomeModel(desk, preferences: Sample.preferences) { preferences, _ in chosen.append(preferences) }
        model.begin()
        await model.settled()
        model.send(.textSize(.large))
        model.send(.next)
        await model.settled()
        let choice = try #require(model.state.choices.first)
        #expect(model.state.step == .province && choice.name.display == "Thành phố Hồ Chí Minh" && choice.baseUrl == base)
        model.send(.choose(choice))
        model.send(.next)
        await model.settled()
        #expect(model.state.problem?.advice == .offline && chosen.isEmpty)
        try online()
        model.send(.next)
        await model.settled()
        #expect(model.state.problem == nil && chosen == [Preferences(language: .vi, textSize: .large, address: .ban)])
    }

    private func whatIsInThePack(_ core: Core) async throws {
        let search = SearchModel(core, ways: ways)
        search.send(.query("dang ky khai sinh"))
        await search.settled()
        let procedure = ProcedureModel(try #require(search.state.found?.hits.first).code, core)
        procedure.begin()
        await procedure.settled()
        #expect(procedure.state.view?.facts.isEmpty == false && procedure.state.problem == nil)
        let emergency = EmergencyModel(core, phone: phone.phone)
        emergency.begin()
        await emergency.settled()
        emergency.send(.call(try #require(emergency.state.rows.first)))
        #expect(phone.called == [emergency.state.rows[0].number])
        var spoken: [Language] = []
        let settings = SettingsModel(core) { spoken.append($0.language) }
        settings.begin()
        await settings.settled()
        for event in [.language(.en), .check, .language(.vi)] as [SettingsEvent] {
            settings.send(event)
            await settings.settled()
        }
        #expect(spoken == [.en, .vi] && settings.state.checks?.isEmpty == false && settings.state.preferences?.textSize == .large)
    }

    /// Scanned by camera and from a picture, and followed without a network: the dossier's code.
    private func scan(_ core: Core, _ frame: Frame, picture: String) async throws -> DossierCode {
        let nothing = Frame(
            width: frame.width, height: frame.height, stride: frame.stride, luma: Data(repeating: 255, count: frame.luma.count))
        phone.seen = [nothing, frame]
        let model = ScanModel(core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        #expect(ways.told.last == "replace scanned 1")
        phone.photo = PhotoFile(path: picture)
        model.send(.choosePicture)
        await model.settled()
        #expect(ways.told.filter { $0 == "replace scanned 1" }.count == 2 && phone.dropped.count == 1)
        let found = try await core.scanner.frame(frame).found
        #expect(found.first?.trust == .signed)
        let scanned = ScannedModel(found, core, ways: ways)
        scanned.send(.follow(try #require(found.first)))
        await scanned.settled()
        let code = try #require(ways.told.last).replacingOccurrences(of: "replace dossier ", with: "")
        #expect(scanned.state.problem == nil && !code.contains(" "))
        return code
    }

    private func results(_ core: Core, online: () throws -> Void) async throws {
        let model = ResultsModel(core)
        model.begin()
        await model.settled()
        #expect(model.state.problem?.advice == .offline && model.state.results == nil)
        try online()
        model.send(.again)
        await model.settled()
        #expect(model.state.problem == nil && model.state.results?.isEmpty == false)
    }

    private func finished(_ core: Core, _ typed: String, advance: ([String: Json]) throws -> Void) async throws -> DossierCode {
        let model = TypeCodeModel(core, unsent: UnsentAnswers(), ways: ways)
        model.send(.code(typed))
        model.send(.follow)
        await model.settled()
        let code = try #require(ways.told.last).replacingOccurrences(of: "go dossier ", with: "")
        try advance(["code": .string(typed), "status": .number(9), "text": .string("Đã có kết quả.")])
        let home = HomeModel(core, ways: ways)
        home.send(.update)
        await until(home) { $0.came?.whole == true }
        let dossier = DossierModel(code, core, ways: ways)
        dossier.begin()
        await until(dossier) { $0.view?.actions.contains(.rate) == true }
        dossier.send(.rate)
        #expect(ways.told.last == "go rating \(code)" && dossier.state.view?.timeline.isEmpty == false)
        dossier.close()
        return code
    }

    private func rate(_ core: Core, _ code: DossierCode) async {
        let model = RatingModel(code, core, unsent: UnsentAnswers(), ways: ways)
        model.begin()
        await model.settled()
        model.send(.begin)
        while let question = model.state.question {
            if let choice = question.choices.first {
                model.send(.answer(choice.value))
                model.send(.next)
            } else {
                model.send(.skip)
            }
        }
        #expect(model.state.step == .review && !model.state.answers.isEmpty)
        model.send(.send)
        await model.settled()
        guard case .thanks(let said) = model.state.step else {
            Issue.record("\(model.state)")
            return
        }
        #expect(said.display == "Đã lưu đánh giá trên máy, sẽ gửi khi có mạng")
    }
}
