#if canImport(AuthenticationServices) && !os(macOS)
    import AuthenticationServices
    import CitizenCore
    import UIKit

    /// The system's own browser sheet: the app sees neither the page nor the password. Nothing stays in it for the next person.
    @MainActor public final class Browser: NSObject, SignInBrowser, ASWebAuthenticationPresentationContextProviding {
        private let link: AppLink
        private let window: @MainActor () -> UIWindow?
        private var session: ASWebAuthenticationSession?
        /// Of the session: one that was given up may still tell of its end.
        private var number = 0
        private var waiting: CheckedContinuation<String?, any Error>?

        /// `link`: the app's own, which its associated domains name.
        public init(link: AppLink, window: @escaping @MainActor () -> UIWindow?) {
            self.link = link
            self.window = window
        }

        public var redirectUri: String { link.redirectUri }

        public func signIn(at url: URL) async throws -> String? {
            guard waiting == nil else { throw NoBrowser() }
            return try await withCheckedThrowingContinuation { continuation in
                waiting = continuation
                number += 1
                let number = number
                // Told on whatever thread the system likes.
                let told: @Sendable (URL?, (any Error)?) -> Void = { back, error in
                    // A host that does not vouch for this app is no person who has closed the sheet.
                    let closed = (error as? ASWebAuthenticationSessionError)?.code == .canceledLogin
                    let came: Result<String?, any Error> =
                        error == nil || closed ? .success(back?.absoluteString) : .failure(NoBrowser())
                    Task { @MainActor in if number == self.number { self.done(came) } }
                }
                let session = ASWebAuthenticationSession(
                    url: url, callback: .https(host: link.host, path: AppLink.path), completionHandler: told)
                session.prefersEphemeralWebBrowserSession = true
                session.presentationContextProvider = self
                self.session = session
                if !session.start() { done(.failure(NoBrowser())) }
            }
        }

        public func cancel() {
            session?.cancel()
            done(.success(nil))
        }

        /// Once: what does not start may still be told to have ended.
        private func done(_ came: Result<String?, any Error>) {
            waiting?.resume(with: came)
            waiting = nil
            session = nil
        }

        public func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
            window() ?? ASPresentationAnchor()
        }
    }
#endif
