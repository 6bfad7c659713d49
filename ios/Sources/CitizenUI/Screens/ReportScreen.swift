#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct ReportScreen: View {
        @Environment(\.words) private var words
        let state: ReportState
        let send: @MainActor (ReportEvent) -> Void

        /// Asked why, as long as it can be opened again.
        private var reopening: Bool { state.asking == .reopen && state.view?.actions.contains(.reopen) == true }

        var body: some View {
            Page(words.report.title, state, placed: reopening) {
                if let view = state.view { content(view) } else if state.problem == nil { Loading() }
            }
            .modifier(
                Sure(
                    title: words.report.withdrawTitle, line: words.report.withdrawLine, yes: words.report.withdrawYes,
                    asked: state.asking == .withdraw, keep: { send(.keep) }, act: { send(.yes) })
            )
            .modifier(
                Sure(
                    title: words.report.discardTitle, line: words.report.discardLine, yes: words.report.discardYes,
                    asked: state.asking == .discard, keep: { send(.keep) }, act: { send(.yes) }))
        }

        @ViewBuilder private func content(_ view: ReportView) -> some View {
            ToneLine(said: view.card.state, tone: view.card.tone, font: .title3)
            if let pending = view.pending { Notice(said: pending, tone: .waiting) }
            if let reason = view.reason { Notice(said: reason, tone: .overdue) }
            Each(view.advice) { advice in
                Notice(said: advice.said, tone: .dueSoon)
                Each(advice.call) { number in CallButton(number, said: words.call(number), uncalled: state.uncalled) { send(.call(number)) }
                }
            }
            Card {
                Say(view.card.category, .headline)
                Say(typed: view.card.text)
                Say(view.place)
                Each(view.placeFlags) { Say($0, .callout) }
                Say(view.visibility)
                Each(view.facts) { FactRow(fact: $0) }
            }
            if !view.photos.isEmpty {
                Heading(words.report.photos)
                PhotoCards(photos: view.photos, pictures: state.pictures, look: { send(.photo($0)) })
            }
            if view.receipt != nil { QuietButton(words.report.receipt, mark: "doc.text") { send(.receipt) } }
            Part(words.report.history, view.timeline) { TimelineStep(row: $0) }
            actions(view)
        }

        @ViewBuilder private func actions(_ view: ReportView) -> some View {
            if reopening {
                Heading(words.report.reopenTitle)
                Field(label: words.report.reopenLabel, kind: .prose, text: state.why, problem: state.problem) { send(.why($0)) }
                MainButton(words.report.reopenSend) { send(.yes) }
                QuietButton(words.keep.said) { send(.keep) }
            } else {
                Each(view.actions) { action in
                    switch action {
                    case .edit: QuietButton(words.report.edit) { send(.edit) }
                    case .mend: MainButton(words.report.mend) { send(.mend) }
                    case .send: MainButton(words.report.send) { send(.send) }
                    case .confirm: MainButton(words.report.confirm) { send(.confirm) }
                    case .reopen: QuietButton(words.report.reopen) { send(.ask(.reopen)) }
                    case .withdraw: QuietButton(words.report.withdraw) { send(.ask(.withdraw)) }
                    case .discard: QuietButton(words.report.discard) { send(.ask(.discard)) }
                    }
                }
            }
        }
    }

    /// Reports that are done with.
    struct FinishedReportsScreen: View {
        @Environment(\.words) private var words
        let state: FinishedReportsState
        let send: @MainActor (FinishedReportsEvent) -> Void

        var body: some View {
            Page(words.report.finished, state) {
                if let cards = state.cards {
                    if cards.isEmpty { Say(words.report.finishedNone) }
                    Each(cards) { card in ReportCardView(card: card) { send(.open(card.id)) } }
                    if state.more { QuietButton(words.more) { send(.more) } }
                } else if state.problem != nil {
                    MainButton(words.again) { send(.again) }
                } else {
                    Loading()
                }
            }
        }
    }

    struct ReceiptScreen: View {
        @Environment(\.words) private var words
        let state: ReceiptState
        let send: @MainActor (ReceiptEvent) -> Void

        var body: some View {
            Page(words.report.receiptTitle, state) {
                if let receipt = state.receipt {
                    ReceiptSlip(receipt: receipt)
                    MainButton(words.report.share) { send(.share) }
                } else if state.problem == nil {
                    Loading()
                }
            }
        }
    }
#endif
