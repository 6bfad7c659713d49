#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    @testable import CitizenUI

    /// A moment in which a screen is looked at.
    enum Moment: String, CaseIterable, Sendable {
        case usual, empty, loading, offline, error, long
    }

    /// A state worth looking at.
    struct Example<Shown: ScreenState> {
        let moment: Moment
        /// What is to be seen, where the moment does not say it.
        let note: String?
        let state: Shown
        /// What is waited for.
        let doing: Deed?
        /// What the shell's labels call the person.
        let address: Address

        init(_ moment: Moment, _ state: Shown, note: String? = nil, doing: Deed? = nil, address: Address = .ban) {
            self.moment = moment
            self.doing = doing
            self.address = address
            self.note = note
            self.state = state
        }

        var name: String { note.map { "\(moment.rawValue), \($0)" } ?? moment.rawValue }
    }

    /// How it is looked at.
    struct Look: Sendable {
        let name: String
        let language: Language
        let scheme: ColorScheme
        let letters: DynamicTypeSize

        static let all = [
            Look(name: "vi, light", language: .vi, scheme: .light, letters: .large),
            Look(name: "vi, dark", language: .vi, scheme: .dark, letters: .large),
            Look(name: "vi, light, largest letters", language: .vi, scheme: .light, letters: .accessibility5),
            Look(name: "en, light", language: .en, scheme: .light, letters: .large),
            Look(name: "en, dark, largest letters", language: .en, scheme: .dark, letters: .accessibility5),
        ]
    }

    /// Previews of one screen: every moment that it has, in every look.
    @MainActor protocol ScreenPreviews: PreviewProvider {
        associatedtype Shown: ScreenState
        associatedtype Screen: View
        /// Moments that this screen does not have.
        static var lacks: Set<Moment> { get }
        static func examples(_ tale: Tale) -> [Example<Shown>]
        static func screen(_ state: Shown) -> Screen
    }

    extension ScreenPreviews {
        static var lacks: Set<Moment> { [] }

        static var gallery: some View {
            ForEach(sheets, id: \.name) { sheet in
                screen(sheet.example.state)
                    .environment(\.words, Words(sheet.look.language, sheet.example.address))
                    .environment(\.doing, sheet.example.doing)
                    .environment(\.colorScheme, sheet.look.scheme)
                    .dynamicTypeSize(sheet.look.letters)
                    .previewDisplayName(sheet.name)
            }
        }

        static var sheets: [Sheet<Shown>] {
            Look.all.flatMap { look in examples(Tale(look.language)).map { Sheet(look: look, example: $0) } }
        }
    }

    /// One picture of the gallery.
    struct Sheet<Shown: ScreenState> {
        let look: Look
        let example: Example<Shown>

        var name: String { "\(example.name) · \(look.name)" }
    }

    /// Every screen's previews; a test compares them with the screens that there are.
    @MainActor enum Gallery {
        static let all: [any ScreenPreviews.Type] = [
            WelcomePreviews.self, ClosedPreviews.self, HomePreviews.self, SettingsPreviews.self, ScanPreviews.self, ScannedPreviews.self,
            TypeCodePreviews.self, DossierPreviews.self, DraftPreviews.self, ReportPreviews.self, FinishedReportsPreviews.self,
            ReceiptPreviews.self,
            RatingPreviews.self, ResultsPreviews.self, SearchPreviews.self, ProcedurePreviews.self, EmergencyPreviews.self,
            AssistedPreviews.self, AccountPreviews.self, WaitingPreviews.self,
        ]
    }
#endif
