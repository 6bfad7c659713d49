import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// Another language, and another word for the person, chosen with other screens open, over the real core.
@MainActor struct WordedAnewTests {
    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func everyOpenScreenSaysAllOfItInTheOtherLanguage() async throws {
        let me = try await RealPhone("worded")
        let core = me.core
        let app = AppModel(language: .vi) { _ in core }
        app.begin()
        await app.settled()
        let signed = try await me.signIn()
        signed.close()
        let code = try await me.follow(try me.told("codes.in_time"))
        try await me.update()
        try me.ask("down")
        let id = try await me.report("Ổ gà")

        let home = HomeModel(core, ways: me.ways)
        let dossier = DossierModel(code, core, ways: me.ways)
        let report = ReportModel(id, core, phone: me.phone.phone, unsent: UnsentAnswers(), ways: me.ways)
        let account = AccountModel(core, phone: me.phone.phone, ways: me.ways)
        let waiting = WaitingModel(core, ways: me.ways)
        let settings = SettingsModel(core, changed: app.prefer)
        for screen in [home, dossier, report, account, waiting, settings] as [any Keeping] { app.screens.add(screen) }
        home.begin()
        dossier.begin()
        report.begin()
        account.begin()
        waiting.begin()
        settings.begin()
        await until(home) { $0.view != nil && !$0.updating }
        await until(dossier) { $0.view != nil }
        await until(report) { $0.view != nil }
        await until(account) { $0.session != nil && $0.activity?.isEmpty == false }
        await until(waiting) { $0.page?.rows.isEmpty == false }
        await settings.settled()
        // What the sync came to stands on home in Vietnamese.
        #expect(home.state.notice != nil && app.screens.words().language == .vi)
        func texts() -> [Said?] {
            [
                home.state.view?.session.said, dossier.state.view?.card.state, report.state.view?.visibility, account.state.session?.said,
                account.state.activity?.first?.kind, waiting.state.page?.rows.first?.kind,
            ]
        }
        let vietnamese = texts()
        #expect(vietnamese.allSatisfy { $0 != nil })
        var before = vietnamese
        for language in [Language.en, .vi] {
            settings.press(.language(language))
            await settings.settled()
            await until(home) { $0.view?.session.said != before[0] }
            await until(dossier) { $0.view?.card.state != before[1] }
            await until(report) { $0.view?.visibility != before[2] }
            await until(account) { $0.session?.said != before[3] && $0.activity?.first?.kind != before[4] }
            await until(waiting) { $0.page?.rows.first?.kind != before[5] }
            // Nothing is left in the words before, and nothing went wrong.
            #expect(home.state.notice == nil && app.screens.words().language == language)
            for problem in [home.state.problem, dossier.state.problem, report.state.problem, account.state.problem, waiting.state.problem] {
                #expect(problem == nil)
            }
            // What the person wrote is nobody's to say otherwise.
            #expect(report.state.view?.card.text == "Ổ gà")
            before = texts()
        }
        #expect(before == vietnamese)

        // Called something else, the app says so at once, and it is kept.
        settings.press(.address(.ba))
        await settings.settled()
        await until(dossier) { $0.view?.trust.display == "Mã do bà nhập tay" }
        #expect(app.screens.words().home.needsMe.display == "Cần bà làm" && settings.state.problem == nil)
        #expect(try await core.root.preferences() == Preferences(language: .vi, textSize: .system, address: .ba))
        home.close()
        dossier.close()
        report.close()
        account.close()
        waiting.close()
        try await me.vault.opened.shutdown()
    }
}
