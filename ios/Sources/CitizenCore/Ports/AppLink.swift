/// Where the browser comes back to: an address of a host that vouches for this app (RFC 8252, section 7.2), so that no other app can
/// stand there in its place. The province's gateway knows it among its app links.
public struct AppLink: Sendable, Equatable {
    public static let path = "/signed-in"

    public let host: String

    public init(host: String) {
        self.host = host
    }

    public var redirectUri: String { "https://\(host)\(Self.path)" }
}
