import CitizenCore
import CitizenUI
import Foundation
import Testing

/// WCAG 2.2: contrast of 4.5 : 1 for words (1.4.3), 3 : 1 for edges of controls (1.4.11).
struct LookTests {
    static func contrast(_ one: Ink, _ other: Ink) -> Double {
        func light(_ ink: Ink) -> Double {
            func linear(_ byte: UInt8) -> Double {
                let part = Double(byte) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(ink.red) + 0.7152 * linear(ink.green) + 0.0722 * linear(ink.blue)
        }
        let (a, b) = (light(one), light(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test(arguments: [Palette.light, .dark]) func everyWordCanBeReadOnEveryGround(palette: Palette) {
        for ground in palette.grounds {
            for ink in palette.inks { #expect(Self.contrast(ink, ground) >= 4.5, "\(ink) on \(ground)") }
            #expect(Self.contrast(palette.edge, ground) >= 3, "edge on \(ground)")
        }
        #expect(Self.contrast(palette.onPrimary, palette.primary) >= 4.5)
    }

    @Test func paleGreyOnPaperIsFound() {
        #expect(Self.contrast(Ink(0x999999), Palette.light.paper) < 4.5)
        #expect(abs(Self.contrast(Ink(0x000000), Ink(0xFFFFFF)) - 21) < 0.001)
    }

    @Test func everyToneHasAMarkOfItsOwn() {
        let tones: [Tone] = [.onTime, .dueSoon, .overdue, .waiting, .done, .neutral, .security]
        #expect(Set(tones.map(mark(of:))).count == tones.count)
    }

    /// Controls that a text makes itself, instead of taking them from `Parts`, where each has its words, its 44 points and its mark.
    static func ownControls(in text: String) -> [String] {
        ["Button", "Toggle", "TextField", "SecureField", "Picker", "Slider"].filter { name in
            text.ranges(of: "\(name)(").contains { $0.lowerBound == text.startIndex || !text[text.index(before: $0.lowerBound)].isLetter }
        }
    }

    @Test func noScreenMakesAControlOfItsOwn() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.deletingLastPathComponent().appendingPathComponent("Sources/CitizenUI/Screens")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count > 5)
        for file in files {
            #expect(Self.ownControls(in: try String(contentsOf: file, encoding: .utf8)) == [], "\(file.lastPathComponent)")
        }
        #expect(Self.ownControls(in: "MainButton(x) { Button(y) {} }; Field(z)") == ["Button"])
    }

    @Test func aProblemIsFeltAsTheCoreAdvises() {
        let felt: [Advice: Tone] = [.offline: .waiting, .later: .waiting, .untrusted: .security, .unlock: .dueSoon, .update: .dueSoon]
        for (advice, tone) in felt { #expect(Problem.sample(advice).tone == tone) }
    }

    @Test func theShellSpeaksWithTheCoresWords() {
        #expect(Words(.en).dossier.title.display == "Dossier" && Words(.vi).dossier.title.display == "Hồ sơ")
        #expect(Words(.vi).report.receipt.display.contains("giấy nhận") && Words(.vi).waiting.receipt.display.contains("giấy nhận"))
        #expect(Words(.vi).account.eraseLine.text.contains("giấy nhận"))
    }

    @Test func numbersAreReadFigureByFigure() {
        #expect(Words(.vi).call("114") == Said(display: "Gọi 114", spoken: "Gọi số 1 1 4"))
        #expect(Words(.en).home.title.display == "My affairs")
        #expect(Words(.vi).home.title.display == "Việc của tôi")
    }
}
