#if canImport(UIKit) && !os(macOS)
    import CitizenCore
    import UIKit

    /// Telephone, share sheet, VoiceOver.
    @MainActor public final class AppleDesk: Desk {
        private let presenter: @MainActor () -> UIViewController?
        private let copies = CopyShelf(
            folder: FileManager.default.temporaryDirectory.appendingPathComponent("copies"), marks: AppleFolderMarks())
        private let handing = HandOver()

        public init(presenter: @escaping @MainActor () -> UIViewController?) {
            self.presenter = presenter
            copies.clear()
        }

        public func call(_ number: String, cannot: @escaping @MainActor () -> Void) {
            guard let url = URL(calling: number), UIApplication.shared.canOpenURL(url) else { return cannot() }
            // What becomes of it is not asked: some systems say the same of a call that the person thought better of as of one that cannot be made.
            UIApplication.shared.open(url)
        }

        public func openSettings() {
            if let url = URL(string: UIApplication.openSettingsURLString) { UIApplication.shared.open(url) }
        }

        /// As text. The sheet offers to print what can be printed: of a text alone only its formatter can.
        public func share(_ receipt: ReceiptView) {
            let text = receipt.text
            let sheet = UIActivityViewController(
                activityItems: [text, UISimpleTextPrintFormatter(text: text)], applicationActivities: nil)
            guard let presenter = presenter()?.topmost else { return }
            // On an iPad, which runs apps of phones too, a sheet without a place to come from ends the app.
            sheet.popoverPresentationController?.sourceView = presenter.view
            presenter.present(sheet, animated: true)
        }

        public func handOver(_ write: @MainActor (_ path: String) async throws -> Void) async throws -> String? {
            let name = CopyShelf.name(Date())
            let taken = try await copies.lend(name, write: write) { try await handing.offer($0, over: presenter()?.topmost) }
            return taken ? name : nil
        }

        public func announce(_ said: Said, in language: Language) {
            // After what is being said: of several only the last would be heard, and none beside the name of the button just touched.
            let queued = NSAttributedString(
                string: said.spoken,
                attributes: [.accessibilitySpeechQueueAnnouncement: true, .accessibilitySpeechLanguage: language.code])
            UIAccessibility.post(notification: .announcement, argument: queued)
        }
    }
#endif
