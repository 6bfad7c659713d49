#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct WelcomeScreen: View {
        let state: WelcomeState
        let send: @MainActor (WelcomeEvent) -> Void

        /// In the language just chosen, before anything is kept.
        private var words: Words { Words(state.preferences) }

        var body: some View {
            switch state.step {
            case .letters: letters
            case .province: province
            }
        }

        private var letters: some View {
            Page(words.welcome.title, state) {
                Say(words.welcome.about)
                Heading(words.welcome.language)
                Choice(words.welcome.vietnamese, chosen: state.preferences.language == .vi) { send(.language(.vi)) }
                Choice(words.welcome.english, chosen: state.preferences.language == .en) { send(.language(.en)) }
                Heading(words.welcome.textSize)
                TextSizes(chosen: state.preferences.textSize, words: words) { send(.textSize($0)) }
                MainButton(words.next) { send(.next) }
            }
        }

        private var province: some View {
            Page(words.welcome.province, state) {
                Say(words.welcome.provinceHint)
                Each(state.choices) { choice in
                    Choice(choice.name, line: former(choice), chosen: state.chosen == choice) { send(.choose(choice)) }
                }
                if state.chosen != nil {
                    MainButton(words.welcome.useProvince, doing: .joining, stop: { send(.waitNoLonger) }) { send(.next) }
                }
                QuietButton(words.back) { send(.back) }
            }
        }

        private func former(_ choice: ProvinceChoice) -> Said? {
            var lines = choice.former
            if choice.demo { lines.append(words.demo) }
            guard !lines.isEmpty else { return nil }
            return Said(display: lines.map(\.display).joined(separator: ", "), spoken: lines.map(\.spoken).joined(separator: ", "))
        }
    }

    struct TextSizes: View {
        let chosen: TextSize
        let words: Words
        let choose: @MainActor (TextSize) -> Void

        var body: some View {
            Choice(words.welcome.sizeSystem, chosen: chosen == .system) { choose(.system) }
            Choice(words.welcome.sizeLarge, chosen: chosen == .large) { choose(.large) }
            Choice(words.welcome.sizeLargest, chosen: chosen == .largest) { choose(.largest) }
            Say(words.settings.sample).dynamicTypeSize(typeSize(chosen))
        }
    }
#endif
