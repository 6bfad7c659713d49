#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// What is typed into a field, and so what the keyboard may make of it.
    enum FieldKind: CaseIterable {
        /// Sentences, on as many lines as they take.
        case prose
        /// The code of a dossier, which the core writes in capitals.
        case code
        /// A look-up code, which counts letter by letter as it is printed.
        case secret
        /// Words to look for, with their marks or without.
        case search

        /// Letters, figures and signs alone: a keyboard that composes Vietnamese would make others of them.
        var ascii: Bool { self == .code || self == .secret }
        /// The system puts right what it takes for a mistake.
        var corrected: Bool { self == .prose }
        #if !os(macOS)
            var capitals: TextInputAutocapitalization {
                switch self {
                case .prose: .sentences
                case .code: .characters
                case .secret, .search: .never
                }
            }
        #endif
        /// What the key below the letters says.
        var key: SubmitLabel {
            switch self {
            case .prose: .return
            case .code, .secret: .done
            case .search: .search
            }
        }
    }

    /// Sets the keyboard.
    struct Typing: ViewModifier {
        let kind: FieldKind

        func body(content: Content) -> some View {
            #if os(macOS)
                content.autocorrectionDisabled(!kind.corrected).submitLabel(kind.key)
            #else
                content.autocorrectionDisabled(!kind.corrected)
                    .textInputAutocapitalization(kind.capitals)
                    .keyboardType(kind.ascii ? .asciiCapable : .default)
                    .submitLabel(kind.key)
            #endif
        }
    }

    /// A field with its words above it, not inside, where they would go with the first letter.
    struct Field: View {
        @Environment(\.palette) private var palette
        @Environment(\.held) private var held
        @FocusState private var typing: Bool
        let label: Said
        let kind: FieldKind
        var hint: Said?
        let text: String
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
                    if kind == .prose { TextField("", text: bound, axis: .vertical) } else { TextField("", text: bound) }
                }
                .modifier(Typing(kind: kind))
                .disabled(held)
                .focused($typing)
                .spoken(label)
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
#endif
