//! Personal names: family – middle – given (Nguyễn Văn **An**). People are addressed by the given name. A name is
//! never split into "first" and "last" columns.

use crate::text::{clean_line, fold, graphemes, nfc};

/// Most user-perceived characters of a name.
const MAX_CHARACTERS: usize = 100;
/// Most bytes looked at.
const MAX_BYTES: usize = 512;

/// Why a name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing there.
    #[error("no name")]
    Empty,
    /// Fewer than two or more than six words.
    #[error("a name has two to six words")]
    Words,
    /// A digit or a sign that names do not have.
    #[error("a character that names do not have")]
    Character,
    /// Longer than any name.
    #[error("the name is too long")]
    TooLong,
}

crate::error_codes! { NameError {
    Empty => "name.empty", Expected, Refused;
    Words => "name.words", Expected, Refused;
    Character => "name.character", Expected, Refused;
    TooLong => "name.too_long", Expected, Refused;
}}

/// How well two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameMatch {
    /// The same letters with the same marks; papers print names in capitals, so case is no difference.
    Exact,
    /// Only marks, apostrophes or hyphens differ, as in systems without them.
    FoldEqual,
    /// Another name.
    Different,
}

/// A full name in NFC. Case and spelling are its owner's.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a full name: 2–6 words of letters, marks, apostrophes, hyphens and full stops.
    ///
    /// # Errors
    /// See [`NameError`].
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = clean_line(text, MAX_BYTES).map_err(|_| NameError::TooLong)?;
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if graphemes(&name) > MAX_CHARACTERS {
            return Err(NameError::TooLong);
        }
        let allowed = |c: char| c.is_alphabetic() || is_mark(c) || matches!(c, ' ' | '\'' | '’' | '-' | '.');
        // Without a letter in each word, a dot or a lone mark would pass for one.
        let words_have_letters = name.split(' ').all(|w| w.chars().any(char::is_alphabetic));
        if !name.chars().all(allowed) || !words_have_letters {
            return Err(NameError::Character);
        }
        if !(2..=6).contains(&name.split(' ').count()) {
            return Err(NameError::Words);
        }
        Ok(Self(name))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The given name, by which a person is addressed.
    pub fn given(&self) -> &str {
        self.0.rsplit(' ').next().unwrap_or(&self.0)
    }

    /// The family name.
    pub fn family(&self) -> &str {
        self.0.split(' ').next().unwrap_or(&self.0)
    }

    /// Middle names, empty when there are none.
    pub fn middle(&self) -> &str {
        let inner = self.0.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' '));
        inner.map_or("", |(middle, _)| middle)
    }

    /// How well `other` agrees with this name.
    pub fn compare(&self, other: &Self) -> NameMatch {
        compare(&self.0, &other.0)
    }
}

/// Compares two names as they were read, valid or not.
pub fn compare(a: &str, b: &str) -> NameMatch {
    let plain = |s: &str| {
        let words: Vec<String> = nfc(s).split_whitespace().map(str::to_lowercase).collect();
        words.join(" ").replace('’', "'")
    };
    if plain(a) == plain(b) {
        NameMatch::Exact
    } else if joined(a) == joined(b) {
        NameMatch::FoldEqual
    } else {
        NameMatch::Different
    }
}

/// Folded, and without what systems drop or space differently (`H' Hen`, `H'Hen`, `HHEN`; `Y-Bhum`, `Y Bhum`).
fn joined(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_of_a_name() {
        for (text, family, middle, given) in [
            ("Nguyễn Văn An", "Nguyễn", "Văn", "An"),
            ("  TRẦN  THỊ\u{00A0}BÌNH ", "TRẦN", "THỊ", "BÌNH"),
            ("Lê Lợi", "Lê", "", "Lợi"),
            ("Công Tằng Tôn Nữ Thị Minh", "Công", "Tằng Tôn Nữ Thị", "Minh"),
            ("H' Hen Niê", "H'", "Hen", "Niê"),
            ("Y-Bhŭm Ayŭn", "Y-Bhŭm", "", "Ayŭn"),
            ("Nguye\u{0302}\u{0303}n Va\u{0306}n An", "Nguyễn", "Văn", "An"),
        ] {
            let name = PersonName::parse(text).unwrap();
            assert_eq!(
                (name.family(), name.middle(), name.given()),
                (family, middle, given)
            );
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (text, error) in [
            ("", NameError::Empty),
            ("\u{200B}", NameError::Empty),
            ("An", NameError::Words),
            ("a b c d e f g", NameError::Words),
            ("Nguyễn Văn 2", NameError::Character),
            ("Nguyễn | An", NameError::Character),
            ("Nguyễn - An", NameError::Character),
            ("<b>An</b> Lê", NameError::Character),
            (&"Nguyễn ".repeat(200), NameError::TooLong),
            (&format!("Lê {}", "a".repeat(100)), NameError::TooLong),
        ] {
            assert_eq!(PersonName::parse(text).unwrap_err(), error);
        }
    }

    #[test]
    fn match_levels() {
        for (a, b, expected) in [
            ("Nguyễn Văn An", "NGUYỄN VĂN AN", NameMatch::Exact),
            (
                "Nguyễn Văn An",
                "Nguye\u{0302}\u{0303}n Va\u{0306}n An",
                NameMatch::Exact,
            ),
            ("H’ Hen Niê", "H' Hen Niê", NameMatch::Exact),
            ("Nguyễn Văn An", "Nguyen Van An", NameMatch::FoldEqual),
            ("Đỗ Đạt", "DO DAT", NameMatch::FoldEqual),
            ("Lê Hòa", "Lê Hoà", NameMatch::FoldEqual),
            ("H'Hen Niê", "H HEN NIE", NameMatch::FoldEqual),
            ("Y-Bhŭm Ayŭn", "Y Bhum Ayun", NameMatch::FoldEqual),
            ("Nguyễn Văn An", "Nguyễn Văn Ân", NameMatch::FoldEqual),
            ("Nguyễn Văn An", "Nguyễn Văn Anh", NameMatch::Different),
            ("Nguyễn Văn An", "An Nguyễn Văn", NameMatch::Different),
        ] {
            assert_eq!(compare(a, b), expected, "{a} / {b}");
        }
    }

    #[test]
    fn a_name_is_not_printed_by_accident() {
        assert_eq!(
            format!("{:?}", PersonName::parse("Lê Lợi").unwrap()),
            "PersonName(…)"
        );
    }

    proptest! {
        #[test]
        fn parsing_never_panics(s in any::<String>()) {
            if let Ok(name) = PersonName::parse(&s) {
                prop_assert_eq!(PersonName::parse(name.as_str()).unwrap(), name);
            }
        }
    }
}
