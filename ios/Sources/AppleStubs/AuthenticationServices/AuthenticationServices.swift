import UIKit

public typealias ASPresentationAnchor = UIWindow
@MainActor public protocol ASWebAuthenticationPresentationContextProviding: AnyObject {
    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor
}
public struct ASWebAuthenticationSessionError: Error {
    public enum Code: Int { case canceledLogin = 1 }
    public var code: Code { stubbed() }
}
public final class ASWebAuthenticationSession: NSObject {
    public struct Callback { public static func https(host: String, path: String) -> Callback { stubbed() } }
    public init(url: URL, callback: Callback, completionHandler: @escaping (URL?, (any Error)?) -> Void) { stubbed() }
    public var prefersEphemeralWebBrowserSession = false
    public weak var presentationContextProvider: (any ASWebAuthenticationPresentationContextProviding)?
    @discardableResult public func start() -> Bool { stubbed() }
    public func cancel() { stubbed() }
}
