#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct DraftScreen: View {
        @Environment(\.words) private var words
        let state: DraftState
        let send: @MainActor (DraftEvent) -> Void

        var body: some View {
            Page(words.report.newTitle, state, placed: state.step == .text, part: state.step, lazy: state.step != .text) {
                Say(words.step(state.step.rawValue + 1, of: DraftState.Step.allCases.count), .callout)
                switch state.step {
                case .category: category
                case .place: place
                case .text: text
                case .review: review
                }
                QuietButton(words.back) { send(.back) }
                if state.draft != nil { Say(words.report.draftKept, .callout) }
            }
        }

        @ViewBuilder private var category: some View {
            Heading(words.report.category)
            Each(state.categories) { category in
                Choice(category.name, chosen: state.category == category) { send(.choose(category)) }
            }
            if let number = state.category?.emergency {
                Notice(said: words.report.callFirst, tone: .overdue)
                CallButton(number, said: words.call(number), uncalled: state.uncalled) { send(.call(number)) }
            }
            if state.category != nil { MainButton(words.next) { send(.next) } }
        }

        @ViewBuilder private var place: some View {
            Heading(words.report.placeAndPhotos)
            if let draft = state.draft {
                Say(draft.place)
                Each(draft.placeFlags) { Notice(said: $0) }
            }
            if state.measuring { Say(words.report.measuring) }
            if state.noFix { Notice(said: words.report.noFix, tone: .dueSoon) }
            if state.placeRefused { Refused(said: words.leave.place) { send(.openSettings) } }
            QuietButton(words.report.usePlace, mark: "location") { send(.usePlace) }
            QuietButton(words.report.noPlace) { send(.noPlace) }
            Heading(words.report.photos)
            photos
            PhotoComing(coming: state.photoComing, failed: state.noPhoto) { send(.cancelPhoto) }
            if state.cameraRefused { Refused(said: words.leave.camera) { send(.openSettings) } }
            QuietButton(words.report.takePhoto, mark: "camera") { send(.takePhoto) }
            QuietButton(words.report.choosePhoto, mark: "photo") { send(.choosePhoto) }
            Working(deed: .addingPhoto)
            MainButton(words.next) { send(.next) }
        }

        private var photos: some View {
            PhotoCards(
                photos: state.draft?.photos ?? [], pictures: state.pictures, look: { send(.photo($0)) }, remove: { send(.removePhoto($0)) })
        }

        @ViewBuilder private var text: some View {
            Heading(words.report.text)
            Field(label: words.report.textLabel, kind: .prose, hint: words.report.textHint, text: state.text, problem: state.problem) {
                send(.text($0))
            }
            Heading(words.report.who)
            Choice(words.report.public, line: words.report.publicLine, chosen: state.visibility == .public) { send(.see(.public)) }
            Choice(words.report.handler, line: words.report.handlerLine, chosen: state.visibility == .handler) { send(.see(.handler)) }
            Heading(words.report.name)
            Tick(words.report.anonymous, line: words.report.anonymousLine, on: state.anonymous) { send(.anonymous($0)) }
            MainButton(words.next) { send(.next) }
        }

        /// Exactly what leaves the phone, and how big it is.
        @ViewBuilder private var review: some View {
            Heading(words.report.review)
            if let draft = state.draft {
                Each(draft.advice) { advice in
                    Notice(said: advice.said, tone: .dueSoon)
                    Each(advice.call) { number in
                        CallButton(number, said: words.call(number), uncalled: state.uncalled) { send(.call(number)) }
                    }
                }
                Card {
                    Say(draft.card.category, .headline)
                    Say(typed: draft.card.text)
                    Say(draft.place)
                    Say(draft.visibility)
                    Each(draft.facts) { FactRow(fact: $0) }
                }
                photos
                if let size = draft.size { Notice(said: size) }
            }
            MainButton(words.report.send) { send(.send) }
        }
    }
#endif
