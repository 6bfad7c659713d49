#if canImport(AuthenticationServices) && os(iOS)
    import AuthenticationServices
    import CitizenCore
    import UIKit

    /// The system's own browser sheet: the app sees neither the page nor the password. Nothing stays in it for the next person.
    @MainActor public final class Browser: NSObject, SignInBrowser, ASWebAuthenticationPresentationContextProviding {
        private static let scheme = "vn.citizen"
        private let window: @MainActor () -> UIWindow?
        private var session: ASWebAuthenticationSession?

        public init(window: @escaping @MainActor () -> UIWindow?) {
            self.window = window
        }

        public var redirectUri: String { "\(Self.scheme):/signed-in" }

        public func signIn(at url: URL) async -> String? {
            await withCheckedContinuation { continuation in
                let session = ASWebAuthenticationSession(url: url, callbackURLScheme: Self.scheme) { back, _ in
                    continuation.resume(returning: back?.absoluteString)
                }
                session.prefersEphemeralWebBrowserSession = true
                session.presentationContextProvider = self
                self.session = session
                session.start()
            }
        }

        public func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
            window() ?? ASPresentationAnchor()
        }
    }
#endif
