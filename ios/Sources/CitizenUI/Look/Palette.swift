import CitizenCore

/// A colour as its three bytes, so that a test can measure it without a screen.
public struct Ink: Equatable, Sendable {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(_ rgb: UInt32) {
        red = UInt8(rgb >> 16 & 0xFF)
        green = UInt8(rgb >> 8 & 0xFF)
        blue = UInt8(rgb & 0xFF)
    }
}

/// A tone's colours: `ink` for words, marks and lines; `soft` a ground for words.
public struct ToneInks: Equatable, Sendable {
    public let ink: Ink
    public let soft: Ink

    init(_ ink: UInt32, _ soft: UInt32) {
        self.ink = Ink(ink)
        self.soft = Ink(soft)
    }
}

/// The colours by their role. Words in any role stand on any ground with a contrast of 4.5 : 1 or more, edges of controls with 3 : 1 or
/// more (WCAG 2.2, 1.4.3 and 1.4.11); a test measures every pair.
public struct Palette: Equatable, Sendable {
    public let paper: Ink
    public let card: Ink
    public let sunk: Ink
    public let ink: Ink
    public let ink2: Ink
    public let primary: Ink
    public let onPrimary: Ink
    /// The edge of a control.
    public let edge: Ink
    public let onTime: ToneInks
    public let dueSoon: ToneInks
    public let overdue: ToneInks
    public let waiting: ToneInks

    public var grounds: [Ink] { [paper, card, sunk, onTime.soft, dueSoon.soft, overdue.soft, waiting.soft] }
    public var inks: [Ink] { [ink, ink2, primary, onTime.ink, dueSoon.ink, overdue.ink, waiting.ink] }

    public subscript(tone: Tone) -> ToneInks {
        switch tone {
        case .onTime, .done: onTime
        case .dueSoon: dueSoon
        case .overdue, .security: overdue
        case .waiting: waiting
        case .neutral: neutral
        }
    }

    private var neutral: ToneInks { self == .dark ? ToneInks(0xB8B2A9, 0x0F1214) : ToneInks(0x55514C, 0xF1EDE6) }

    /// Warm paper, black ink, the teal of official stamps: made for sunlight.
    public static let light = Palette(
        paper: Ink(0xFBF9F5), card: Ink(0xFFFFFF), sunk: Ink(0xF1EDE6), ink: Ink(0x1C1B1A), ink2: Ink(0x55514C), primary: Ink(0x0A5A6B),
        onPrimary: Ink(0xFFFFFF), edge: Ink(0x7D766D), onTime: ToneInks(0x1E6B3A, 0xE3F1E6), dueSoon: ToneInks(0x7A4F00, 0xFAEDD2),
        overdue: ToneInks(0xA3241B, 0xFBE7E4), waiting: ToneInks(0x2B5EA7, 0xE4ECF8))

    public static let dark = Palette(
        paper: Ink(0x14171A), card: Ink(0x1D2125), sunk: Ink(0x0F1214), ink: Ink(0xEFEBE4), ink2: Ink(0xB8B2A9), primary: Ink(0x7CCBDB),
        onPrimary: Ink(0x0B2A31), edge: Ink(0x868B90), onTime: ToneInks(0x86D39B, 0x17301E), dueSoon: ToneInks(0xF0BE6A, 0x35280F),
        overdue: ToneInks(0xFFB1A6, 0x3D1D19), waiting: ToneInks(0xA9C7FF, 0x1B2A40))
}
