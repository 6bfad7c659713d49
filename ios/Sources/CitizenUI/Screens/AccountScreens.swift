#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct AccountScreen: View {
        @Environment(\.words) private var words
        let state: AccountState
        let send: @MainActor (AccountEvent) -> Void

        var body: some View {
            Page(words.account.title, state) {
                if let session = state.session { person(session) } else if state.problem == nil { Loading() }
                if state.waiting {
                    Notice(said: words.account.signInWait, tone: .waiting)
                    QuietButton(words.account.signInCancel) { send(.cancelSignIn) }
                }
                if state.wrongClock { Notice(said: state.clock ?? words.account.wrongClock, tone: .dueSoon) }
                if state.noBrowser { Notice(said: words.account.noBrowser, tone: .dueSoon) }
                activity
                Heading(words.account.held)
                QuietButton(words.account.export, line: words.account.exportLine) { send(.export) }
                Working(deed: .exporting)
                if let written = state.written { Notice(said: written, tone: .done) }
                if let copy = state.copy { Say(words.account.exported(copy)) }
                if state.noCopy { Notice(said: words.account.noCopy, tone: .dueSoon) }
                QuietButton(words.account.erase) { send(.ask(.erase)) }
            }
            .modifier(
                Sure(
                    title: words.account.signOutTitle, line: words.account.signOutLine, yes: words.account.signOut,
                    asked: state.asking == .signOut, keep: { send(.keep) }, act: { send(.yes) })
            )
            .modifier(
                Sure(
                    title: words.account.eraseTitle, line: words.account.eraseLine, yes: words.account.eraseYes,
                    asked: state.asking == .erase, keep: { send(.keep) }, act: { send(.yes) }))
        }

        /// Nothing is said of it before it is known.
        @ViewBuilder private var activity: some View {
            if let activity = state.activity {
                Heading(words.account.activity)
                if activity.isEmpty { Say(words.account.activityEmpty) }
                Each(activity) { OutboxCard(row: $0, receipt: { send(.receipt($0)) }) }
                if state.more { QuietButton(words.more) { send(.more) } }
            } else if state.problem == nil {
                Heading(words.account.activity)
                Loading()
            }
        }

        @ViewBuilder private func person(_ session: SessionView) -> some View {
            Say(session.said, .headline)
            if let name = session.name { Say(typed: name, .title3) }
            if let last = session.idLast4 { FactRow(fact: Fact(label: words.account.idNumber, value: last)) }
            if let level = session.level { FactRow(fact: Fact(label: words.account.level, value: level)) }
            if let until = session.until { FactRow(fact: Fact(label: words.account.until, value: until)) }
            if let other = session.actingFor { Notice(said: other) }
            if session.state == .signedIn || session.state == .paused {
                QuietButton(words.account.signOut.said) { send(.ask(.signOut)) }
                Working(deed: .signingOut)
            }
            // Where its button was.
            if let out = state.signedOut { Notice(said: out, tone: .done) }
            if session.state != .signedIn, session.state != .paused, !state.waiting {
                Say(words.account.signInAbout)
                MainButton(words.signIn, doing: .signingIn) { send(.signIn) }
            }
        }
    }

    /// What was sent or waits, in its own words.
    struct OutboxCard: View {
        @Environment(\.words) private var words
        let row: OutboxRow
        var retry: (@MainActor (ItemId) -> Void)?
        var discard: (@MainActor (OutboxRow) -> Void)?
        let receipt: @MainActor (ItemId) -> Void

        var body: some View {
            Card {
                Say(row.kind, .headline)
                if let about = row.about { Say(about) }
                ToneLine(said: row.state, tone: row.tone, font: .body)
                FactRow(fact: Fact(label: words.waiting.size, value: row.size))
                if let next = row.nextTry { FactRow(fact: Fact(label: words.waiting.next, value: next)) }
                Each(row.actions) { action in
                    switch action {
                    case .retry: if let retry { QuietButton(words.waiting.retry) { retry(row.id) } }
                    case .discard: if let discard { QuietButton(words.waiting.discard) { discard(row) } }
                    case .receipt: QuietButton(words.waiting.receipt) { receipt(row.id) }
                    }
                }
            }
        }
    }

    struct WaitingScreen: View {
        @Environment(\.words) private var words
        let state: WaitingState
        let send: @MainActor (WaitingEvent) -> Void

        var body: some View {
            Page(words.waiting.title, state) {
                if state.sending { UnderWay(said: words.waiting.sending, progress: state.progress) { send(.stop) } }
                if let came = state.came { Notice(said: came.said, tone: came.tone) }
                SignInOffer(helps: state.signInHelps) { send(.signIn) }
                if let page = state.page {
                    Say(page.waiting.said)
                    if page.rows.isEmpty {
                        Heading(words.waiting.empty)
                        Say(words.waiting.emptyLine)
                    } else if !state.sending {
                        MainButton(words.waiting.retryAll) { send(.retryAll) }
                    }
                    Each(page.rows) { row in
                        OutboxCard(
                            row: row, retry: { send(.retry($0)) }, discard: { send(.discard($0)) }, receipt: { send(.receipt($0)) })
                    }
                    if state.more { QuietButton(words.more) { send(.more) } }
                } else if state.problem == nil {
                    Loading()
                }
            }
            .modifier(
                Sure(
                    title: words.waiting.discardTitle(state.askingToDiscard), line: words.waiting.discardLine(state.askingToDiscard),
                    yes: words.waiting.discardYes, asked: state.askingToDiscard != nil, keep: { send(.keep) }, act: { send(.discardYes) }))
        }
    }
#endif
