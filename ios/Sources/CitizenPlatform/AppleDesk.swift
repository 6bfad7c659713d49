#if canImport(UIKit) && !os(macOS)
    import CitizenCore
    import UIKit

    /// Telephone, share sheet, VoiceOver.
    @MainActor public final class AppleDesk: Desk {
        private let presenter: @MainActor () -> UIViewController?

        public init(presenter: @escaping @MainActor () -> UIViewController?) {
            self.presenter = presenter
        }

        public func call(_ number: String) {
            if let url = URL(calling: number) { UIApplication.shared.open(url) }
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

        /// In the app's folder of documents, which the Files app shows.
        public func exportPath() async -> String? {
            let folder = FileManager.default.urls(for: .documentDirectory, in: .userDomainMask).first
            return folder?.appendingPathComponent("citizen-\(Int(Date().timeIntervalSince1970)).json").path
        }

        public func announce(_ said: Said) {
            // After what is being said: of several only the last would be heard, and none beside the name of the button just touched.
            let queued = NSAttributedString(string: said.spoken, attributes: [.accessibilitySpeechQueueAnnouncement: true])
            UIAccessibility.post(notification: .announcement, argument: queued)
        }
    }
#endif
