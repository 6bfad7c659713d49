use super::TextError;
use unicode_segmentation::UnicodeSegmentation;

/// User-perceived characters (extended grapheme clusters, UAX #29): `ệ` is one in NFC and NFD alike.
pub fn graphemes(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        text.len()
    } else {
        text.graphemes(true).count()
    }
}

/// Refuses a text of more than `max` user-perceived characters.
pub fn check_graphemes(text: &str, max: usize) -> Result<(), TextError> {
    // A grapheme has at least one byte, so a short text needs no counting.
    if text.len() <= max || graphemes(text) <= max {
        Ok(())
    } else {
        Err(TextError::TooManyCharacters { max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_people_see() {
        for (text, n) in [
            ("", 0),
            ("abc", 3),
            ("a\r\nb", 3),
            ("Thủ Dầu Một", 11),
            ("Thu\u{0309} Da\u{0302}\u{0300}u Mo\u{0302}\u{0323}t", 11),
            ("👩🏽‍⚕️🇻🇳", 2),
        ] {
            assert_eq!(graphemes(text), n, "{text}");
        }
        assert_eq!(check_graphemes("ệệ", 2), Ok(()));
        assert_eq!(
            check_graphemes("ệệệ", 2),
            Err(TextError::TooManyCharacters { max: 2 })
        );
    }
}
