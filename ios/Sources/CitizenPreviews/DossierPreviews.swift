#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import SwiftUI

    @testable import CitizenUI

    struct ScanPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // Nothing on it has a name.
        static let lacks: Set<Moment> = [.long, .offline]

        static func examples(_ tale: Tale) -> [Example<ScanState>] {
            func at(camera: Bool = true, _ change: (inout ScanState) -> Void) -> ScanState {
                var state = ScanState(camera: camera)
                change(&state)
                return state
            }
            let unreadable = tale.problem(.refused, "client.file", tale("Không đọc được tệp này.", "This file cannot be read."))
            return [
                Example(.usual, at { $0.torch = true }, note: "torch"),
                Example(.usual, ScanState(camera: false), note: "no camera"),
                Example(.usual, ScanState(camera: false, refused: true), note: "camera refused"),
                Example(.usual, at { $0.dark = true }, note: "the camera does not open"),
                Example(.usual, at { $0.noPhoto = true }, note: "the picture did not come"),
                Example(.empty, at { $0.nothing = true }),
                Example(.loading, at { $0.busy = true }),
                Example(.error, at { $0.problem = unreadable }),
            ]
        }

        static func screen(_ state: ScanState) -> ScanScreen { ScanScreen(state: state) { _ in } }
    }

    struct ScannedPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It is reached with something found only.
        static let lacks: Set<Moment> = [.empty]

        static func examples(_ tale: Tale) -> [Example<ScannedState>] {
            let warning = tale("Địa chỉ giả dạng trang của tỉnh", "An address that looks like the province’s")
            let signed = tale.scan(.signed, tone: .done)
            return [
                Example(.usual, ScannedState(found: [signed]), note: "signed"),
                Example(
                    .usual, ScannedState(found: [tale.scan(.untrusted, tone: .security, warnings: [warning])]), note: "not to be trusted"),
                Example(.loading, ScannedState(found: [signed], followed: signed, busy: true), doing: .following),
                Example(.offline, ScannedState(found: [signed], problem: tale.offline)),
                Example(.error, ScannedState(found: [signed], problem: tale.error)),
                Example(
                    .long, ScannedState(found: [tale.stretched.scan(.signed, tone: .done), tale.stretched.scan(.signed, tone: .done)])),
            ]
        }

        static func screen(_ state: ScannedState) -> ScannedScreen { ScannedScreen(state: state) { _ in } }
    }

    struct TypeCodePreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<TypeCodeState>] {
            func at(_ code: String = "H29.12-261126-0101", _ change: (inout TypeCodeState) -> Void = { _ in }) -> TypeCodeState {
                var state = TypeCodeState()
                state.code = code
                change(&state)
                return state
            }
            let bad = tale.problem(
                .refused, "code.bad_character", tale("Mã hồ sơ không có dấu “!”.", "A dossier code has no “!” in it."))
            return [
                Example(.usual, at { $0.secret = "T3ST" }),
                Example(.empty, TypeCodeState()),
                Example(.loading, at { $0.busy = true }, doing: .following),
                Example(.offline, at { $0.problem = tale.offline }),
                Example(.error, at("H29!") { $0.problem = bad }),
                Example(.long, at("000.00.12.H09-26112601010101010101010101010101-0101")),
            ]
        }

        static func screen(_ state: TypeCodeState) -> TypeCodeScreen { TypeCodeScreen(state: state) { _ in } }
    }

    struct DossierPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // There is a dossier, or no such screen.
        static let lacks: Set<Moment> = [.empty]

        static func examples(_ tale: Tale) -> [Example<DossierState>] {
            func at(_ view: DossierView?, _ change: (inout DossierState) -> Void = { _ in }) -> DossierState {
                var state = DossierState()
                state.view = view
                change(&state)
                return state
            }
            let warning = tale("Tỉnh không còn hồ sơ này", "The province does not have this dossier any more")
            let stretched = tale.stretched.dossier(actions: [.rate, .signIn, .unfollow], warnings: [warning])
            return [
                Example(.usual, at(tale.dossier()), note: "papers are missing"),
                Example(.usual, at(tale.dossier(actions: [.rate])) { $0.showsCode = true }, note: "its code"),
                Example(.usual, at(tale.dossier()) { $0.askingToUnfollow = true }, note: "asked about unfollowing"),
                Example(.loading, at(nil)),
                Example(.offline, at(tale.dossier()) { $0.problem = tale.offline }),
                Example(.error, at(nil) { $0.problem = tale.error }),
                Example(.long, at(stretched)),
            ]
        }

        static func screen(_ state: DossierState) -> DossierScreen { DossierScreen(state: state) { _ in } }
    }
#endif
