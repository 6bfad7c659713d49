@_exported import AppleBase

@MainActor open class UIResponder: NSObject {}
@MainActor open class UIView: UIResponder {
    public init(frame: CGRect) { stubbed() }
    public required init?(coder: NSCoder) { stubbed() }
    public var layer: CALayer { stubbed() }
    public var bounds: CGRect { stubbed() }
    open func layoutSubviews() { stubbed() }
}
@MainActor open class UIWindow: UIView {
    public convenience init() { self.init(frame: .zero) }
    public var rootViewController: UIViewController? { stubbed() }
}
@MainActor open class UIScene: UIResponder {}
@MainActor open class UIWindowScene: UIScene { public var keyWindow: UIWindow? { stubbed() } }

@MainActor open class UIViewController: UIResponder {
    public var view: UIView! { stubbed() }
    public var presentedViewController: UIViewController? { stubbed() }
    public var presentingViewController: UIViewController? { stubbed() }
    public var isBeingDismissed: Bool { stubbed() }
    public var presentationController: UIPresentationController? { stubbed() }
    public var popoverPresentationController: UIPopoverPresentationController? { stubbed() }
    public func present(_ other: UIViewController, animated: Bool, completion: (() -> Void)? = nil) { stubbed() }
    public func dismiss(animated: Bool, completion: (() -> Void)? = nil) { stubbed() }
}
@MainActor open class UIPresentationController: NSObject { public weak var delegate: (any UIAdaptivePresentationControllerDelegate)? }
@MainActor open class UIPopoverPresentationController: UIPresentationController { public var sourceView: UIView? }
@MainActor public protocol UIAdaptivePresentationControllerDelegate: AnyObject {
    func presentationControllerDidDismiss(_ presentationController: UIPresentationController)
}

@MainActor public protocol UIDocumentPickerDelegate: AnyObject {
    func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL])
    func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController)
}
@MainActor public final class UIDocumentPickerViewController: UIViewController {
    public init(forExporting urls: [URL], asCopy: Bool) { stubbed() }
    public weak var delegate: (any UIDocumentPickerDelegate)?
}

@MainActor open class UINavigationController: UIViewController {}
@MainActor public protocol UINavigationControllerDelegate: AnyObject {}
@MainActor public final class UIImagePickerController: UINavigationController {
    public enum SourceType: Int { case photoLibrary, camera }
    public struct InfoKey: Hashable, Sendable {
        private let name: String
        public static let mediaMetadata = Self(name: "metadata"), originalImage = Self(name: "image")
    }
    public static func isSourceTypeAvailable(_ type: SourceType) -> Bool { stubbed() }
    public var sourceType: SourceType = .photoLibrary
    public weak var delegate: (any UIImagePickerControllerDelegate & UINavigationControllerDelegate)?
}
@MainActor public protocol UIImagePickerControllerDelegate: AnyObject {
    func imagePickerController(
        _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any])
    func imagePickerControllerDidCancel(_ picker: UIImagePickerController)
}
public final class UIImage: NSObject { public var cgImage: CGImage? { stubbed() } }

@MainActor open class UIPrintFormatter: NSObject {}
@MainActor public final class UISimpleTextPrintFormatter: UIPrintFormatter { public init(text: String) { stubbed() } }

open class UIActivity: NSObject {}
@MainActor public final class UIActivityViewController: UIViewController {
    public init(activityItems: [Any], applicationActivities: [UIActivity]?) { stubbed() }
}

public struct UIBackgroundTaskIdentifier: Equatable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let invalid = Self(rawValue: 0)
}
@MainActor public final class UIApplication: UIResponder {
    public enum State: Int { case active, inactive, background }
    public static var shared: UIApplication { stubbed() }
    public static var openSettingsURLString: String { stubbed() }
    public var applicationState: State { stubbed() }
    public var connectedScenes: Set<UIScene> { stubbed() }
    public func canOpenURL(_ url: URL) -> Bool { stubbed() }
    public func open(_ url: URL, completionHandler: (@MainActor @Sendable (Bool) -> Void)? = nil) { stubbed() }
    public func beginBackgroundTask(
        withName name: String?, expirationHandler: (@MainActor @Sendable () -> Void)? = nil
    ) -> UIBackgroundTaskIdentifier { stubbed() }
    public func endBackgroundTask(_ task: UIBackgroundTaskIdentifier) { stubbed() }
}

extension NSAttributedString.Key {
    public static let accessibilitySpeechLanguage = Self(rawValue: "language")
    public static let accessibilitySpeechQueueAnnouncement = Self(rawValue: "queue")
}

@MainActor public enum UIAccessibility {
    public struct Notification: Sendable { public static let announcement = Self() }
    public static func post(notification: Notification, argument: Any?) { stubbed() }
}
