#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The one main button of a screen.
    struct MainButton: View {
        @Environment(\.palette) private var palette
        let said: Said
        let action: @MainActor () -> Void

        init(_ said: Said, action: @escaping @MainActor () -> Void) {
            self.said = said
            self.action = action
        }

        var body: some View {
            Button(action: action) {
                Say(said, .headline)
                    .padding(12)
                    .frame(maxWidth: .infinity, minHeight: 52)
                    .foregroundStyle(Color(palette.onPrimary))
                    .background(Color(palette.primary), in: RoundedRectangle(cornerRadius: 14))
            }
            .buttonStyle(.plain)
        }
    }

    /// Any other button: words, an edge, 44 points or more.
    struct QuietButton: View {
        @Environment(\.palette) private var palette
        let said: Said
        var line: Said?
        var mark: String?
        let action: @MainActor () -> Void

        init(_ said: Said, line: Said? = nil, mark: String? = nil, action: @escaping @MainActor () -> Void) {
            self.said = said
            self.line = line
            self.mark = mark
            self.action = action
        }

        var body: some View {
            Button(action: action) {
                HStack(spacing: 12) {
                    if let mark { Image(systemName: mark).accessibilityHidden(true) }
                    VStack(alignment: .leading, spacing: 4) {
                        Say(said)
                        if let line { Say(line, .callout).foregroundStyle(Color(palette.ink2)) }
                    }
                }
                .padding(12)
                .frame(maxWidth: .infinity, minHeight: 44, alignment: .leading)
                // Without a ground only its words would answer a touch.
                .contentShape(RoundedRectangle(cornerRadius: 14))
                .foregroundStyle(Color(palette.primary))
                .overlay(RoundedRectangle(cornerRadius: 14).stroke(Color(palette.edge)))
            }
            .buttonStyle(.plain)
            .accessibilityElement(children: .combine)
        }
    }

    /// One of several; what is chosen has a mark, not only a colour.
    struct Choice: View {
        let said: Said
        var line: Said?
        let chosen: Bool
        let action: @MainActor () -> Void

        init(_ said: Said, line: Said? = nil, chosen: Bool, action: @escaping @MainActor () -> Void) {
            self.said = said
            self.line = line
            self.chosen = chosen
            self.action = action
        }

        var body: some View {
            QuietButton(said, line: line, mark: chosen ? "largecircle.fill.circle" : "circle", action: action)
                .accessibilityAddTraits(chosen ? .isSelected : [])
        }
    }

    /// A field with its words above it, not inside, where they would go with the first letter.
    struct Field: View {
        @Environment(\.palette) private var palette
        @FocusState private var typing: Bool
        let label: Said
        var hint: Said?
        let text: String
        var lines = false
        /// What is wrong with what was typed.
        var problem: Problem?
        let changed: @MainActor (String) -> Void

        private var bound: Binding<String> {
            Binding(get: { text }, set: { new in MainActor.assumeIsolated { changed(new) } })
        }

        var body: some View {
            VStack(alignment: .leading, spacing: 8) {
                Say(label, .headline).accessibilityHidden(true)
                Group {
                    if lines { TextField("", text: bound, axis: .vertical) } else { TextField("", text: bound) }
                }
                .focused($typing)
                .accessibilityLabel(label.spoken)
                .padding(12)
                .frame(minHeight: 44)
                // A touch anywhere within the edge begins the typing.
                .contentShape(RoundedRectangle(cornerRadius: 10))
                .onTapGesture { typing = true }
                .overlay(RoundedRectangle(cornerRadius: 10).stroke(Color(palette.edge)))
                if let problem { ProblemNotice(problem: problem) }
                if let hint { Say(hint, .callout).foregroundStyle(Color(palette.ink2)) }
            }
        }
    }

    /// A question before what cannot be undone: the safe answer is the first. The system reads out what it shows and has no other words for
    /// the ears, so it is asked with `Plain` texts alone.
    struct Sure: ViewModifier {
        @Environment(\.words) private var words
        let title: Plain
        let line: Plain
        let yes: Plain
        let asked: Bool
        let keep: @MainActor () -> Void
        let act: @MainActor () -> Void

        func body(content: Content) -> some View {
            content.alert(title.text, isPresented: Binding(get: { asked }, set: { if !$0 { MainActor.assumeIsolated { keep() } } })) {
                Button(words.keep.text, role: .cancel, action: keep)
                Button(yes.text, role: .destructive, action: act)
            } message: {
                Text(verbatim: line.text)
            }
        }
    }
#endif
