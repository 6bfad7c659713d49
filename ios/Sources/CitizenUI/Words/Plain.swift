import CitizenCore

/// A text that is read aloud as it is written.
public struct Plain: Equatable, Sendable {
    public let text: String

    public var said: Said { Said(display: text, spoken: text) }
}

extension Pick {
    func plain(_ vi: String, _ en: String) -> Plain { Plain(text: language == .vi ? vi : en) }
}
