#if canImport(PhotosUI) && os(iOS)
    import CitizenCore
    import ImageIO
    import PhotosUI
    import UIKit
    import UniformTypeIdentifiers

    /// The system's picker, which needs no leave to see the library, and its camera.
    @MainActor public final class Photos: NSObject, PhotoSource {
        private let shelf: PhotoShelf
        private let presenter: @MainActor () -> UIViewController?
        private var waiting: CheckedContinuation<PhotoFile?, Never>?

        public init(shelf: PhotoShelf, presenter: @escaping @MainActor () -> UIViewController?) {
            self.shelf = shelf
            self.presenter = presenter
        }

        public func choose() async -> PhotoFile? {
            // `.current`: the file as it is kept, not one made for sharing.
            var configuration = PHPickerConfiguration(photoLibrary: .shared())
            configuration.filter = .images
            configuration.preferredAssetRepresentationMode = .current
            let picker = PHPickerViewController(configuration: configuration)
            picker.delegate = self
            return await shown(picker)
        }

        public func take() async -> PhotoFile? {
            guard UIImagePickerController.isSourceTypeAvailable(.camera) else { return nil }
            let picker = UIImagePickerController()
            picker.sourceType = .camera
            picker.delegate = self
            return await shown(picker)
        }

        public func done(with file: PhotoFile) { shelf.drop(file) }

        private func shown(_ screen: UIViewController) async -> PhotoFile? {
            guard waiting == nil, let presenter = presenter() else { return nil }
            return await withCheckedContinuation { continuation in
                waiting = continuation
                presenter.present(screen, animated: true)
            }
        }

        private func done(_ file: PhotoFile?) {
            waiting?.resume(returning: file)
            waiting = nil
        }
    }

    extension Photos: PHPickerViewControllerDelegate {
        public func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
            picker.dismiss(animated: true)
            guard let provider = results.first?.itemProvider else { return done(nil) }
            let shelf = shelf
            provider.loadFileRepresentation(forTypeIdentifier: UTType.image.identifier) { file, _ in
                // The file is gone when this returns.
                let kept = file.flatMap { try? shelf.keep($0) }
                Task { @MainActor in self.done(kept) }
            }
        }
    }

    extension Photos: UIImagePickerControllerDelegate, UINavigationControllerDelegate {
        public func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {
            picker.dismiss(animated: true)
            done(nil)
        }

        /// The system's camera gives a picture and, apart from it, what it would have written into the file: written together here.
        public func imagePickerController(
            _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
        ) {
            picker.dismiss(animated: true)
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("taken.jpg")
            defer { try? FileManager.default.removeItem(at: file) }
            let facts = info[.mediaMetadata] as? [String: Any] ?? [:]
            guard let picture = (info[.originalImage] as? UIImage)?.cgImage,
                let writer = CGImageDestinationCreateWithURL(file as CFURL, UTType.jpeg.identifier as CFString, 1, nil)
            else { return done(nil) }
            CGImageDestinationAddImage(writer, picture, facts as CFDictionary)
            done(CGImageDestinationFinalize(writer) ? try? shelf.keep(file) : nil)
        }
    }
#endif
