public struct UTType: Sendable {
    public let identifier: String
    public static let image = Self(identifier: "public.image"), jpeg = Self(identifier: "public.jpeg")
}
