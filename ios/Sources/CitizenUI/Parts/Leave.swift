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

    /// A number to call; where this phone does not, it says so and which.
    struct CallButton: View {
        @Environment(\.words) private var words
        private let said: Said
        private let line: Said?
        private let number: String
        private let uncalled: String?
        private let call: @MainActor () -> Void

        /// `uncalled`: the number that this phone was asked for and does not call.
        init(_ number: String, said: Said, line: Said? = nil, uncalled: String?, call: @escaping @MainActor () -> Void) {
            (self.said, self.line, self.number, self.uncalled, self.call) = (said, line, number, uncalled, call)
        }

        var body: some View {
            QuietButton(said, line: line, mark: "phone.fill", action: call)
            if uncalled == number { Notice(said: words.cannotCall(number), tone: .dueSoon) }
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
