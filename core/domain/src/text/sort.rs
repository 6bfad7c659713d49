//! Vietnamese alphabet order (CLDR `vi`): letters first, then tones, then case.

use super::letter::{Letter, Mark, letters};

/// A key whose byte order is dictionary order: letters `a < ă < â < b … d < đ … z`, then tones
/// ngang < huyền < hỏi < ngã < sắc < nặng, then small before capital. Spaces come before digits, digits before
/// letters; other signs before all of them.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 3);
    push_key(&mut key, text);
    key
}

/// The same for people: by given name, then middle names, then family name.
pub fn person_sort_key(name: &str) -> Vec<u8> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut key = Vec::with_capacity(name.len() * 3);
    match words.as_slice() {
        [] => {}
        [only] => push_key(&mut key, only),
        [family, middle @ .., given] => {
            for part in [*given, &middle.join(" "), *family] {
                push_key(&mut key, part);
                key.push(0);
            }
        }
    }
    key
}

/// Three levels, each ended by a zero, which is below every weight.
fn push_key(key: &mut Vec<u8>, text: &str) {
    let all: Vec<Letter> = letters(text.trim()).collect();
    for letter in &all {
        push_letter(key, *letter);
    }
    key.push(0);
    key.extend(all.iter().map(|l| second(*l)));
    key.push(0);
    key.extend(all.iter().map(|l| if l.base.is_uppercase() { 2 } else { 1 }));
}

const SPACE: u8 = 0x10;
const DIGIT: u8 = 0x11;
const LETTER: u8 = 0x20;
const OTHER_SCRIPT: u8 = 0xF0;

fn push_letter(key: &mut Vec<u8>, letter: Letter) {
    let base = letter.lower();
    if let Some(at) = ORDER.chars().position(|c| c == composed(base, letter.mark)) {
        key.push(LETTER + u8::try_from(at).unwrap_or(0));
    } else if base.is_whitespace() {
        key.push(SPACE);
    } else if let Some(digit) = base.to_digit(10) {
        key.push(DIGIT + u8::try_from(digit).unwrap_or(0));
    } else {
        key.push(if base.is_alphabetic() { OTHER_SCRIPT } else { 1 });
        // Base 128 with the top bit set: never a zero, and in code point order.
        let point = u32::from(base);
        key.extend([14, 7, 0].map(|shift| 0x80 | (point >> shift & 0x7F) as u8));
    }
}

const ORDER: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The letter as the alphabet has it; marks that make no letter of it (`ĕ ŏ`) are left to the second level.
const fn composed(base: char, mark: Option<Mark>) -> char {
    match (base, mark) {
        ('a', Some(Mark::Breve)) => 'ă',
        ('a', Some(Mark::Circumflex)) => 'â',
        ('e', Some(Mark::Circumflex)) => 'ê',
        ('o', Some(Mark::Circumflex)) => 'ô',
        ('o', Some(Mark::Horn)) => 'ơ',
        ('u', Some(Mark::Horn)) => 'ư',
        _ => base,
    }
}

fn second(letter: Letter) -> u8 {
    let base = letter.lower();
    let foreign = letter.other.is_some() || (letter.mark.is_some() && composed(base, letter.mark) == base);
    1 + letter.tone as u8 + if foreign { 6 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut words: Vec<&str>, key: fn(&str) -> Vec<u8>) -> Vec<&str> {
        words.reverse();
        words.sort_by_key(|w| key(w));
        words
    }

    #[test]
    fn alphabet_then_tone_then_case() {
        for order in [
            vec![
                "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "i", "j", "k", "o", "ô", "ơ", "p",
                "u", "ư", "v", "w", "x", "y", "z",
            ],
            vec!["ma", "mà", "mả", "mã", "má", "mạ"],
            vec!["an", "An", "AN", "án"],
            vec!["An Giang", "An Lão", "Anh", "Ăn", "Ân"],
            vec!["Dĩ An", "Đà Nẵng", "Đồng Nai", "Đồng Tháp", "Gia Lai"],
            vec!["lá b", "la c"],
            vec!["Phường 2", "Phường 9", "Phường An"],
            vec!["bo", "bŏ", "bô"],
        ] {
            assert_eq!(sorted(order.clone(), sort_key), order);
        }
    }

    #[test]
    fn people_by_given_name_then_middle_then_family() {
        let order = vec![
            "Trần Văn An",
            "Lê Thị Ánh",
            "Nguyễn Thị Bình",
            "Nguyễn Văn Bình",
            "Trần Văn Bình",
            "Đỗ Đạt",
        ];
        assert_eq!(sorted(order.clone(), person_sort_key), order);
    }

    proptest! {
        #[test]
        fn nfd_sorts_where_nfc_does(s in any::<String>()) {
            use unicode_normalization::UnicodeNormalization;
            let nfd: String = s.nfd().collect();
            prop_assert_eq!(sort_key(&nfd), sort_key(&s));
            let _ = person_sort_key(&s);
        }
    }
}
