import CitizenCore
import Foundation

/// A rating: who sees it, one question a screen, everything once more, thanks.
public struct RatingState: ScreenState {
    public enum Step: Hashable, Sendable {
        case intro
        case question(Int)
        case review
        case thanks(Said)
    }

    public var form: RatingForm?
    public var questionnaire: QuestionnaireView?
    public var step = Step.intro
    /// By question; what is left out was skipped.
    public var answers: [String: String] = [:]
    public var problem: Problem?
    public var busy = false

    public init() {}

    /// The question that is shown.
    public var question: QuestionView? {
        guard case .question(let number) = step, let questions = questionnaire?.questions, questions.indices.contains(number) else {
            return nil
        }
        return questions[number]
    }
}

public enum RatingEvent: Sendable {
    case choose(QuestionnaireView)
    case begin
    case answer(String)
    case skip, next, back
    case change(Int)
    case send, signIn, done
}

public final class RatingModel: ScreenModel<RatingState, RatingEvent> {
    private let code: DossierCode
    private let ratings: any RatingRoom
    private let unsent: UnsentAnswers
    private let ways: any Ways

    /// `unsent` outlives the screen: what was answered is there again when the person comes back to this dossier.
    public init(_ code: DossierCode, _ core: Core, unsent: UnsentAnswers, ways: any Ways) {
        self.code = code
        ratings = core.ratings
        self.unsent = unsent
        self.ways = ways
        super.init(RatingState())
    }

    public override func begin() {
        read { [self] in
            let form = try await ratings.form(code)
            set { $0.form = form }
            if let earlier = unsent.of(code), let same = form.questionnaires.first(where: { $0.id == earlier.questionnaire }) {
                set { ($0.questionnaire, $0.answers) = (same, earlier.answers) }
            } else if let first = form.questionnaires.first {
                take(first)
            }
        }
    }

    public override func send(_ event: RatingEvent) {
        switch event {
        case .choose(let questionnaire): take(questionnaire)
        case .begin: show(0)
        case .answer(let value):
            guard let question = state.question else { return }
            answer(question, value)
        case .skip:
            guard let question = state.question else { return }
            answer(question, nil)
            move(1)
        case .next: move(1)
        case .back: move(-1)
        case .change(let number): show(number)
        case .send: sendIt()
        case .signIn: ways.go(.account)
        case .done: ways.home()
        }
    }

    /// What the dossier's dates already say is filled in, for the person to see whether it is right.
    private func take(_ questionnaire: QuestionnaireView) {
        let known = questionnaire.questions.compactMap { question in question.known.map { (question.id, $0) } }
        set {
            $0.questionnaire = questionnaire
            $0.answers = Dictionary(known) { first, _ in first }
        }
    }

    private func answer(_ question: QuestionView, _ value: String?) {
        // The core takes no empty words: who deleted what they wrote has not answered.
        let value = value.flatMap { $0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ? nil : $0 }
        set { $0.answers[question.id] = value }
        guard let questionnaire = state.questionnaire else { return }
        unsent.hold(UnsentAnswers.Rating(questionnaire: questionnaire.id, answers: state.answers), of: code)
    }

    private func move(_ by: Int) {
        switch state.step {
        case .question(let number): show(number + by)
        case .review where by < 0: show((state.questionnaire?.questions.count ?? 0) - 1)
        case .intro where by < 0: ways.back()
        default: break
        }
    }

    private func show(_ number: Int) {
        let count = state.questionnaire?.questions.count ?? 0
        set { $0.step = number < 0 ? .intro : number < count ? .question(number) : .review }
    }

    private func sendIt() {
        guard let questionnaire = state.questionnaire else { return }
        let answers = questionnaire.questions.compactMap { question in
            state.answers[question.id].map { AnswerRequest(question: question.id, value: $0) }
        }
        write(.rating) { [self] in
            let kept = try await ratings.rate(code, questionnaire.id, answers)
            unsent.forget(code)
            ways.syncSoon()
            set { $0.step = .thanks(kept.said) }
            say(kept.said)
        }
    }
}

/// What was published. `nil` while nothing is known.
public struct ResultsState: ScreenState {
    public var results: [ResultView]?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum ResultsEvent: Sendable { case again }

public final class ResultsModel: ScreenModel<ResultsState, ResultsEvent> {
    private let ratings: any RatingRoom

    public init(_ core: Core) {
        ratings = core.ratings
        super.init(ResultsState())
    }

    public override func begin() {
        read { [self] in
            let results = try await ratings.results(unit: nil, period: nil)
            set { $0.results = results }
        }
    }

    public override func send(_ event: ResultsEvent) { begin() }
}
