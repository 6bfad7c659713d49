#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The person said no to something once, the system does not ask again, and here is where that is changed.
    struct Refused: View {
        @Environment(\.words) private var words
        let said: Said
        let settings: @MainActor () -> Void

        var body: some View {
            Notice(said: said, tone: .dueSoon)
            QuietButton(words.leave.settings, line: words.leave.settingsLine, mark: "gearshape", action: settings)
        }
    }

    /// A photo that was asked for: it may come from far away, and it may not come.
    struct PhotoComing: View {
        @Environment(\.words) private var words
        let coming: Bool
        let failed: Bool
        let stop: @MainActor () -> Void

        var body: some View {
            if coming {
                Say(words.leave.photoComing)
                QuietButton(words.leave.photoCancel, action: stop)
            }
            if failed { Notice(said: words.leave.noPhoto, tone: .dueSoon) }
        }
    }
#endif
