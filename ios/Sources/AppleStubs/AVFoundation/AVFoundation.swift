// swift-format-ignore-file
// The names are Apple's, which the linter would not have.
// With CoreMedia and CoreVideo.
@_exported import AppleBase

public struct AVMediaType: Sendable { public static let video = Self() }
public enum AVAuthorizationStatus: Int, Sendable { case notDetermined, restricted, denied, authorized }
public final class AVCaptureDevice: NSObject {
    public enum TorchMode: Int { case off, on }
    public static func `default`(for type: AVMediaType) -> AVCaptureDevice? { stubbed() }
    public static func authorizationStatus(for type: AVMediaType) -> AVAuthorizationStatus { stubbed() }
    public static func requestAccess(for type: AVMediaType) async -> Bool { stubbed() }
    public var hasTorch: Bool { stubbed() }
    public var torchMode = TorchMode.off
    public func lockForConfiguration() throws { stubbed() }
    public func unlockForConfiguration() { stubbed() }

    public final class RotationCoordinator: NSObject {
        public init(device: AVCaptureDevice, previewLayer: CALayer?) { stubbed() }
        public var videoRotationAngleForHorizonLevelPreview: CGFloat { stubbed() }
        public func observe<Value>(
            _ path: KeyPath<RotationCoordinator, Value>,
            changeHandler: @escaping @Sendable (RotationCoordinator, NSKeyValueObservedChange<Value>) -> Void
        ) -> NSKeyValueObservation { stubbed() }
    }
}

open class AVCaptureInput: NSObject {}
public final class AVCaptureDeviceInput: AVCaptureInput { public init(device: AVCaptureDevice) throws { stubbed() } }
open class AVCaptureOutput: NSObject {}
public final class AVCaptureConnection: NSObject {
    public var videoRotationAngle: CGFloat = 0
    public func isVideoRotationAngleSupported(_ angle: CGFloat) -> Bool { stubbed() }
}
public protocol AVCaptureVideoDataOutputSampleBufferDelegate: AnyObject {
    func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from connection: AVCaptureConnection)
}
public final class AVCaptureVideoDataOutput: AVCaptureOutput {
    public var videoSettings: [String: Any]!
    public var alwaysDiscardsLateVideoFrames = true
    public func setSampleBufferDelegate(_ delegate: (any AVCaptureVideoDataOutputSampleBufferDelegate)?, queue: DispatchQueue?) {
        stubbed()
    }
}
public final class AVCaptureSession: NSObject {
    public struct Preset: Sendable { public static let hd1280x720 = Self() }
    public var inputs: [AVCaptureInput] { stubbed() }
    public var sessionPreset = Preset()
    public func canSetSessionPreset(_ preset: Preset) -> Bool { stubbed() }
    public func canAddInput(_ input: AVCaptureInput) -> Bool { stubbed() }
    public func addInput(_ input: AVCaptureInput) { stubbed() }
    public func canAddOutput(_ output: AVCaptureOutput) -> Bool { stubbed() }
    public func addOutput(_ output: AVCaptureOutput) { stubbed() }
    public func beginConfiguration() { stubbed() }
    public func commitConfiguration() { stubbed() }
    public static let runtimeErrorNotification = NSNotification.Name("AVCaptureSessionRuntimeErrorNotification")
    public var isRunning: Bool { stubbed() }
    public var isInterrupted: Bool { stubbed() }
    public func startRunning() { stubbed() }
    public func stopRunning() { stubbed() }
}
public struct AVLayerVideoGravity: Sendable { public static let resizeAspectFill = Self() }
public final class AVCaptureVideoPreviewLayer: CALayer {
    public init(session: AVCaptureSession) { stubbed() }
    public var videoGravity = AVLayerVideoGravity.resizeAspectFill
    public var connection: AVCaptureConnection? { stubbed() }
}

public final class CMSampleBuffer {}
public final class CVPixelBuffer {}
public struct CVPixelBufferLockFlags: OptionSet, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public static let readOnly = Self(rawValue: 1)
}
public let kCVPixelBufferPixelFormatTypeKey: CFString = ""
public let kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: UInt32 = 0
public func CMSampleBufferGetImageBuffer(_ sample: CMSampleBuffer) -> CVPixelBuffer? { stubbed() }
@discardableResult public func CVPixelBufferLockBaseAddress(_ picture: CVPixelBuffer, _ flags: CVPixelBufferLockFlags) -> Int32 {
    stubbed()
}
@discardableResult public func CVPixelBufferUnlockBaseAddress(_ picture: CVPixelBuffer, _ flags: CVPixelBufferLockFlags) -> Int32 {
    stubbed()
}
public func CVPixelBufferGetBaseAddressOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> UnsafeMutableRawPointer? { stubbed() }
public func CVPixelBufferGetWidthOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { stubbed() }
public func CVPixelBufferGetHeightOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { stubbed() }
public func CVPixelBufferGetBytesPerRowOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { stubbed() }
