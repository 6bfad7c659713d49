import CitizenCore

/// What Vietnamese calls the person it speaks to.
extension Address {
    /// In the order in which they are offered: first the one that is said where nothing was chosen.
    static let offered: [Address] = [.ban, .ong, .ba, .anh, .chi]

    /// Within a sentence.
    var within: String {
        switch self {
        case .ban: "bạn"
        case .ong: "ông"
        case .ba: "bà"
        case .anh: "anh"
        case .chi: "chị"
        }
    }

    /// Where a sentence begins with it.
    var atHead: String { within.prefix(1).uppercased() + within.dropFirst() }
}

extension Pick {
    var you: String { address.within }
    var youAtHead: String { address.atHead }
}
