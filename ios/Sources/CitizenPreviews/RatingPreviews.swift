#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import SwiftUI

    @testable import CitizenUI

    struct RatingPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // A dossier that can be rated has a form.
        static let lacks: Set<Moment> = [.empty]

        static func examples(_ tale: Tale) -> [Example<RatingState>] {
            func at(_ form: RatingForm?, _ step: RatingState.Step, _ change: (inout RatingState) -> Void = { _ in }) -> RatingState {
                var state = RatingState()
                (state.form, state.questionnaire, state.step) = (form, form?.questionnaires.first, step)
                change(&state)
                return state
            }
            let kept = tale("Đã lưu trên máy, sẽ gửi khi có mạng", "Kept on this phone, sent when there is a network")
            return [
                Example(.usual, at(tale.form, .intro), note: "who sees it"),
                Example(.usual, at(tale.form, .question(0)) { $0.answers = ["1": "2"] }, note: "a question"),
                Example(.usual, at(tale.form, .question(1)) { $0.answers = ["2": "1"] }, note: "what is known already"),
                Example(.usual, at(tale.form, .review) { $0.answers = ["1": "2"] }, note: "review"),
                Example(.usual, at(tale.form, .thanks(kept)), note: "thanks"),
                Example(.loading, at(nil, .intro)),
                Example(.offline, at(tale.form, .review) { $0.problem = tale.offline }),
                Example(.error, at(nil, .intro) { $0.problem = tale.error }),
                Example(.long, at(tale.stretched.form, .question(0))),
            ]
        }

        static func screen(_ state: RatingState) -> RatingScreen { RatingScreen(state: state) { _ in } }
    }

    struct ResultsPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<ResultsState>] {
            func at(_ results: [ResultView]?, _ problem: Problem? = nil) -> ResultsState {
                var state = ResultsState()
                (state.results, state.problem) = (results, problem)
                return state
            }
            return [
                Example(.usual, at([tale.result])), Example(.empty, at([])), Example(.loading, at(nil)),
                Example(.offline, at(nil, tale.offline)), Example(.error, at(nil, tale.error)), Example(.long, at([tale.stretched.result])),
            ]
        }

        static func screen(_ state: ResultsState) -> ResultsScreen { ResultsScreen(state: state) { _ in } }
    }

    /// The whole app over fakes, to be clicked through: a home with something on it, and rooms that answer.
    struct AppPreviews: PreviewProvider {
        static var previews: some View { CitizenScreens(app: app(.vi), phone: FakePhone().phone) }

        static func app(_ language: Language) -> AppModel {
            let (fake, tale) = (FakeCore(), Tale(language))
            fake.script.on("root.preferences", give: Preferences(language: language, textSize: .system, address: .ban))
            fake.script.on("root.setPreferences")
            fake.script.on("root.home", give: tale.fullHome)
            fake.script.on("root.sync")
            fake.script.on("outbox.page", give: tale.page([tale.row()]))
            fake.script.on("reports.categories", give: [Sample.category])
            fake.script.on("ratings.form", give: tale.form)
            fake.script.on("ratings.results", give: [tale.result])
            fake.script.on("outbox.receipt", give: tale.receipt)
            fake.script.on(
                "directory.emergencyNumbers", give: [EmergencyRow(number: "114", shown: tale.name("114"), name: tale.name("Cứu hỏa"))])
            fake.root.tell(.home, .home(view: tale.fullHome))
            fake.root.tell(.session, .session(view: tale.session))
            fake.root.tell(.waiting, .waiting(view: tale.summary(1)))
            let core = fake.core
            return AppModel(language: language) { _ in core }
        }
    }
#endif
