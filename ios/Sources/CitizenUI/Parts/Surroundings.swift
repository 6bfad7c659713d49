#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    private struct WordsKey: EnvironmentKey {
        static let defaultValue = Words(.vi)
    }

    private struct ScreensKey: EnvironmentKey {
        static let defaultValue: OpenScreens? = nil
    }

    private struct SampleKey: EnvironmentKey {
        static let defaultValue = false
    }

    private struct RaisedKey: EnvironmentKey {
        static let defaultValue = 0
    }

    private struct DoingKey: EnvironmentKey {
        static let defaultValue: Deed? = nil
    }

    private struct HeldKey: EnvironmentKey {
        static let defaultValue = false
    }

    extension EnvironmentValues {
        /// What the person waits for on this screen, where it has a name.
        var doing: Deed? {
            get { self[DoingKey.self] }
            set { self[DoingKey.self] = newValue }
        }

        /// While the person waits, what they could touch is held back, but for the way to wait no longer.
        var held: Bool {
            get { self[HeldKey.self] }
            set { self[HeldKey.self] = newValue }
        }

        /// Which one the newest problem is of those that came of what the person did on this screen; 0 of one that came by itself.
        var raised: Int {
            get { self[RaisedKey.self] }
            set { self[RaisedKey.self] = newValue }
        }

        /// Whether the province in use is one to try: then every screen says so.
        var sample: Bool {
            get { self[SampleKey.self] }
            set { self[SampleKey.self] = newValue }
        }

        /// Who is told of each screen that begins.
        var screens: OpenScreens? {
            get { self[ScreensKey.self] }
            set { self[ScreensKey.self] = newValue }
        }

        /// The shell's labels, in the person's language and with what they are called.
        public var words: Words {
            get { self[WordsKey.self] }
            set { self[WordsKey.self] = newValue }
        }

        /// The colours, by light or dark.
        var palette: Palette { colorScheme == .dark ? .dark : .light }
    }

    extension Color {
        init(_ ink: Ink) {
            self.init(red: Double(ink.red) / 255, green: Double(ink.green) / 255, blue: Double(ink.blue) / 255)
        }
    }

    /// Letters besides what the phone itself is set to: never smaller than that.
    func typeSize(_ chosen: TextSize) -> PartialRangeFrom<DynamicTypeSize> {
        switch chosen {
        case .system: DynamicTypeSize.xSmall...
        case .large: DynamicTypeSize.xxLarge...
        case .largest: DynamicTypeSize.accessibility2...
        }
    }

    /// Keeps a screen's model for as long as the screen has its place, covered by others or not, and closes it after.
    @MainActor final class Kept<State: ScreenState, Event: Sendable> {
        let model: ScreenModel<State, Event>
        private var begun = false

        init(_ model: ScreenModel<State, Event>) {
            self.model = model
        }

        func begin(_ screens: OpenScreens?) {
            guard !begun else { return }
            begun = true
            screens?.add(model)
            model.begin()
        }

        deinit {
            Task { @MainActor [model] in model.close() }
        }
    }

    /// A screen: what draws a state, and the model that makes it.
    struct Screen<S: ScreenState, Event: Sendable, Content: View>: View {
        @Environment(\.screens) private var screens
        @State private var kept: Kept<S, Event>
        private let content: (S, @escaping @MainActor (Event) -> Void) -> Content

        init(_ model: ScreenModel<S, Event>, @ViewBuilder content: @escaping (S, @escaping @MainActor (Event) -> Void) -> Content) {
            _kept = State(wrappedValue: Kept(model))
            self.content = content
        }

        var body: some View {
            content(kept.model.state) { kept.model.press($0) }
                .environment(\.raised, kept.model.raised)
                .environment(\.doing, kept.model.doing)
                .task {
                    kept.begin(screens)
                    kept.model.shown()
                }
                .onDisappear { kept.model.covered() }
        }
    }
#endif
