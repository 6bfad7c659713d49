#if canImport(UIKit) && !os(macOS)
    import UIKit

    extension UIViewController {
        /// The one in front, which alone can show another.
        var topmost: UIViewController {
            var top = self
            while let next = top.presentedViewController, !next.isBeingDismissed { top = next }
            return top
        }
    }
#endif
