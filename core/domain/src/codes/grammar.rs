//! The small pieces that all codes are made of.

use super::{CodeError, MAX_RAW_BYTES};
use unicode_normalization::UnicodeNormalization;

/// NFKC, white space and invisible characters removed, dashes made one, upper case.
///
/// Only ASCII letters are raised: full case mapping would turn look-alikes such as dotless `ı` into letters of
/// the code's alphabet.
pub(super) fn normalize(raw: &str) -> Result<String, CodeError> {
    if raw.len() > MAX_RAW_BYTES {
        return Err(CodeError::TooLong);
    }
    // Most are: a first sync reads ten thousand.
    if raw.is_ascii() {
        return Ok(raw
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect());
    }
    Ok(raw
        .nfkc()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| if is_dash(c) { '-' } else { c.to_ascii_uppercase() })
        .collect())
}

/// Zero-width characters, joiners, direction marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Dashes that word processors and phone keyboards put for `-`.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{058A}' | '\u{05BE}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// Whether `s` has between `min` and `max` characters, all upper-case ASCII letters or digits.
pub(super) fn alnum(s: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether `s` has between `min` and `max` characters, all ASCII digits.
pub(super) fn digits(s: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
}

/// Level 1 of an agency identifier: a letter from A to Y and two digits.
pub(super) fn level1(s: &str) -> bool {
    matches!(s.as_bytes(), [b'A'..=b'Y', a, b] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// `3.2.2.LVL1`, the form of QCVN 102:2016, read from right to left.
pub(super) fn legacy_agency(groups: &[&str]) -> bool {
    matches!(groups, [v, z, y, m] if alnum(v, 3, 3) && alnum(z, 2, 2) && alnum(y, 2, 2) && level1(m))
}

/// `LVL1` and up to six more groups, the form of QĐ 20/2020/QĐ-TTg, read from left to right.
pub(super) fn current_agency(groups: &[&str]) -> bool {
    match groups {
        [first, rest @ ..] => level1(first) && rest.len() <= 6 && rest.iter().all(|g| alnum(g, 1, 5)),
        [] => false,
    }
}
