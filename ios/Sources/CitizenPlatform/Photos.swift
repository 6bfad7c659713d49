#if canImport(PhotosUI) && !os(macOS)
    import CitizenCore
    import ImageIO
    import PhotosUI
    import UIKit
    import UniformTypeIdentifiers

    /// The system's picker, which needs no leave to see the library, and its camera.
    @MainActor public final class Photos: NSObject, PhotoSource {
        private let shelf: PhotoShelf
        private let presenter: @MainActor () -> UIViewController?
        private var waiting: CheckedContinuation<PhotoFile?, any Error>?
        /// What was chosen is on its way from a server.
        private var fetching: Progress?
        /// Of what is waited for: one that was given up may still come.
        private var number = 0

        public init(shelf: PhotoShelf, presenter: @escaping @MainActor () -> UIViewController?) {
            self.shelf = shelf
            self.presenter = presenter
        }

        public func choose() async throws -> PhotoFile? {
            // `.compatible`: a phone keeps HEIC, which the core does not read; the system writes it anew as JPEG with what the camera wrote
            // into it. Whatever is HEIC all the same, the shelf turns into JPEG.
            var configuration = PHPickerConfiguration()
            configuration.filter = .images
            configuration.preferredAssetRepresentationMode = .compatible
            let picker = PHPickerViewController(configuration: configuration)
            picker.delegate = self
            return try await shown(picker)
        }

        public func take() async throws -> PhotoFile? {
            guard UIImagePickerController.isSourceTypeAvailable(.camera) else { throw NoPhoto() }
            let picker = UIImagePickerController()
            picker.sourceType = .camera
            picker.delegate = self
            return try await shown(picker)
        }

        public func giveUp() -> Bool {
            guard let fetching else { return false }
            fetching.cancel()
            done(.success(nil))
            return true
        }

        public func done(with file: PhotoFile) { shelf.drop(file) }

        private func shown(_ screen: UIViewController) async throws -> PhotoFile? {
            // Of a screen that is gone.
            _ = giveUp()
            guard waiting == nil, let presenter = presenter()?.topmost else { throw NoPhoto() }
            screen.presentationController?.delegate = self
            return try await withCheckedThrowingContinuation { continuation in
                waiting = continuation
                number += 1
                presenter.present(screen, animated: true)
                // What cannot be shown is told to nobody.
                if screen.presentingViewController == nil { done(.failure(NoPhoto())) }
            }
        }

        /// Once: a screen may tell of its end twice.
        private func done(_ came: Result<PhotoFile?, any Error>) {
            waiting?.resume(with: came)
            waiting = nil
            fetching = nil
        }

        private func fetched(_ file: PhotoFile?, _ number: Int) {
            if number == self.number, waiting != nil { return done(file.map { .success($0) } ?? .failure(NoPhoto())) }
            if let file { shelf.drop(file) }
        }
    }

    extension Photos: UIAdaptivePresentationControllerDelegate {
        /// Swiped away.
        public func presentationControllerDidDismiss(_ presentationController: UIPresentationController) {
            done(.success(nil))
        }
    }

    extension Photos: PHPickerViewControllerDelegate {
        public func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
            picker.dismiss(animated: true)
            guard let provider = results.first?.itemProvider else { return done(.success(nil)) }
            let (shelf, number) = (shelf, number)
            // From a server, where it is not on the phone.
            fetching = provider.loadFileRepresentation(forTypeIdentifier: UTType.image.identifier) { file, _ in
                // The file is gone when this returns.
                let kept = file.flatMap { try? shelf.keep($0) }
                Task { @MainActor in self.fetched(kept, number) }
            }
        }
    }

    extension Photos: UIImagePickerControllerDelegate, UINavigationControllerDelegate {
        public func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {
            picker.dismiss(animated: true)
            done(.success(nil))
        }

        public func imagePickerController(
            _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
        ) {
            picker.dismiss(animated: true)
            guard let picture = (info[.originalImage] as? UIImage)?.cgImage else { return done(.failure(NoPhoto())) }
            let taken = Taken(picture: picture, facts: info[.mediaMetadata] as? [String: Any] ?? [:])
            let (shelf, number) = (shelf, number)
            // It may be given up meanwhile, as one that comes from a server.
            fetching = Progress(totalUnitCount: 1)
            Task { fetched(try? await shelf.make(taken.write), number) }
        }
    }

    /// The system's camera gives a picture and, apart from it, what it would have written into the file: written together here. Neither is
    /// changed by anybody.
    private struct Taken: @unchecked Sendable {
        let picture: CGImage
        let facts: [String: Any]

        @Sendable func write(_ to: URL) throws {
            guard let writer = CGImageDestinationCreateWithURL(to as CFURL, UTType.jpeg.identifier as CFString, 1, nil) else {
                throw NoPhoto()
            }
            CGImageDestinationAddImage(writer, picture, facts as CFDictionary)
            guard CGImageDestinationFinalize(writer) else { throw NoPhoto() }
        }
    }
#endif
