// Parts of CoreFoundation, CoreGraphics, QuartzCore, and of what Foundation has on Apple's machines alone.
@_exported import Foundation

public func stubbed() -> Never { fatalError("a stub of Apple's frameworks does nothing") }

public typealias CFURL = URL
public typealias CFData = Data
public typealias CFTypeRef = AnyObject
public typealias CFString = String
public typealias CFDictionary = [AnyHashable: Any]

public final class CGImage {}
/// UIKit's, which SwiftUI's `keyboardType` takes.
public enum UIKeyboardType: Int, Sendable {
    case `default` = 0
    case asciiCapable = 1
}

open class CALayer: NSObject {
    open var frame: CGRect = .zero
    open func addSublayer(_ layer: CALayer) { stubbed() }
}

public struct NSKeyValueObservedChange<Value> {}
public final class NSKeyValueObservation: NSObject {}

public final class NSItemProvider: NSObject, @unchecked Sendable {
    @discardableResult public func loadFileRepresentation(
        forTypeIdentifier type: String, completionHandler: @escaping @Sendable (URL?, (any Error)?) -> Void
    ) -> Progress { stubbed() }
}
