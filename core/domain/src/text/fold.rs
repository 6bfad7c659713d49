use super::letter::is_combining;
use super::nfc;
use unicode_normalization::UnicodeNormalization;

/// Folds for search: lower case, no tone and no vowel mark (minority letters `ŏ ŭ č` lose theirs too), `đ` as `d`,
/// quotes and hyphens as spaces, spaces collapsed and trimmed. Idempotent.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in nfc(text).chars().flat_map(char::to_lowercase).nfd() {
        if is_combining(c) {
            continue;
        }
        if c.is_whitespace() || is_quote_or_hyphen(c) {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(if c == 'đ' { 'd' } else { c });
    }
    out
}

/// [`fold`], and `y` written as `i` where both spellings are in use (`mỹ`/`mĩ`, `lý`/`lí`): after a single
/// consonant at the end of a word, never in `quy`, `uy`, `ay`. Not for proper names, which keep their owner's
/// spelling.
pub fn fold_i_y(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<String> = folded.split(' ').map(word_i_y).collect();
    words.join(" ")
}

fn word_i_y(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(head) if matches!(head, "h" | "k" | "l" | "m" | "s" | "t") => format!("{head}i"),
        _ => word.to_owned(),
    }
}

const fn is_quote_or_hyphen(c: char) -> bool {
    matches!(
        c,
        '\'' | '"' | '`' | '´' | 'ʼ' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '-' | '\u{00AD}' | '‐'
            ..='―' | '−' | '_'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_as_people_type_without_marks() {
        for (given, expected) in [
            ("Thủ Dầu Một", "thu dau mot"),
            ("Đồng Tháp", "dong thap"),
            ("đồng tháp", "dong thap"),
            ("ĐỒNG THÁP", "dong thap"),
            ("D\u{0323}", "d"),
            ("Đo\u{0302}\u{0300}ng Tha\u{0301}p", "dong thap"),
            ("\u{00D0}ồng", "dong"),
            ("Quy Nhơn", "quy nhon"),
            ("Ắ ằ ẳ ẵ ặ Ư ự Ợ", "a a a a a u u o"),
            ("H' Hen Niê", "h hen nie"),
            ("Y-Bhŭm", "y bhum"),
            ("Čư Sê  –  Gia\u{00A0}Lai", "cu se gia lai"),
            ("K’ Ñăm", "k nam"),
            ("", ""),
            (" - ", ""),
        ] {
            assert_eq!(fold(given), expected);
        }
    }

    #[test]
    fn i_and_y_meet_only_where_both_are_written() {
        for (a, b) in [
            ("mỹ thuật", "mĩ thuật"),
            ("lý do", "lí do"),
            ("kỹ thuật", "kĩ thuật"),
            ("tỷ lệ", "tỉ lệ"),
        ] {
            assert_eq!(fold_i_y(a), fold_i_y(b));
        }
        for (a, b) in [("quý", "quí"), ("tay", "tai"), ("thủy", "thủi"), ("y tế", "i tế")] {
            assert_ne!(fold_i_y(a), fold_i_y(b));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_and_leaves_no_marks(s in any::<String>()) {
            let once = fold(&s);
            prop_assert_eq!(&fold(&once), &once);
            prop_assert!(!once.chars().any(is_combining));
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }
    }
}
