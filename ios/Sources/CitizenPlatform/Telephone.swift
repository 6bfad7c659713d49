import Foundation

extension URL {
    /// Of a number as people write it, with its spaces and dots; nil where it has no figures. The plus of a number abroad belongs to it.
    public init?(calling number: String) {
        let figures = number.filter { $0.isASCII && $0.isNumber }
        guard !figures.isEmpty else { return nil }
        let abroad = number.first { !$0.isWhitespace } == "+"
        self.init(string: "tel:\(abroad ? "+" : "")\(figures)")
    }
}
