#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct DossierScreen: View {
        @Environment(\.words) private var words
        @Environment(\.palette) private var palette
        let state: DossierState
        let send: @MainActor (DossierEvent) -> Void

        var body: some View {
            Page(words.dossier.title, state) {
                if let view = state.view { content(view) } else if state.problem == nil { Loading() }
            }
            .modifier(
                Sure(
                    title: words.dossier.unfollowTitle, line: words.dossier.unfollowLine, yes: words.dossier.unfollowYes,
                    asked: state.askingToUnfollow, keep: { send(.keep) }, act: { send(.unfollowYes) }))
        }

        @ViewBuilder private func content(_ view: DossierView) -> some View {
            head(view)
            Part(words.dossier.todo, view.todo) { Say($0) }
            Part(words.dossier.fees, view.fees) { fee in
                Card {
                    Say(fee.name)
                    Say(fee.amount, .headline)
                    ToneLine(said: fee.state, tone: fee.paid ? .done : .dueSoon, font: .body)
                    if let qr = fee.qr { QrPicture(qr: qr) }
                }
            }
            Part(words.dossier.timeline, view.timeline) { TimelineStep(row: $0) }
            Part(words.dossier.details, view.facts) { FactRow(fact: $0) }
            foot(view)
        }

        @ViewBuilder private func head(_ view: DossierView) -> some View {
            ToneLine(said: view.card.state, tone: view.card.tone, font: .title3)
            if let time = view.card.time { Say(time) }
            if let procedure = view.card.procedure { Say(procedure) }
            Say(view.card.codeShown, .headline.monospacedDigit())
            Say(view.card.age.said, .callout).foregroundStyle(Color(palette.ink2))
            SampleMark(demo: view.card.demo)
            Each(view.warnings) { Notice(said: $0, tone: .security) }
            if let qr = view.qr {
                QuietButton(state.showsCode ? words.dossier.hideQr : words.dossier.showQr, mark: "qrcode") {
                    send(.showCode(!state.showsCode))
                }
                if state.showsCode { QrPicture(qr: qr) }
            }
        }

        @ViewBuilder private func foot(_ view: DossierView) -> some View {
            if let official = view.official { FactRow(fact: Fact(label: words.dossier.official, value: official)) }
            FactRow(fact: Fact(label: words.dossier.trust, value: view.trust))
            Each(view.actions) { action in
                switch action {
                case .rate: MainButton(words.dossier.rate) { send(.rate) }
                case .signIn: QuietButton(words.dossier.signInForMore) { send(.signIn) }
                case .unfollow: QuietButton(words.dossier.unfollow) { send(.unfollow) }
                }
            }
        }
    }
#endif
