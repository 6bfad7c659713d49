#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The shape of every screen: a title, what went wrong, the content from top to bottom, as large as letters get.
    struct Page<Content: View>: View {
        @Environment(\.palette) private var palette
        @Environment(\.words) private var words
        @Environment(\.sample) private var sample
        @Environment(\.raised) private var raised
        let title: Said
        let problem: Problem?
        let busy: Bool
        let part: AnyHashable
        @AccessibilityFocusState private var atTop: Bool
        /// The problem that was scrolled to already: coming back to this page scrolls nowhere.
        @State private var brought = 0
        @ViewBuilder let content: () -> Content

        /// `placed`: the content has the problem beside what it is about. `part`: which of several contents it is; each begins at the top,
        /// for eyes and for VoiceOver.
        init<S: ScreenState>(
            _ title: Said, _ state: S, placed: Bool = false, part: AnyHashable = 0, @ViewBuilder content: @escaping () -> Content
        ) {
            self.title = title
            self.part = part
            problem = placed ? nil : state.problem
            busy = state.busy
            self.content = content
        }

        var body: some View {
            ScrollViewReader { reader in
                ScrollView {
                    VStack(alignment: .leading, spacing: 20) {
                        Say(title, .title2).accessibilityAddTraits(.isHeader)
                            .accessibilityFocused($atTop)
                            .id("top")
                        if sample { Notice(said: words.demo) }
                        if let problem { ProblemNotice(problem: problem) }
                        content()
                        if busy { Loading() }
                    }
                    .padding(16)
                    .frame(maxWidth: .infinity, alignment: .leading)
                    .disabled(busy)
                }
                .task(id: raised) {
                    guard raised > brought else { return }
                    brought = raised
                    reader.scrollTo(ProblemNotice.spot, anchor: .center)
                }
                .onChange(of: part) {
                    reader.scrollTo("top", anchor: .top)
                    atTop = true
                }
            }
            .foregroundStyle(Color(palette.ink))
            .background(Color(palette.paper))
            // The bar names the page for the way back to it, and shows nothing itself: the title above grows with the letters, and is there once.
            .navigationTitle(title.display)
            .toolbarTitleDisplayMode(.inline)
            .toolbar { ToolbarItem(placement: .principal) { Text(verbatim: "").accessibilityHidden(true) } }
        }
    }

    /// What went wrong. One that comes of something that the person did is brought onto the screen, and VoiceOver goes to it.
    struct ProblemNotice: View {
        static let spot = "problem"
        @Environment(\.raised) private var raised
        @AccessibilityFocusState private var here: Bool
        @State private var brought = 0
        let problem: Problem

        var body: some View {
            Notice(said: problem.said, tone: problem.tone)
                .accessibilityElement(children: .combine)
                .accessibilityFocused($here)
                .id(Self.spot)
                .task(id: raised) {
                    guard raised > brought else { return }
                    (brought, here) = (raised, true)
                }
        }
    }

    /// Marks one thing that is of sample data, where not the whole screen is marked already.
    struct SampleMark: View {
        @Environment(\.words) private var words
        @Environment(\.sample) private var sample
        let demo: Bool

        var body: some View {
            if demo && !sample { Notice(said: words.demo) }
        }
    }

    /// Something is on its way; said in words too.
    struct Loading: View {
        @Environment(\.words) private var words

        var body: some View {
            HStack(spacing: 12) {
                ProgressView().accessibilityHidden(true)
                Say(words.loading)
            }
        }
    }

    /// What goes on beside what the person does, how far it is, and the way to stop it.
    struct UnderWay: View {
        @Environment(\.words) private var words
        @Environment(\.palette) private var palette
        let said: Said
        let progress: Said?
        let stop: @MainActor () -> Void

        var body: some View {
            VStack(alignment: .leading, spacing: 8) {
                HStack(spacing: 12) {
                    ProgressView().accessibilityHidden(true)
                    Say(said, .callout)
                }
                if let progress { Say(progress, .callout) }
            }
            .foregroundStyle(Color(palette.ink2))
            QuietButton(words.stop, action: stop)
        }
    }

    /// A card on its ground.
    struct Card<Content: View>: View {
        @Environment(\.palette) private var palette
        @ViewBuilder let content: () -> Content

        var body: some View {
            VStack(alignment: .leading, spacing: 8) { content() }
                .padding(16)
                .frame(maxWidth: .infinity, alignment: .leading)
                .background(Color(palette.card), in: RoundedRectangle(cornerRadius: 16))
        }
    }
#endif
