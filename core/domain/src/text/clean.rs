use super::nfc;

/// Why a text was refused. The text itself is never kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// More bytes than the place it goes to takes.
    #[error("text longer than {max} bytes")]
    TooLong {
        /// Most bytes allowed.
        max: usize,
    },
    /// More user-perceived characters than the field takes.
    #[error("text longer than {max} characters")]
    TooManyCharacters {
        /// Most characters allowed.
        max: usize,
    },
}

crate::error_codes! { TextError {
    TooLong { .. } => "text.too_long", Expected, Refused;
    TooManyCharacters { .. } => "text.too_many_characters", Expected, Refused;
}}

/// Makes hostile input harmless: [`nfc`], without BOM, zero-width, direction and control characters, `\r\n` as
/// `\n`, tabs and no-break spaces as spaces, trimmed. Lines are kept. The result has at most `max_bytes` bytes.
///
/// # Errors
/// [`TextError::TooLong`] when it would be longer; input of more than four times that is not even looked at.
pub fn clean(text: &str, max_bytes: usize) -> Result<String, TextError> {
    let too_long = TextError::TooLong { max: max_bytes };
    // NFD is at most three times as long as NFC, the rest is room for what is taken out.
    if text.len() > max_bytes.saturating_mul(4) {
        return Err(too_long);
    }
    let kept: String = text.replace("\r\n", "\n").chars().filter_map(keep).collect();
    // Taking out a character can let two marks meet, so composition comes last.
    let cleaned = nfc(kept.trim());
    if cleaned.len() > max_bytes {
        Err(too_long)
    } else {
        Ok(cleaned)
    }
}

/// [`clean`] for one line: line ends become spaces and runs of spaces one.
///
/// # Errors
/// As [`clean`].
pub fn clean_line(text: &str, max_bytes: usize) -> Result<String, TextError> {
    let cleaned = clean(text, max_bytes)?;
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    Ok(words.join(" "))
}

fn keep(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{00A0}' | '\u{202F}' | '\u{2007}' => Some(' '),
        c if c.is_control() || is_invisible(c) => None,
        c => Some(c),
    }
}

/// Format characters that people do not see and that can hide or reorder text.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_out_what_nobody_sees() {
        for (given, expected) in [
            ("\u{FEFF}074190001234\r\n", "074190001234"),
            ("a\u{200B}b\u{2066}c\u{0}\u{1B}[31m", "abc[31m"),
            ("\u{202E}moc.live", "moc.live"),
            ("một\r\nhai\rba\tbốn\u{00A0}năm", "một\nhai\nba bốn năm"),
            ("e\u{200B}\u{0323}\u{0302}", "ệ"),
            ("  \n x \n ", "x"),
        ] {
            assert_eq!(clean(given, 100).unwrap(), expected);
        }
        assert_eq!(clean_line(" một\r\n\thai  ba ", 100).unwrap(), "một hai ba");
    }

    #[test]
    fn length_is_counted_after_cleaning() {
        assert_eq!(clean("ệệ", 6).unwrap(), "ệệ");
        assert_eq!(clean("e\u{0323}\u{0302}", 3).unwrap(), "ệ");
        assert_eq!(clean("ệệ", 5), Err(TextError::TooLong { max: 5 }));
        assert_eq!(
            clean(&"\u{200B}".repeat(10_000), 100),
            Err(TextError::TooLong { max: 100 })
        );
    }

    #[test]
    fn every_refusal_has_its_sentence() {
        let all = [
            TextError::ERRORS,
            crate::names::NameError::ERRORS,
            crate::phone::PhoneError::ERRORS,
            crate::money::MoneyError::ERRORS,
            crate::identity_number::IdentityNumberError::ERRORS,
        ];
        for info in all.concat() {
            assert!(
                crate::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
    }

    proptest! {
        #[test]
        fn cleaning_never_panics_and_is_stable(s in any::<String>(), max in 0usize..200) {
            if let Ok(once) = clean(&s, max) {
                prop_assert!(once.len() <= max);
                prop_assert!(!once.chars().any(|c| c != '\n' && c.is_control()));
                prop_assert_eq!(clean(&once, max), Ok(once));
            }
        }
    }
}
