import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

@testable import CitizenCore

/// The screens' models over the real core and a real province: without a network, with one, and to the end.
@MainActor struct ScreensTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func aPersonsFirstDay() async throws {
        let world = try #require(try World.open())
        let about = try world.ask(.object(["do": .string("about")]))
        func told(_ path: String) throws -> String { try #require(about.at(path)?.string) }
        let request = OpenRequest(
            home: try told("folder") + "/screens", profile: "default", packs: [try told("packs.0")], language: .vi, acceptLoss: false,
            clockOffsetMs: 0)
        let crossings = Crossings()
        let app = AppModel(language: .vi) { _ in
            try await Opened.open(
                request, keys: WorldKeys(world), network: GoodNetwork(), wake: Alarm(), crossing: crossings.elsewhere
            ).core
        }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .welcome)
        let core = try #require(app.core)
        let (ways, phone) = (FakeWays(), FakePhone())

        // The province.
        let province = try await core.root.chooseProvince(ProvinceRequest(baseUrl: try told("base_url"), acceptKey: nil, root: nil))
        #expect(!app.state.sample)
        app.welcomed(app.state.preferences, province)
        #expect(app.state.stage == .home && app.state.sample)

        // Signing in, at the province's page.
        phone.browse = { url in
            let page = Json.object(["do": .string("browse"), "url": .string(url.absoluteString), "sub": .string("demo-thu")])
            return (try? world.ask(page))?.at("url")?.string
        }
        let account = AccountModel(core, phone: phone.phone, ways: ways)
        account.begin()
        account.send(.signIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedIn }
        #expect(account.state.problem == nil)

        // A dossier by its code.
        let home = HomeModel(core, ways: ways)
        home.begin()
        await until(home) { $0.came != nil && $0.view?.province != nil }
        let typed = TypeCodeModel(core, unsent: UnsentAnswers(), ways: ways)
        typed.send(.code("!!"))
        typed.send(.follow)
        await typed.settled()
        #expect(typed.state.problem?.code == "code.bad_character")
        typed.send(.code(try told("codes.fresh")))
        typed.send(.follow)
        await typed.settled()
        #expect(ways.told.last?.hasPrefix("go dossier ") == true)
        await until(home) { ($0.view.map { $0.moving.count + $0.needsMe.count } ?? 0) == 1 }

