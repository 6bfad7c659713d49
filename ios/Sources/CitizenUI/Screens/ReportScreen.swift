#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct ReportScreen: View {
        @Environment(\.words) private var words
        let state: ReportState
        let send: @MainActor (ReportEvent) -> Void

        var body: some View {
            Page(words.report.title, state) {
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
                Each(advice.call) { number in QuietButton(words.call(number), mark: "phone") { send(.call(number)) } }
            }
            Card {
                Say(view.card.category, .headline)
                Text(verbatim: view.card.text).font(.body)
                Say(view.place)
                Each(view.placeFlags) { Say($0, .callout) }
                Say(view.visibility)
                Each(view.facts) { FactRow(fact: $0) }
            }
            Part(words.report.photos, view.photos) { photo in
                ToneLine(said: photo.state, tone: photo.tone, font: .body)
                Say(photo.size, .callout)
            }
            if view.receipt != nil { QuietButton(words.report.receipt, mark: "doc.text") { send(.receipt) } }
            Part(words.report.history, view.timeline) { TimelineStep(row: $0) }
            actions(view)
        }

        @ViewBuilder private func actions(_ view: ReportView) -> some View {
            if state.asking == .reopen {
                Heading(words.report.reopenTitle)
                Field(label: words.report.reopenLabel, text: state.why, lines: true) { send(.why($0)) }
                MainButton(words.report.reopenSend) { send(.yes) }
                QuietButton(words.keep) { send(.keep) }
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
