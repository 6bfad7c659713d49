#if canImport(AVFoundation) && os(iOS)
    @preconcurrency import AVFoundation
    import CitizenCore

    /// Grey pictures of the back camera. Late ones are dropped by the system before anything of them is copied.
    @MainActor public final class Camera: FrameSource {
        private let session = AVCaptureSession()
        private let queue = DispatchQueue(label: "citizen.camera")
        private var reader: Reader?

        public init() {}

        public var allowed: Bool { AVCaptureDevice.authorizationStatus(for: .video) == .authorized }

        public func allow() async -> Bool { await AVCaptureDevice.requestAccess(for: .video) }

        public func torch(_ on: Bool) {
            guard let device = AVCaptureDevice.default(for: .video), device.hasTorch, (try? device.lockForConfiguration()) != nil else {
                return
            }
            device.torchMode = on ? .on : .off
            device.unlockForConfiguration()
        }

        public func frames() -> AsyncStream<Frame> {
            let (stream, continuation) = AsyncStream<Frame>.makeStream(bufferingPolicy: .bufferingNewest(1))
            guard let device = AVCaptureDevice.default(for: .video), let input = try? AVCaptureDeviceInput(device: device) else {
                continuation.finish()
                return stream
            }
            let (session, queue, reader) = (session, queue, Reader(continuation))
            self.reader = reader
            let output = AVCaptureVideoDataOutput()
            output.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange]
            output.alwaysDiscardsLateVideoFrames = true
            output.setSampleBufferDelegate(reader, queue: queue)
            session.beginConfiguration()
            session.inputs.forEach(session.removeInput)
            session.outputs.forEach(session.removeOutput)
            session.sessionPreset = .hd1280x720
            if session.canAddInput(input) { session.addInput(input) }
            if session.canAddOutput(output) { session.addOutput(output) }
            session.commitConfiguration()
            continuation.onTermination = { _ in queue.async { session.stopRunning() } }
            queue.async { session.startRunning() }
            return stream
        }

        private final class Reader: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate {
            private let continuation: AsyncStream<Frame>.Continuation

            init(_ continuation: AsyncStream<Frame>.Continuation) {
                self.continuation = continuation
            }

            func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from connection: AVCaptureConnection) {
                guard let picture = CMSampleBufferGetImageBuffer(sample) else { return }
                CVPixelBufferLockBaseAddress(picture, .readOnly)
                defer { CVPixelBufferUnlockBaseAddress(picture, .readOnly) }
                let frame = Frame(
                    luma: CVPixelBufferGetBaseAddressOfPlane(picture, 0), width: CVPixelBufferGetWidthOfPlane(picture, 0),
                    height: CVPixelBufferGetHeightOfPlane(picture, 0), stride: CVPixelBufferGetBytesPerRowOfPlane(picture, 0))
                if let frame { continuation.yield(frame) }
            }
        }
    }
#endif
