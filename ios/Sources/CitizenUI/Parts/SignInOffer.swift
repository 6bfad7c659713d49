#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// Where signing in is what helps, the way there stands beside the words that say so.
    struct SignInOffer: View {
        @Environment(\.words) private var words
        let helps: Bool
        let go: @MainActor () -> Void

        var body: some View {
            if helps { QuietButton(words.signIn, mark: "person", action: go) }
        }
    }
#endif
