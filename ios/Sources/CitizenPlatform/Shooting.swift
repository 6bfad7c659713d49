#if canImport(AVFoundation) && !os(macOS)
    @preconcurrency import AVFoundation
    import CitizenCore

    /// The camera's session. All that is done with it, and every frame, is on one queue: starting it takes long, and whoever ends is never
    /// overtaken by whoever begins.
    final class Shooting: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
        let session = AVCaptureSession()
        private let queue = DispatchQueue(label: "citizen.camera")
        private var reader: (id: UUID, continuation: AsyncThrowingStream<Frame, any Error>.Continuation)?
        private var watching: (any NSObjectProtocol)?

        override init() {
            super.init()
            // Told on whatever thread the system likes.
            watching = NotificationCenter.default.addObserver(
                forName: AVCaptureSession.runtimeErrorNotification, object: session, queue: nil
            ) { [weak self] _ in self?.brokeDown() }
        }

        /// The newest frames, until nobody reads them. `began`: the camera runs.
        func frames(_ began: @escaping @Sendable () -> Void) -> AsyncThrowingStream<Frame, any Error> {
            let (stream, continuation) = AsyncThrowingStream<Frame, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let id = UUID()
            queue.async { [self] in begin(id, continuation, began) }
            continuation.onTermination = { [self] _ in queue.async { [self] in end(id) } }
            return stream
        }

        private func begin(
            _ id: UUID, _ continuation: AsyncThrowingStream<Frame, any Error>.Continuation, _ began: () -> Void
        ) {
            reader?.continuation.finish()
            reader = nil
            guard prepare() else { return continuation.finish(throwing: NoCamera()) }
            reader = (id, continuation)
            session.startRunning()
            // One that something else has for now begins by itself when that is over.
            guard session.isRunning || session.isInterrupted else { return fail() }
            began()
        }

        private func brokeDown() { queue.async { [self] in fail() } }

        private func fail() {
            reader?.continuation.finish(throwing: NoCamera())
        }

        private func end(_ id: UUID) {
            guard reader?.id == id else { return }
            reader = nil
            session.stopRunning()
        }

        /// Once. False where there is no camera.
        private func prepare() -> Bool {
            guard session.inputs.isEmpty else { return true }
            guard let device = AVCaptureDevice.default(for: .video), let input = try? AVCaptureDeviceInput(device: device) else {
                return false
            }
            let output = AVCaptureVideoDataOutput()
            output.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange]
            // Late ones are dropped before anything of them is copied.
            output.alwaysDiscardsLateVideoFrames = true
            output.setSampleBufferDelegate(self, queue: queue)
            session.beginConfiguration()
            defer { session.commitConfiguration() }
            if session.canSetSessionPreset(.hd1280x720) { session.sessionPreset = .hd1280x720 }
            guard session.canAddInput(input), session.canAddOutput(output) else { return false }
            session.addInput(input)
            session.addOutput(output)
            return true
        }

        func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from connection: AVCaptureConnection) {
            guard let reader, let picture = CMSampleBufferGetImageBuffer(sample) else { return }
            CVPixelBufferLockBaseAddress(picture, .readOnly)
            defer { CVPixelBufferUnlockBaseAddress(picture, .readOnly) }
            let frame = Frame(
                luma: CVPixelBufferGetBaseAddressOfPlane(picture, 0), width: CVPixelBufferGetWidthOfPlane(picture, 0),
                height: CVPixelBufferGetHeightOfPlane(picture, 0), stride: CVPixelBufferGetBytesPerRowOfPlane(picture, 0))
            if let frame { reader.continuation.yield(frame) }
        }
    }
#endif
