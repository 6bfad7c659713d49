#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    struct ScanScreen: View {
        @Environment(\.words) private var words
        let state: ScanState
        let send: @MainActor (ScanEvent) -> Void

        var body: some View {
            Page(words.scan.title, state) {
                if state.camera, state.dark {
                    Notice(said: words.scan.dark, tone: .dueSoon)
                    MainButton(words.scan.cameraAgain) { send(.cameraAgain) }
                } else if state.camera {
                    Say(words.scan.aim)
                    Viewfinder()
                    QuietButton(state.torch ? words.scan.torchOff : words.scan.torchOn, mark: "flashlight.on.fill") { send(.torch) }
                } else if state.refused {
                    Refused(said: words.leave.camera) { send(.openSettings) }
                } else {
                    Notice(said: words.scan.noCamera, tone: .dueSoon)
                    MainButton(words.scan.allowCamera) { send(.allowCamera) }
                }
                PhotoComing(coming: state.photoComing, failed: state.noPhoto) { send(.cancelPhoto) }
                if state.nothing { Notice(said: words.scan.nothing, tone: .dueSoon) }
                QuietButton(words.scan.fromPicture, mark: "photo") { send(.choosePicture) }
                QuietButton(words.scan.typeCode, mark: "keyboard") { send(.typeCode) }
            }
        }
    }

    struct ScannedScreen: View {
        @Environment(\.words) private var words
        let state: ScannedState
        let send: @MainActor (ScannedEvent) -> Void

        var body: some View {
            Page(words.scan.result, state) {
                Each(state.found) { scan in
                    Card {
                        Heading(scan.title)
                        ToneLine(said: scan.trustSaid, tone: scan.tone)
                        Each(scan.warnings) { Notice(said: $0, tone: .security) }
                        Each(scan.facts) { FactRow(fact: $0) }
                        if scan.follow != nil {
                            MainButton(words.scan.follow, doing: state.followed == scan ? .following : nil) { send(.follow(scan)) }
                        }
                    }
                }
                QuietButton(words.scan.more) { send(.again) }
            }
        }
    }

    struct TypeCodeScreen: View {
        @Environment(\.words) private var words
        let state: TypeCodeState
        let send: @MainActor (TypeCodeEvent) -> Void

        var body: some View {
            Page(words.scan.typeTitle, state, placed: state.codeProblem != nil, lazy: false) {
                Field(label: words.scan.code, kind: .code, hint: words.scan.codeHint, text: state.code, problem: state.codeProblem) {
                    send(.code($0))
                }
                Field(label: words.scan.secret, kind: .secret, hint: words.scan.secretHint, text: state.secret) { send(.secret($0)) }
                MainButton(words.scan.follow, doing: .following) { send(.follow) }
            }
        }
    }
#endif
