#if canImport(UIKit) && !os(macOS)
    import CitizenCore
    import UIKit

    /// The system's own sheet for keeping a file: the person chooses where a copy of it goes.
    @MainActor final class HandOver: NSObject {
        private var waiting: CheckedContinuation<Bool, any Error>?
        private weak var shown: UIViewController?

        /// False when they closed it.
        func offer(_ file: URL, over presenter: UIViewController?) async throws -> Bool {
            guard let presenter else { throw NoCopy() }
            // A sheet that went with its window told nobody: who waits for it is let go, and asks anew.
            if shown?.presentingViewController == nil { done(.failure(NoCopy())) }
            guard waiting == nil else { throw NoCopy() }
            let picker = UIDocumentPickerViewController(forExporting: [file], asCopy: true)
            picker.delegate = self
            picker.presentationController?.delegate = self
            return try await withCheckedThrowingContinuation { continuation in
                waiting = continuation
                shown = picker
                presenter.present(picker, animated: true)
                // What cannot be shown is told to nobody.
                if picker.presentingViewController == nil { done(.failure(NoCopy())) }
            }
        }

        /// Once: a sheet may tell of its end twice.
        private func done(_ came: Result<Bool, any Error>) {
            waiting?.resume(with: came)
            waiting = nil
        }
    }

    extension HandOver: UIDocumentPickerDelegate {
        func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]) {
            done(.success(!urls.isEmpty))
        }

        func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) {
            done(.success(false))
        }
    }

    extension HandOver: UIAdaptivePresentationControllerDelegate {
        /// Swiped away.
        func presentationControllerDidDismiss(_ presentationController: UIPresentationController) {
            done(.success(false))
        }
    }
#endif
