#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import SwiftUI

    @testable import CitizenUI

    struct WelcomePreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<WelcomeState>] {
            func at(_ change: (inout WelcomeState) -> Void) -> WelcomeState {
                var state = WelcomeState(tale.preferences)
                change(&state)
                return state
            }
            func province(_ tale: Tale) -> ProvinceChoice {
                ProvinceChoice(
                    id: "00", name: tale.province.name, former: tale.long ? ["Tỉnh Cũ Thứ Nhất", "Tỉnh Cũ Thứ Hai"].map(tale.name) : [],
                    baseUrl: Sample.choice.baseUrl, demo: true)
            }
            let (choice, long) = (province(tale), province(tale.stretched))
            return [
                Example(.usual, WelcomeState(tale.preferences), note: "letters"),
                Example(.usual, at { ($0.step, $0.choices, $0.chosen) = (.province, [choice], choice) }, note: "a province is chosen"),
                Example(.empty, at { $0.step = .province }),
                Example(.loading, at { ($0.step, $0.choices, $0.chosen, $0.busy) = (.province, [choice], choice, true) }, doing: .joining),
                Example(.offline, at { ($0.step, $0.choices, $0.chosen, $0.problem) = (.province, [choice], choice, tale.offline) }),
                Example(.error, at { ($0.step, $0.choices, $0.problem) = (.province, [choice], tale.error) }),
                Example(.long, at { ($0.step, $0.choices) = (.province, [long, long]) }),
            ]
        }

        static func screen(_ state: WelcomeState) -> WelcomeScreen { WelcomeScreen(state: state) { _ in } }
    }

    struct ClosedPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It says why the vault is closed, and nothing else.
        static let lacks: Set<Moment> = [.empty, .loading, .offline, .long]

        static func examples(_ tale: Tale) -> [Example<AppState>] {
            func at(_ problem: Problem) -> AppState {
                var state = AppState(language: tale.language)
                (state.stage, state.problem) = (.closed, problem)
                return state
            }
            let unlock = tale.problem(.unlock, "store.key_refused", tale("Hãy mở khóa máy rồi thử lại.", "Unlock the phone and try again."))
            let older = tale.problem(
                .storage, "store.rolled_back",
                tale("Đây là bản cũ của dữ liệu trên máy.", "This is an older copy of the data on this phone."))
            let update = tale.problem(.update, "store.newer", tale("Cần ứng dụng mới hơn.", "A newer app is needed."))
            return [
                Example(.usual, at(unlock), note: "locked"), Example(.usual, at(older), note: "an older copy"),
                Example(.usual, at(update), note: "too old"), Example(.error, at(tale.error)),
            ]
        }

        static func screen(_ state: AppState) -> ClosedScreen { ClosedScreen(state: state) { _ in } }
    }

    struct HomePreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<HomeState>] {
            func at(_ view: HomeView?, _ change: (inout HomeState) -> Void = { _ in }) -> HomeState {
                var state = HomeState()
                state.view = view
                change(&state)
                return state
            }
            let clock = tale("Giờ trên máy sai 3 giờ", "This phone’s clock is 3 hours wrong")
            return [
                Example(.usual, at(tale.fullHome)),
                Example(.usual, at(tale.fullHome) { ($0.updating, $0.progress) = (true, tale.progress) }, note: "a long sync"),
                Example(.usual, at(tale.home(moving: [tale.card()], clock: clock)), note: "a wrong clock"),
                Example(.empty, at(tale.home())),
                Example(.loading, at(nil)),
                Example(.offline, at(tale.fullHome) { ($0.came, $0.problem) = (tale.sync(whole: false), tale.offline) }),
                Example(.error, at(nil) { $0.problem = tale.error }),
                Example(.long, at(tale.stretched.fullHome)),
            ]
        }

        static func screen(_ state: HomeState) -> HomeScreen { HomeScreen(state: state) { _ in } }
    }

    struct SettingsPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        static let lacks: Set<Moment> = [.empty]

        static func examples(_ tale: Tale) -> [Example<SettingsState>] {
            func at(_ tale: Tale, _ change: (inout SettingsState) -> Void = { _ in }) -> SettingsState {
                var state = SettingsState()
                state.preferences = Preferences(language: tale.language, textSize: .large, address: .ban)
                state.province = tale.province
                change(&state)
                return state
            }
            let good = CheckRow(name: "store", ok: true, said: tale("Dữ liệu trên máy đọc được", "The data on this phone can be read"))
            let bad = CheckRow(name: "clock", ok: false, said: tale("Giờ trên máy sai 3 giờ", "This phone’s clock is 3 hours wrong"))
            return [
                Example(.usual, at(tale) { $0.checks = [good, bad] }),
                Example(.usual, at(tale) { $0.checks = [good] }, note: "all is well"),
                Example(
                    .usual,
                    at(tale) { $0.preferences = Preferences(language: tale.language, textSize: .largest, address: .ba) },
                    note: "called bà", address: .ba),
                Example(.usual, at(tale) { $0.busy = true }, note: "the app is being checked", doing: .checking),
                Example(.loading, SettingsState()),
                Example(.offline, at(tale) { $0.problem = tale.offline }),
                Example(.error, at(tale) { $0.problem = tale.error }),
                Example(.long, at(tale.stretched)),
            ]
        }

        static func screen(_ state: SettingsState) -> SettingsScreen { SettingsScreen(state: state) { _ in } }
    }
#endif
