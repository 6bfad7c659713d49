import UIKit

public struct PHPickerFilter: Sendable { public static let images = Self() }
public struct PHPickerConfiguration {
    public enum AssetRepresentationMode: Int { case automatic, current, compatible }
    public init() { stubbed() }
    public var filter: PHPickerFilter?
    public var preferredAssetRepresentationMode = AssetRepresentationMode.automatic
}
public struct PHPickerResult { public var itemProvider: NSItemProvider { stubbed() } }
@MainActor public protocol PHPickerViewControllerDelegate: AnyObject {
    func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult])
}
@MainActor public final class PHPickerViewController: UIViewController {
    public init(configuration: PHPickerConfiguration) { stubbed() }
    public weak var delegate: (any PHPickerViewControllerDelegate)?
}
