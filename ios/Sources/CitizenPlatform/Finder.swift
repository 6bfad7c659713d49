#if canImport(AVFoundation) && canImport(UIKit) && !os(macOS)
    @preconcurrency import AVFoundation
    import SwiftUI
    import UIKit

    /// What the camera sees, for the screen where codes are read.
    public struct Finder: UIViewRepresentable {
        private let camera: Camera

        public init(_ camera: Camera) {
            self.camera = camera
        }

        public func makeUIView(context: Context) -> FinderView {
            let view = FinderView(camera.session)
            camera.finder = view
            return view
        }

        public func updateUIView(_ view: FinderView, context: Context) {}
    }

    /// From edge to edge, and upright however the phone is held.
    public final class FinderView: UIView {
        private let picture: AVCaptureVideoPreviewLayer
        private var upright: AVCaptureDevice.RotationCoordinator?
        private var watching: NSKeyValueObservation?

        init(_ session: AVCaptureSession) {
            picture = AVCaptureVideoPreviewLayer(session: session)
            super.init(frame: .zero)
            picture.videoGravity = .resizeAspectFill
            layer.addSublayer(picture)
            guard let device = AVCaptureDevice.default(for: .video) else { return }
            let upright = AVCaptureDevice.RotationCoordinator(device: device, previewLayer: picture)
            self.upright = upright
            watching = upright.observe(\.videoRotationAngleForHorizonLevelPreview) { [weak self] _, _ in
                Task { @MainActor [weak self] in self?.turn() }
            }
        }

        @available(*, unavailable) required init?(coder: NSCoder) { fatalError("it is made in code") }

        public override func layoutSubviews() {
            super.layoutSubviews()
            picture.frame = bounds
        }

        /// Told when the phone was turned, and when there is a picture at all.
        func turn() {
            guard let angle = upright?.videoRotationAngleForHorizonLevelPreview, let connection = picture.connection,
                connection.isVideoRotationAngleSupported(angle)
            else { return }
            connection.videoRotationAngle = angle
        }
    }
#endif
