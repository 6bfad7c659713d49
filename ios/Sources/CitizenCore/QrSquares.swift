import CitizenBindings

extension QrView {
    public struct Square: Hashable, Sendable {
        public let x: Int
        public let y: Int
    }

    /// Where it is dark. A view whose bytes do not make a square has none: nothing is drawn that a reader would misread.
    public var dark: [Square] {
        let side = Int(size)
        guard modules.count == side * side else { return [] }
        return modules.enumerated().filter { $0.element == 1 }.map { Square(x: $0.offset % side, y: $0.offset / side) }
    }
}
