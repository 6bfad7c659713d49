#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct HomeScreen: View {
        @Environment(\.words) private var words
        @Environment(\.palette) private var palette
        let state: HomeState
        let send: @MainActor (HomeEvent) -> Void

        var body: some View {
            Page(words.home.title, state) {
                if let view = state.view {
                    content(view)
                } else if state.problem != nil {
                    MainButton(words.again) { send(.update) }
                } else {
                    Loading()
                }
            }
            .refreshable { await pulled() }
        }

        /// The spinner that was pulled down stays until the sync is through.
        private func pulled() async {
            await withCheckedContinuation { through in send(.pulled { through.resume() }) }
        }

        @ViewBuilder private func content(_ view: HomeView) -> some View {
            head(view)
            if view.needsMe.isEmpty && view.moving.isEmpty && view.finished.isEmpty {
                Card {
                    Heading(words.home.emptyTitle)
                    Say(words.home.emptyLine)
                }
            }
            dossiers(words.home.needsMe, view.needsMe)
            dossiers(words.home.moving, view.moving)
            Part(words.home.reports, view.reports) { card in
                ReportCardView(card: card) { send(.open(.report(card.id))) }
            }
            actions
            dossiers(words.home.finished, view.finished)
            QuietButton(words.report.finished, mark: "checkmark.circle") { send(.open(.finishedReports)) }
        }

        @ViewBuilder private func head(_ view: HomeView) -> some View {
            if let province = view.province {
                Say(province.name)
            }
            if let clock = view.clock { Notice(said: clock, tone: .dueSoon) }
            if view.waiting.count > 0 {
                QuietButton(view.waiting.said, mark: "arrow.up.circle") { send(.open(.waiting)) }
            }
            if state.updating {
                UnderWay(said: words.home.updating, progress: state.progress) { send(.stop) }
            } else {
                Say(view.age.said, .callout).foregroundStyle(Color(palette.ink2))
                QuietButton(state.failed ? words.again : words.home.update, mark: "arrow.clockwise") { send(.update) }
            }
            if let notice = state.notice { Notice(said: notice.said, tone: notice.tone) }
            SignInOffer(helps: state.signInHelps) { send(.open(.account)) }
        }

        private func dossiers(_ title: Said, _ cards: [DossierCard]) -> some View {
            Part(title, cards) { card in
                DossierCardView(card: card) { send(.open(.dossier(card.code))) }
            }
        }

        private var actions: some View {
            VStack(alignment: .leading, spacing: 12) {
                Heading(words.home.canDo)
                MainButton(words.home.scan) { send(.open(.scan)) }
                QuietButton(words.home.report, line: words.home.reportLine, mark: "megaphone") { send(.open(.draft(nil))) }
                QuietButton(words.home.search, line: words.home.searchLine, mark: "magnifyingglass") { send(.open(.search)) }
                QuietButton(words.home.results, mark: "chart.bar") { send(.open(.results)) }
                QuietButton(words.home.account, mark: "person") { send(.open(.account)) }
                QuietButton(words.home.settings, line: words.home.settingsLine, mark: "gearshape") { send(.open(.settings)) }
                QuietButton(words.home.emergency, mark: "phone") { send(.open(.emergency)) }
                QuietButton(words.assisted.title, line: words.assisted.line, mark: "person.2") { send(.open(.assisted)) }
            }
        }
    }
#endif
