import SwiftUI
import Testing

@testable import CitizenUI

/// What the keyboard makes of what is typed.
@MainActor struct FieldTests {
    @Test func codesAreTypedLetterByLetter() {
        for kind in [FieldKind.code, .secret] { #expect(kind.ascii && !kind.corrected) }
        // Words to look for keep their marks, and are nobody's mistakes.
        #expect(!FieldKind.search.ascii && !FieldKind.search.corrected && FieldKind.prose.corrected && !FieldKind.prose.ascii)
    }

    /// What of a keyboard a modifier leaves as it is.
    static func left(_ typing: String) -> [String] {
        [
            ".autocorrectionDisabled(!kind.corrected)", ".textInputAutocapitalization(kind.capitals)",
            ".keyboardType(kind.ascii ? .asciiCapable : .default)", ".submitLabel(kind.key)",
        ].filter { !typing.contains($0) }
    }

    @Test func theKeyboardIsSetAsTheKindSays() throws {
        let field = try #require(try SourceTests.texts()["Field.swift"])
        #expect(Self.left(field) == [] && field.contains(".modifier(Typing(kind: kind))"))
        #expect(Self.left("content.submitLabel(kind.key)").count == 3)
        let screens = try SourceTests.texts("Screens").values.joined()
        for field in ["words.scan.code, kind: .code", "words.scan.secret, kind: .secret", "words.search.field, kind: .search"] {
            #expect(screens.contains("Field(label: \(field)"))
        }
    }

    #if !os(macOS)
        @Test func capitalsAreTheCodesAlone() {
            #expect("\(FieldKind.code.capitals)" == "\(TextInputAutocapitalization.characters)")
            #expect("\(FieldKind.secret.capitals)" == "\(TextInputAutocapitalization.never)")
        }
    #endif
}
