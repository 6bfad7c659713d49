#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The shape of every screen: a title, what went wrong, the content from top to bottom, as large as letters get.
    struct Page<Content: View>: View {
        @Environment(\.palette) private var palette
        @Environment(\.words) private var words
        @Environment(\.sample) private var sample
        @Environment(\.raised) private var raised
        @Environment(\.doing) private var doing
        let title: Said
        let problem: Problem?
        let busy: Bool
        let part: AnyHashable
        let lazy: Bool
        @AccessibilityFocusState private var atTop: Bool
        /// The problem that was scrolled to already: coming back to this page scrolls nowhere.
        @State private var brought = 0
        @ViewBuilder let content: () -> Content

        /// `placed`: the content has the problem beside what it is about. `part`: which of several contents it is; each begins at the top,
        /// for eyes and for VoiceOver. `lazy`: all but where a problem is placed out of sight of the button that it comes of, and has to be
        /// found there.
        init<S: ScreenState>(
            _ title: Said, _ state: S, placed: Bool = false, part: AnyHashable = 0, lazy: Bool = true,
            @ViewBuilder content: @escaping () -> Content
        ) {
            self.title = title
            self.part = part
            self.lazy = lazy
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
                        Column(lazy: lazy) { content() }
                        // What has a name stands at the button that began it.
                        if busy, doing == nil { Loading(said: words.working) }
                    }
                    .padding(16)
                    .frame(maxWidth: .infinity, alignment: .leading)
                    .environment(\.held, busy)
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

    /// From top to bottom. Lists grow by the hundred: what is off the screen is neither made nor asked for, unless all of it has to be there.
    struct Column<Content: View>: View {
        let lazy: Bool
        @ViewBuilder let content: () -> Content

        var body: some View {
            if lazy {
                LazyVStack(alignment: .leading, spacing: 20) { content() }
            } else {
                VStack(alignment: .leading, spacing: 20) { content() }
            }
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
        var said: Said?

        var body: some View {
            HStack(spacing: 12) {
                ProgressView().accessibilityHidden(true)
                Say(said ?? words.loading)
            }
        }
    }

    /// Below the button that began it: what goes on, and the way to wait no longer, where there is one.
    struct Working: View {
        @Environment(\.words) private var words
        @Environment(\.doing) private var doing
        let deed: Deed?
        var stop: (@MainActor () -> Void)?

        var body: some View {
            if let deed, deed == doing {
                Loading(said: words.doing(deed))
                if let stop { QuietButton(words.waitNoLonger, action: stop).environment(\.held, false) }
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
