#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The whole app: what the app target shows and nothing else.
    public struct CitizenScreens: View {
        @State private var app: AppModel
        @State private var ways = Navigator()
        @Environment(\.scenePhase) private var phase
        private let phone: Phone
        private let finder: (@MainActor @Sendable () -> AnyView)?

        /// `finder`: the camera's picture, where there is one.
        public init(app: AppModel, phone: Phone, finder: (@MainActor @Sendable () -> AnyView)? = nil) {
            _app = State(wrappedValue: app)
            self.phone = phone
            self.finder = finder
        }

        private var words: Words { Words(app.state.preferences) }

        public var body: some View {
            stage
                .environment(\.words, words)
                .environment(\.locale, Locale(identifier: words.language.code))
                .environment(\.screens, app.screens)
                .environment(\.sample, app.state.sample)
                .environment(\.finder, finder)
                .dynamicTypeSize(typeSize(app.state.preferences.textSize))
                .task {
                    ways.whenRestarted = { [app] in app.restart() }
                    ways.whenSomethingWaits = { [app] in app.syncSoon() }
                    app.screens.aloud = { [phone] in phone.desk.announce($0, in: $1) }
                    app.begin()
                }
                .task(id: phase) {
                    if phase == .active { await app.keepFresh { try await Task.sleep(for: .seconds(60)) } }
                }
        }

        @ViewBuilder private var stage: some View {
            switch app.state.stage {
            case .opening: Loading()
            case .closed: ClosedScreen(state: app.state) { app.press($0) }.environment(\.raised, app.raised)
            case .welcome:
                if let core = app.core {
                    Screen(WelcomeModel(core, preferences: app.state.preferences, chosen: app.prefer, done: app.welcomed)) {
                        WelcomeScreen(state: $0, send: $1)
                    }
                }
            case .home:
                if let core = app.core { Way(core: core, phone: phone, ways: ways, app: app) }
            }
        }
    }

    /// The vault does not open: why, and what can be done. Nothing was deleted.
    struct ClosedScreen: View {
        @Environment(\.words) private var words
        let state: AppState
        let send: @MainActor (AppEvent) -> Void

        var body: some View {
            Page(words.home.title, state) {
                // An app that is too old opens nothing however often it tries.
                if state.problem?.advice != .update { MainButton(words.again) { send(.again) } }
                if state.problem?.isRolledBack == true { QuietButton(words.older.use) { send(.useOlder) } }
            }
            .modifier(
                Sure(
                    title: words.older.title, line: words.older.line, yes: words.older.yes, asked: state.askingToUseOlder,
                    keep: { send(.keep) }, act: { send(.useOlderYes) }))
        }
    }

    /// Home, and the way from it.
    struct Way: View {
        let core: Core
        let phone: Phone
        let ways: Navigator
        let app: AppModel

        var body: some View {
            NavigationStack(path: Bindable(ways).path) {
                Screen(HomeModel(core, ways: ways)) { HomeScreen(state: $0, send: $1) }
                    .navigationDestination(for: Route.self) { screen($0) }
            }
        }

        @ViewBuilder private func screen(_ route: Route) -> some View {
            switch route {
            case .scan: Screen(ScanModel(core, phone: phone, ways: ways)) { ScanScreen(state: $0, send: $1) }
            case .scanned(let found): Screen(ScannedModel(found, core, ways: ways)) { ScannedScreen(state: $0, send: $1) }
            case .typeCode: Screen(TypeCodeModel(core, unsent: app.unsent, ways: ways)) { TypeCodeScreen(state: $0, send: $1) }
            case .dossier(let code): Screen(DossierModel(code, core, ways: ways)) { DossierScreen(state: $0, send: $1) }
            case .draft(let id): Screen(DraftModel(id, core, phone: phone, ways: ways)) { DraftScreen(state: $0, send: $1) }
            case .report(let id):
                Screen(ReportModel(id, core, phone: phone, unsent: app.unsent, ways: ways)) { ReportScreen(state: $0, send: $1) }
            case .finishedReports: Screen(FinishedReportsModel(core, ways: ways)) { FinishedReportsScreen(state: $0, send: $1) }
            case .receipt(let item): Screen(ReceiptModel(item, core, phone: phone)) { ReceiptScreen(state: $0, send: $1) }
            case .rating(let code): Screen(RatingModel(code, core, unsent: app.unsent, ways: ways)) { RatingScreen(state: $0, send: $1) }
            case .results: Screen(ResultsModel(core)) { ResultsScreen(state: $0, send: $1) }
            case .search: Screen(SearchModel(core, ways: ways)) { SearchScreen(state: $0, send: $1) }
            case .procedure(let code): Screen(ProcedureModel(code, core)) { ProcedureScreen(state: $0, send: $1) }
            case .account: Screen(AccountModel(core, phone: phone, ways: ways)) { AccountScreen(state: $0, send: $1) }
            case .waiting: Screen(WaitingModel(core, ways: ways)) { WaitingScreen(state: $0, send: $1) }
            case .settings: Screen(SettingsModel(core, changed: app.prefer)) { SettingsScreen(state: $0, send: $1) }
            case .emergency: Screen(EmergencyModel(core, phone: phone)) { EmergencyScreen(state: $0, send: $1) }
            case .assisted: AssistedScreen()
            }
        }
    }
#endif
