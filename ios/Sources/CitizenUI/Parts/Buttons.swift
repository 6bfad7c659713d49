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
        let label: Said
        var hint: Said?
        let text: String
        var lines = false
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
                .accessibilityLabel(label.spoken)
                .padding(12)
                .frame(minHeight: 44)
                .overlay(RoundedRectangle(cornerRadius: 10).stroke(Color(palette.edge)))
                if let hint { Say(hint, .callout).foregroundStyle(Color(palette.ink2)) }
            }
        }
    }

    /// A question before what cannot be undone: the safe answer is the first.
    struct Sure: ViewModifier {
        @Environment(\.words) private var words
        let title: Said
        let line: Said
        let yes: Said
        let asked: Bool
        let keep: @MainActor () -> Void
        let act: @MainActor () -> Void

        func body(content: Content) -> some View {
            content.alert(title.display, isPresented: Binding(get: { asked }, set: { if !$0 { MainActor.assumeIsolated { keep() } } })) {
                Button(words.keep.display, role: .cancel, action: keep)
                Button(yes.display, role: .destructive, action: act)
            } message: {
                Text(verbatim: line.display)
            }
        }
    }
#endif
