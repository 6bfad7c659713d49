import AppleBase

public struct TextInputAutocapitalization: Sendable {
    private let name: String
    public static var never: Self { Self(name: "never") }
    public static var words: Self { Self(name: "words") }
    public static var sentences: Self { Self(name: "sentences") }
    public static var characters: Self { Self(name: "characters") }
}
public struct SubmitLabel: Sendable {
    private let name: String
    public static var done: SubmitLabel { SubmitLabel(name: "done") }
    public static var search: SubmitLabel { SubmitLabel(name: "search") }
    public static var `return`: SubmitLabel { SubmitLabel(name: "return") }
    public static var next: SubmitLabel { SubmitLabel(name: "next") }
}
extension View {
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { self }
    public func textInputAutocapitalization(_ autocapitalization: TextInputAutocapitalization?) -> some View { self }
    public func keyboardType(_ type: UIKeyboardType) -> some View { self }
    public func submitLabel(_ submitLabel: SubmitLabel) -> some View { self }
}
