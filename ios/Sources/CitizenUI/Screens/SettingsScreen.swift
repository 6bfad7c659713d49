#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct SettingsScreen: View {
        @Environment(\.words) private var words
        let state: SettingsState
        let send: @MainActor (SettingsEvent) -> Void

        var body: some View {
            Page(words.settings.title, state) {
                if let preferences = state.preferences { chosen(preferences) } else if state.problem == nil { Loading() }
                if let province = state.province {
                    FactRow(fact: Fact(label: words.settings.province, value: province.name))
                    FactRow(fact: Fact(label: words.settings.hotline, value: province.hotline))
                }
                QuietButton(words.settings.checks, line: words.settings.checksLine) { send(.check) }
                Working(deed: .checking)
                if let checks = state.checks { found(checks) }
            }
        }

        @ViewBuilder private func found(_ checks: [CheckRow]) -> some View {
            let bad = checks.filter { !$0.ok }.count
            Notice(said: words.settings.checked(bad, of: checks.count), tone: bad == 0 ? .done : .dueSoon)
            Each(checks) { check in
                ToneLine(said: check.ok ? words.settings.good : words.settings.look, tone: check.ok ? .done : .dueSoon, font: .body)
                Say(check.said)
            }
        }

        @ViewBuilder private func chosen(_ preferences: Preferences) -> some View {
            Heading(words.welcome.language)
            Choice(words.welcome.vietnamese, chosen: preferences.language == .vi) { send(.language(.vi)) }
            Choice(words.welcome.english, chosen: preferences.language == .en) { send(.language(.en)) }
            if state.asksAddress {
                Heading(words.settings.callMe)
                Each(Address.offered) { address in
                    Choice(words.settings.called(address), chosen: preferences.address == address) { send(.address(address)) }
                }
            }
            Heading(words.welcome.textSize)
            TextSizes(chosen: preferences.textSize, words: words) { send(.textSize($0)) }
        }
    }
#endif
