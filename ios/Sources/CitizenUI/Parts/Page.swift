#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The shape of every screen: a title, what went wrong, the content from top to bottom, as large as letters get.
    struct Page<Content: View>: View {
        @Environment(\.palette) private var palette
        @Environment(\.words) private var words
        @Environment(\.sample) private var sample
        let title: Said
        let problem: Problem?
        let busy: Bool
        @ViewBuilder let content: () -> Content

        init<S: ScreenState>(_ title: Said, _ state: S, @ViewBuilder content: @escaping () -> Content) {
            self.title = title
            problem = state.problem
            busy = state.busy
            self.content = content
        }

        var body: some View {
            ScrollView {
                VStack(alignment: .leading, spacing: 20) {
                    Say(title, .title2).accessibilityAddTraits(.isHeader)
                    if sample { Notice(said: words.demo) }
                    if let problem { Notice(said: problem.said, tone: problem.tone) }
                    content()
                    if busy { Loading() }
                }
                .padding(16)
                .frame(maxWidth: .infinity, alignment: .leading)
                .disabled(busy)
            }
            .foregroundStyle(Color(palette.ink))
            .background(Color(palette.paper))
            .navigationTitle(title.display)
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