        // Without a network a report waits, and says so.
        _ = try world.ask(.object(["do": .string("down")]))
        let draft = DraftModel(nil, core, phone: phone.phone, ways: ways)
        draft.begin()
        await draft.settled()
        draft.send(.choose(try #require(draft.state.categories.first)))
        draft.send(.next)
        await draft.settled()
        phone.here = PlaceRequest(lat: 10.98, lon: 106.65, accuracyM: 8, source: .gps, ageMs: 0)
        draft.send(.usePlace)
        await draft.settled()
        phone.photo = PhotoFile(path: try #require(try world.ask(.object(["do": .string("photo")])).at("path")?.string))
        draft.send(.choosePhoto)
        await draft.settled()
        // It is to be seen, as the JPEG that will leave the phone.
        let photo = try #require(draft.state.draft?.photos.first).sha256
        draft.send(.photo(.on(photo)))
        await draft.settled()
        guard case .bytes(let seen) = draft.state.pictures[photo] else { throw Unknown(call: "a picture") }
        #expect(seen.data.starts(with: [0xFF, 0xD8]))
        draft.send(.next)
        draft.send(.text("Đèn đường hỏng đã ba hôm"))
        draft.send(.see(.handler))
        draft.send(.anonymous(true))
        draft.send(.next)
        await draft.settled()
        #expect(draft.state.step == .review && draft.state.draft?.photos.count == 1)
        // This province takes nothing without a name, so there is nothing yet that could leave the phone.
        #expect(draft.state.draft?.size == nil)
        let id = try #require(draft.state.draft?.card.id)
        draft.close()

        // Left and taken up again it is as it was; the name is put back, and nothing else changes.
        let again = DraftModel(id, core, phone: phone.phone, ways: ways)
        again.begin()
        await again.settled()
        #expect(again.state.visibility == .handler && again.state.anonymous && again.state.hasPlace)
        #expect(again.state.text == "Đèn đường hỏng đã ba hôm" && again.state.category == draft.state.category)
        again.send(.anonymous(false))
        for _ in 0..<3 {
            again.send(.next)
            await again.settled()
        }
        let editing = again.state.draft?.editing
        #expect(again.state.step == .review && editing?.visibility == .handler && editing?.anonymous == false)
        // The review says how big it will be, as the core predicts it, for eyes and for ears.
        let size = try #require(again.state.draft?.size)
        #expect(size.display.wholeMatch(of: /Sẽ gửi đi: nội dung \d+ KB, ảnh \d+ KB/) != nil && size.spoken.contains("ki lô bai"))
        again.send(.send)
        await again.settled()
        #expect(again.state.problem == nil)
        home.send(.update)
        await until(home) { !$0.updating && $0.notice?.tone == .waiting }
        let waiting = WaitingModel(core, ways: ways)
        waiting.begin()
        await until(waiting) { $0.page != nil }
        #expect(waiting.state.page?.rows.count == 1 && waiting.state.page?.rows.first?.size.display.contains("KB") == true)

        // Back: it goes, with a receipt.
        _ = try world.ask(.object(["do": .string("up")]))
        waiting.send(.retryAll)
        await until(waiting) { !$0.sending }
        #expect(waiting.state.page?.rows == [] && waiting.state.problem == nil && waiting.state.came == nil)
        let report = ReportModel(id, core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        report.begin()
        await until(report) { $0.view != nil }
        #expect(report.state.view?.receipt?.verified == true)
        let receipt = ReceiptModel(try #require(report.state.view?.receipt).item, core, phone: phone.phone)
        receipt.begin()
        await receipt.settled()
        receipt.send(.share)
        #expect(receipt.state.receipt?.verified == true && phone.shared.map { Optional($0) } == [receipt.state.receipt])
        #expect(try world.ask(.object(["do": .string("reports")])).at("count") == .number(1))

        // Officials are done with it; the person agrees.
        for status in ["da_phan_cong", "da_xu_ly"] {
            _ = try world.ask(.object(["do": .string("report_update"), "id": .string(id), "status": .string(status)]))
        }
        home.send(.update)
        await until(report) { $0.view?.actions.contains(.confirm) == true }
        report.send(.confirm)
        await report.settled()
        // What was seen while it was being decided may be told after the answer; what is so comes after it in any case.
        await until(report) { $0.view?.pending != nil }
        #expect(report.state.problem == nil)

        // Until that is sent it is not among the finished ones; then it is.
        let finished = FinishedReportsModel(core, ways: ways)
        finished.begin()
        await finished.settled()
        #expect(finished.state.cards == [] && !finished.state.more && finished.state.problem == nil)
        for _ in 0..<2 {
            await until(home) { !$0.updating }
            home.send(.update)
            await until(home) { !$0.updating }
        }
        finished.send(.again)
        await finished.settled()
        #expect(report.state.view?.pending == nil && finished.state.cards?.map(\.id) == [id])

        // A draft that is thrown away is gone.
        let thrown = try await core.reports.begin(
            ReportRequest(
                category: try #require(again.state.category).code, text: "Nhầm", place: nil, unit: nil, severity: 2, visibility: nil,
                anonymous: false))
        let discarding = ReportModel(thrown.card.id, core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        discarding.send(.ask(.discard))
        discarding.send(.yes)
        await discarding.settled()
        #expect(discarding.state.problem == nil && ways.told.last == "home")
        await #expect { _ = try await core.reports.view(thrown.card.id) } throws: { ($0 as? Problem)?.advice == .notFound }

        // Found without marks; and to the end.
        let search = SearchModel(core, ways: ways)
        search.send(.query("dang ky khai sinh"))
        await search.settled()
        #expect(search.state.found?.hits.isEmpty == false)
        let activity = AccountModel(core, phone: phone.phone, ways: ways)
        activity.begin()
        await until(activity) { $0.session?.state == .signedIn && $0.activity?.isEmpty == false }
        activity.close()
        home.close()
        waiting.close()
        report.close()
        account.send(.ask(.erase))
        account.send(.yes)
        await account.settled()
        #expect(ways.told.last == "restart")
        account.close()

        // The erased core is closed for good; the app opens another, which knows nothing.
        await #expect { _ = try await core.root.home() } throws: { ($0 as? Problem)?.advice == .closed }
        app.send(.again)
        await app.settled()
        #expect(app.state.stage == .welcome && app.state.problem == nil)
        let empty = try await app.core?.root.home()
        #expect(empty?.moving == [] && empty?.session.state == .signedOut)
    }
}
