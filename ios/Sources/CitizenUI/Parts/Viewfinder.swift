#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    private struct FinderKey: EnvironmentKey {
        static let defaultValue: (@MainActor @Sendable () -> AnyView)? = nil
    }

    extension EnvironmentValues {
        /// The camera's picture, which only the phone has.
        var finder: (@MainActor @Sendable () -> AnyView)? {
            get { self[FinderKey.self] }
            set { self[FinderKey.self] = newValue }
        }
    }

    /// Where a code is held: what the camera sees, and the frame to hold it in. Dark where there is no camera.
    struct Viewfinder: View {
        @Environment(\.words) private var words
        @Environment(\.finder) private var finder

        var body: some View {
            ZStack {
                Color.black
                if let finder { finder() }
                RoundedRectangle(cornerRadius: 16).stroke(Color.white, lineWidth: 4).padding(32)
            }
            .aspectRatio(1, contentMode: .fit)
            .clipShape(RoundedRectangle(cornerRadius: 16))
            // On its side a phone is lower than it is wide.
            .frame(maxWidth: 360)
            .accessibilityElement(children: .ignore)
            .spoken(words.scan.finder)
        }
    }
#endif
