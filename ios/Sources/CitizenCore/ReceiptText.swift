import CitizenBindings

extension ReceiptView {
    /// Every line of the slip, for whoever gets it or its print to read.
    public var text: String {
        ([when.display] + facts.map { "\($0.label.display): \($0.value.display)" }).joined(separator: "\n")
    }
}
