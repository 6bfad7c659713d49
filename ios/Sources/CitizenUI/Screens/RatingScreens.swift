#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct RatingScreen: View {
        @Environment(\.words) private var words
        let state: RatingState
        let send: @MainActor (RatingEvent) -> Void

        var body: some View {
            Page(words.rating.title, state, part: state.step) {
                SignInOffer(helps: state.problem?.advice == .signIn) { send(.signIn) }
                switch state.step {
                case .intro: intro
                case .question(let number): question(number)
                case .review: review
                case .thanks(let said):
                    Heading(words.rating.thanks)
                    Say(said)
                    MainButton(words.rating.home) { send(.done) }
                }
            }
        }

        @ViewBuilder private var intro: some View {
            if let form = state.form {
                Heading(words.rating.whoSees)
                Say(form.whoSees)
                if form.questionnaires.count > 1 {
                    Heading(words.rating.choose)
                    Each(form.questionnaires) { one in
                        Choice(one.title, line: one.note, chosen: state.questionnaire?.id == one.id) { send(.choose(one)) }
                    }
                }
                MainButton(words.rating.begin) { send(.begin) }
            } else if state.problem == nil {
                Loading()
            }
        }

        @ViewBuilder private func question(_ number: Int) -> some View {
            if let question = state.question {
                Say(words.question(number + 1, of: state.questionnaire?.questions.count ?? 0), .callout)
                Heading(question.text)
                if question.sensitive { Notice(said: words.rating.sensitive) }
                if question.known != nil { Notice(said: words.rating.known) }
                if question.kind == .text {
                    Field(label: words.rating.yourWords, kind: .prose, text: state.answers[question.id] ?? "") { send(.answer($0)) }
                } else {
                    Each(question.choices) { choice in
                        Choice(choice.text, chosen: state.answers[question.id] == choice.value) { send(.answer(choice.value)) }
                    }
                }
                MainButton(words.next) { send(.next) }
                QuietButton(words.rating.skip) { send(.skip) }
                QuietButton(words.back) { send(.back) }
            }
        }

        @ViewBuilder private var review: some View {
            Heading(words.rating.review)
            let questions = state.questionnaire?.questions ?? []
            Each(Array(questions.enumerated())) { number, question in
                QuietButton(question.text, line: answer(question)) { send(.change(number)) }
            }
            MainButton(words.rating.send, doing: .rating) { send(.send) }
            QuietButton(words.back) { send(.back) }
        }

        private func answer(_ question: QuestionView) -> Said {
            guard let value = state.answers[question.id] else { return words.rating.skipped }
            return question.choices.first { $0.value == value }?.text ?? Said(display: value, spoken: value)
        }
    }

    struct ResultsScreen: View {
        @Environment(\.words) private var words
        let state: ResultsState
        let send: @MainActor (ResultsEvent) -> Void

        var body: some View {
            Page(words.rating.results, state) {
                Say(words.rating.resultsAbout)
                if let results = state.results {
                    if results.isEmpty { Say(words.rating.noResults) }
                    Each(results) { ResultCard(result: $0) }
                } else if state.problem != nil {
                    MainButton(words.again) { send(.again) }
                } else {
                    Loading()
                }
            }
        }
    }

    /// The answers in words; the bars are for eyes alone.
    struct ResultCard: View {
        @Environment(\.palette) private var palette
        let result: ResultView

        var body: some View {
            Card {
                Heading(result.unit)
                Say(result.title)
                if let unverified = result.unverified { Notice(said: unverified) }
                Say(result.period, .callout)
                Say(result.count)
                if let suppressed = result.suppressed { Notice(said: suppressed) }
                if let score = result.score { Say(score, .headline) }
                if let interval = result.interval { Say(interval, .callout) }
                if let grade = result.class { Say(grade, .callout) }
                Say(result.counted, .callout)
                Each(result.questions) { group in
                    Heading(group.question)
                    Each(group.bars) { bar in
                        Say(bar.said)
                        RoundedRectangle(cornerRadius: 4).fill(Color(palette.primary))
                            .frame(width: 2 + CGFloat(bar.permille) * 0.24, height: 8)
                            .accessibilityHidden(true)
                    }
                }
            }
        }
    }
#endif
