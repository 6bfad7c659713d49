import CitizenBindings

extension Language {
    /// As the system knows it, for its voices and its forms.
    public var code: String { self == .vi ? "vi-VN" : "en" }
}
