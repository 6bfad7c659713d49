import AppleBase

extension Image {
    public init(decorative image: CGImage, scale: CGFloat) { self.init(systemName: "") }
    public func resizable() -> Image { self }
}
extension View { public func scaledToFit() -> some View { self } }
