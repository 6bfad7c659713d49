#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// Plain state large, procedure, one line of time, one line of what to do.
    struct DossierCardView: View {
        @Environment(\.words) private var words
        @Environment(\.sample) private var sample
        @Environment(\.palette) private var palette
        @Environment(\.held) private var held
        let card: DossierCard
        let open: @MainActor () -> Void

        var body: some View {
            Button(action: open) {
                Card {
                    ToneLine(said: card.state, tone: card.tone)
                    if let procedure = card.procedure { Say(procedure) }
                    if let time = card.time { Say(time) }
                    if let todo = card.todo { Say(todo, .headline) }
                    Say(card.codeShown, .callout.monospacedDigit()).foregroundStyle(Color(palette.ink2))
                    Say(card.age.said, .callout).foregroundStyle(Color(palette.ink2))
                    if card.demo && !sample { Say(words.demo, .callout) }
                }
            }
            .buttonStyle(.plain)
            .disabled(held)
            .accessibilityElement(children: .combine)
        }
    }

    struct ReportCardView: View {
        @Environment(\.palette) private var palette
        @Environment(\.held) private var held
        let card: ReportCard
        let open: @MainActor () -> Void

        var body: some View {
            Button(action: open) {
                Card {
                    ToneLine(said: card.state, tone: card.tone)
                    Say(card.category)
                    if let about = card.about { Say(about, .callout) }
                    if let todo = card.todo { Say(todo, .headline) }
                    Say(card.when, .callout).foregroundStyle(Color(palette.ink2))
                }
            }
            .buttonStyle(.plain)
            .disabled(held)
            .accessibilityElement(children: .combine)
        }
    }

    /// Labels and values; under each other, so that large letters fit.
    struct FactRow: View {
        @Environment(\.palette) private var palette
        let fact: Fact

        var body: some View {
            VStack(alignment: .leading, spacing: 2) {
                Say(fact.label, .callout).foregroundStyle(Color(palette.ink2))
                Say(fact.value)
            }
            .accessibilityElement(children: .combine)
        }
    }

    /// A step: who, when, what. A stopped clock is drawn as stopped, and said.
    struct TimelineStep: View {
        @Environment(\.words) private var words
        @Environment(\.palette) private var palette
        let row: TimelineRow

        var body: some View {
            HStack(alignment: .top, spacing: 12) {
                Image(systemName: row.clockStopped ? "pause.circle" : row.now ? "largecircle.fill.circle" : "circle")
                    .accessibilityHidden(true)
                VStack(alignment: .leading, spacing: 2) {
                    Say(row.what, row.now ? .headline : .body)
                    Say(row.when, .callout).foregroundStyle(Color(palette.ink2))
                    if let who = row.who { Say(who, .callout) }
                    if let note = row.note { Say(note, .callout) }
                    if row.clockStopped { Say(words.clockStopped, .callout) }
                }
            }
            .accessibilityElement(children: .combine)
        }
    }

    /// A square code: black on white whatever the screen's colours, with the quiet zone that readers need.
    struct QrPicture: View {
        let qr: QrView

        var body: some View {
            Canvas { context, size in
                let cells = CGFloat(qr.size) + 8
                let cell = min(size.width, size.height) / cells
                context.fill(Path(CGRect(x: 0, y: 0, width: cells * cell, height: cells * cell)), with: .color(.white))
                for square in qr.dark {
                    let place = CGRect(x: CGFloat(square.x + 4) * cell, y: CGFloat(square.y + 4) * cell, width: cell, height: cell)
                    context.fill(Path(place), with: .color(.black))
                }
            }
            .frame(maxWidth: 320, minHeight: 240, maxHeight: 320)
            .accessibilityElement()
            .spoken(qr.label)
        }
    }

    struct ReceiptSlip: View {
        @Environment(\.words) private var words
        let receipt: ReceiptView

        var body: some View {
            Card {
                Heading(words.report.receiptTitle)
                Say(receipt.when)
                ToneLine(
                    said: receipt.verified ? words.receiptVerified : words.receiptUnverified, tone: receipt.verified ? .done : .security)
                Each(receipt.facts) { FactRow(fact: $0) }
                if let qr = receipt.qr { QrPicture(qr: qr) }
            }
        }
    }
#endif
