#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The one main button of a screen.
    struct MainButton: View {
        @Environment(\.palette) private var palette
        @Environment(\.held) private var held
        let said: Said
        var deed: Deed?
        var stop: (@MainActor () -> Void)?
        let action: @MainActor () -> Void

        /// `doing`: what it begins, where that takes long.
        init(_ said: Said, doing deed: Deed? = nil, stop: (@MainActor () -> Void)? = nil, action: @escaping @MainActor () -> Void) {
            self.said = said
            self.deed = deed
            self.stop = stop
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
            .disabled(held)
            Working(deed: deed, stop: stop)
        }
    }

    /// Any other button: words, an edge, 44 points or more.
    struct QuietButton: View {
        @Environment(\.palette) private var palette
        @Environment(\.held) private var held
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
            .disabled(held)
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

    /// Something that is so or not, whatever else is chosen: a box with a tick, and a switch for VoiceOver.
    struct Tick: View {
        @Environment(\.held) private var held
        let said: Said
        var line: Said?
        let on: Bool
        let change: @MainActor (Bool) -> Void

        init(_ said: Said, line: Said? = nil, on: Bool, change: @escaping @MainActor (Bool) -> Void) {
            self.said = said
            self.line = line
            self.on = on
            self.change = change
        }

        var body: some View {
            QuietButton(said, line: line, mark: on ? "checkmark.square.fill" : "square") { change(!on) }
                .accessibilityRepresentation {
                    Toggle(isOn: Binding(get: { on }, set: { new in MainActor.assumeIsolated { change(new) } })) {
                        Say(said)
                        if let line { Say(line, .callout) }
                    }
                    .disabled(held)
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
