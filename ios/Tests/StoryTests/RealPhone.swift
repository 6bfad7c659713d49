import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// A phone with its vault over the real core, and the world around it. A call into the core on the main actor fails the story.
@MainActor struct RealPhone {
    let world: World
    let vault: WorldVault
    let phone = FakePhone()
    let ways = FakeWays()
    var core: Core { vault.core }

    init(_ name: String, network: any ConnectivityPort = GoodNetwork(), clockOff: Int64 = 0) async throws {
        world = try #require(try World.open())
        vault = try await WorldVault(world, name, network: network, clockOff: clockOff, crossing: Crossings().elsewhere)
        let world = world
        phone.browse = { url in
            (try? world.does("browse", ["url": .string(url.absoluteString), "sub": .string(WorldVault.sub)]))?["url"]?.string
        }
    }

    @discardableResult func ask(_ what: String, _ with: [String: Json] = [:]) throws -> Json { try world.does(what, with) }

    func told(_ path: String) throws -> String { try world.told(path) }

    /// Sends and fetches, with a network.
    func update() async throws {
        let home = HomeModel(core, ways: ways)
        home.send(.update)
        await until(home) { !$0.updating }
        #expect(home.state.came?.whole == true && home.state.problem == nil)
    }

    func signIn() async throws -> AccountModel {
        let account = AccountModel(core, phone: phone.phone, ways: ways)
        account.begin()
        account.send(.signIn)
        await account.settled()
        await until(account) { $0.session?.state == .signedIn }
        return account
    }

    /// The dossier of a code that is typed.
    func follow(_ code: String) async throws -> DossierCode {
        let typed = TypeCodeModel(core, unsent: UnsentAnswers(), ways: ways)
        typed.send(.code(code))
        typed.send(.follow)
        await typed.settled()
        #expect(typed.state.problem == nil)
        return try #require(ways.told.last).replacingOccurrences(of: "go dossier ", with: "")
    }

    func draft() async throws -> DraftModel {
        let draft = DraftModel(nil, core, phone: phone.phone, ways: ways)
        draft.begin()
        await draft.settled()
        draft.send(.choose(try #require(draft.state.categories.first)))
        draft.send(.next)
        await draft.settled()
        #expect(draft.state.step == .place)
        return draft
    }

    /// A report that was written and given to be sent.
    func report(_ text: String) async throws -> ReportId {
        let draft = try await draft()
        draft.send(.next)
        draft.send(.text(text))
        draft.send(.next)
        await draft.settled()
        draft.send(.send)
        await draft.settled()
        #expect(draft.state.problem == nil && draft.state.draft?.draft == false)
        return try #require(draft.state.draft).card.id
    }

    func see(report id: ReportId) async -> ReportModel {
        let report = ReportModel(id, core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        report.begin()
        await until(report) { $0.view != nil }
        return report
    }

    func see(dossier code: DossierCode) async -> DossierModel {
        let dossier = DossierModel(code, core, ways: ways)
        dossier.begin()
        await until(dossier) { $0.view != nil }
        return dossier
    }
}

extension World {
    @discardableResult func does(_ what: String, _ with: [String: Json] = [:]) throws -> Json {
        try ask(.object(with.merging(["do": .string(what)]) { $1 }))
    }

    func told(_ path: String) throws -> String { try #require(try does("about").at(path)?.string) }
}

extension Frame {
    /// What the world's camera sees, as it tells of it.
    init(seen: Json) throws {
        func number(_ name: String) -> UInt32 { UInt32(seen[name]?.number ?? 0) }
        let luma = try Data(contentsOf: URL(fileURLWithPath: try #require(seen["path"]?.string)))
        self.init(width: number("width"), height: number("height"), stride: number("stride"), luma: luma)
    }
}
