public struct Text: Primitive {
    public init<Words: StringProtocol>(_ content: Words) {}
    public init(verbatim content: String) {}
    public init(_ attributedContent: AttributedString) {}
    public func font(_ font: Font?) -> Text { self }
    public func monospacedDigit() -> Text { self }
}
public struct Image: Primitive { public init(systemName: String) {} }
public struct ProgressView: Primitive { public init() {} }
public struct Button<Label: View>: Primitive {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
}
extension Button where Label == Text {
    public init<Words: StringProtocol>(_ title: Words, role: ButtonRole? = nil, action: @escaping @MainActor () -> Void) {}
}
public struct ButtonRole: Equatable, Sendable { public static let destructive = Self(), cancel = Self() }
public struct Toggle<Label: View>: Primitive { public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {} }
public struct TextField: Primitive {
    public init<Words: StringProtocol>(_ title: Words, text: Binding<String>) {}
    public init<Words: StringProtocol>(_ title: Words, text: Binding<String>, axis: Axis) {}
}
public struct SecureField: Primitive { public init<Words: StringProtocol>(_ title: Words, text: Binding<String>) {} }

public struct Font: Sendable {
    public static let largeTitle = Font(), title2 = Font(), title3 = Font(), headline = Font(), body = Font(), callout = Font()
    public enum TextStyle: Sendable { case largeTitle, title2, title3, headline, body, callout }
    public func monospacedDigit() -> Font { self }
}
public struct Color: Primitive, ShapeStyle, Sendable {
    public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {}
    public static let white = Color(red: 1, green: 1, blue: 1), black = Color(red: 0, green: 0, blue: 0)
}
public protocol ShapeStyle {}
public protocol Shape: View {}
extension Shape {
    public func fill<Style: ShapeStyle>(_ style: Style) -> some View { self }
    public func stroke<Style: ShapeStyle>(_ style: Style, lineWidth: CGFloat = 1) -> some View { self }
}
public struct RoundedRectangle: Shape, Primitive { public init(cornerRadius: CGFloat) {} }
public struct Path: Sendable { public init(_ rect: CGRect) {} }
public struct GraphicsContext {
    public struct Shading { public static func color(_ color: Color) -> Shading { Shading() } }
    public func fill(_ path: Path, with shading: Shading) {}
}
public struct Canvas: Primitive { public init(renderer: @escaping (inout GraphicsContext, CGSize) -> Void) {} }
