#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct SearchScreen: View {
        @Environment(\.words) private var words
        let state: SearchState
        let send: @MainActor (SearchEvent) -> Void

        var body: some View {
            Page(words.search.title, state) {
                Field(label: words.search.field, kind: .search, hint: words.search.hint, text: state.query) { send(.query($0)) }
                if let found = state.found {
                    Each(found.hits) { hit in
                        if hit.kind == .procedure {
                            QuietButton(hit.title, line: hit.line) { send(.open(hit)) }
                        } else {
                            Card {
                                Say(hit.title, .headline)
                                Say(hit.line)
                            }
                        }
                    }
                    if let nothing = found.nothing { Say(nothing) }
                }
            }
        }
    }

    struct ProcedureScreen: View {
        @Environment(\.words) private var words
        let state: ProcedureState
        let send: @MainActor (ProcedureEvent) -> Void

        var body: some View {
            Page(words.search.procedure, state) {
                if let view = state.view {
                    Heading(view.name)
                    SampleMark(demo: view.demo)
                    if let note = view.note { Notice(said: note) }
                    Part(words.search.details, view.facts) { FactRow(fact: $0) }
                    Part(words.search.fees, view.fees) { Say($0) }
                    Part(words.search.papers, view.papers) { Say($0) }
                    Part(words.search.offices, view.offices) { FactRow(fact: $0) }
                } else if state.problem != nil {
                    MainButton(words.again) { send(.again) }
                } else {
                    Loading()
                }
            }
        }
    }

    struct EmergencyScreen: View {
        @Environment(\.words) private var words
        let state: EmergencyState
        let send: @MainActor (EmergencyEvent) -> Void

        var body: some View {
            Page(words.emergency.title, state) {
                Say(words.emergency.about)
                Each(state.rows) { row in
                    CallButton(row.number, said: row.name, line: row.shown, uncalled: state.uncalled) { send(.call(row)) }
                }
            }
        }
    }

    /// The way into helping somebody else: what it takes is said before anything begins.
    struct AssistedScreen: View {
        @Environment(\.words) private var words

        private struct Nothing: ScreenState {
            var problem: Problem?
            var busy = false
        }

        var body: some View {
            Page(words.assisted.title, Nothing()) {
                Say(words.assisted.line)
                Notice(said: words.assisted.presence)
                Notice(said: words.assisted.notYet, tone: .waiting)
            }
        }
    }
#endif
