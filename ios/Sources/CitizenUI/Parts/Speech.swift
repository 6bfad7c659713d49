import CitizenCore
import Foundation

/// What is spoken, in the language that it is spoken in: the phone's own may be another, and its voice would spell the words of this one.
func speech(_ said: Said, in language: Language) -> AttributedString {
    var text = AttributedString(said.spoken)
    text.languageIdentifier = language.code
    return text
}

#if canImport(SwiftUI)
    import SwiftUI

    extension View {
        /// Says `said` to whoever does not see this.
        func spoken(_ said: Said) -> some View { modifier(Spoken(said: said)) }
    }

    struct Spoken: ViewModifier {
        @Environment(\.words) private var words
        let said: Said

        func body(content: Content) -> some View {
            content.accessibilityLabel(Text(speech(said, in: words.language)))
        }
    }
#endif
