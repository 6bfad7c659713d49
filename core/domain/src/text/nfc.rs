use unicode_normalization::UnicodeNormalization;

/// NFC with look-alikes repaired: `ð Ð` (eth) and `Ɖ ɖ` (African D) become `đ Đ`, as bad fonts and old converters
/// leave them behind. Idempotent.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars().map(repair).nfc().collect()
}

fn repair(c: char) -> char {
    match c {
        '\u{00F0}' | '\u{0256}' => 'đ',
        '\u{00D0}' | '\u{0189}' => 'Đ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_to_write_a_letter_becomes_one() {
        for (given, expected) in [
            ("e\u{0323}\u{0302}", "ệ"),
            ("e\u{0302}\u{0323}", "ệ"),
            ("ê\u{0323}", "ệ"),
            ("ẹ\u{0302}", "ệ"),
            ("u\u{031B}\u{031B}", "ư\u{031B}"),
            ("o\u{0301}\u{031B}", "ớ"),
            ("\u{00F0}ường", "đường"),
            ("\u{00D0}ồng Tháp", "Đồng Tháp"),
            ("\u{0189}ồng Tháp", "Đồng Tháp"),
            ("đ Đ", "đ Đ"),
            ("ŏ ŭ ĭ ĕ č ñ", "ŏ ŭ ĭ ĕ č ñ"),
        ] {
            assert_eq!(nfc(given), expected);
        }
    }

    proptest! {
        #[test]
        fn doing_it_twice_changes_nothing(s in any::<String>()) {
            let once = nfc(&s);
            prop_assert_eq!(nfc(&once), once);
        }
    }
}
