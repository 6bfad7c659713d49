#if canImport(AVFoundation) && !os(macOS)
    @preconcurrency import AVFoundation
    import CitizenCore

    /// Grey pictures of the back camera, and what the person sees of it meanwhile.
    @MainActor public final class Camera: FrameSource {
        private let shooting = Shooting()
        /// Shows what the camera sees, where a screen does.
        weak var finder: FinderView?

        public init() {}

        var session: AVCaptureSession { shooting.session }

        public var allowed: Bool { AVCaptureDevice.authorizationStatus(for: .video) == .authorized }

        public var refused: Bool { [.denied, .restricted].contains(AVCaptureDevice.authorizationStatus(for: .video)) }

        public func allow() async -> Bool { await AVCaptureDevice.requestAccess(for: .video) }

        public func torch(_ on: Bool) {
            guard let device = AVCaptureDevice.default(for: .video), device.hasTorch, (try? device.lockForConfiguration()) != nil else {
                return
            }
            device.torchMode = on ? .on : .off
            device.unlockForConfiguration()
        }

        public func frames() -> AsyncThrowingStream<Frame, any Error> {
            // Only now there is a picture to turn.
            shooting.frames { Task { @MainActor [weak self] in self?.finder?.turn() } }
        }
    }
#endif
