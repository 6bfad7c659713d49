use super::letter::{Letter, Tone, compose, letters};

/// Where the tone of an open `oa`, `oe`, `uy` stands. Everything else is written alike in both styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// `hoà`, `khoẻ`, `thuỷ`.
    New,
    /// `hòa`, `khỏe`, `thủy`.
    Old,
}

/// Writes every open `oa`, `oe`, `uy` of `text` in one style, for comparison only: proper names keep their
/// owner's spelling on screens. Not when a letter follows (`hoàn`, `thuyền`) and not after `q` (`quý`).
pub fn place_tones(text: &str, style: Placement) -> String {
    let mut all: Vec<Letter> = letters(text).collect();
    for word in all.chunk_by_mut(|a, b| a.base.is_alphabetic() && b.base.is_alphabetic()) {
        let q = matches!(word, [.., before, _, _] if before.lower() == 'q');
        let [.., first, second] = word else { continue };
        let open = matches!((first.lower(), second.lower()), ('o', 'a' | 'e') | ('u', 'y'))
            && first.mark.is_none()
            && second.mark.is_none();
        if !open || q {
            continue;
        }
        let tone = first.tone.max(second.tone);
        let one = first.tone == Tone::Ngang || second.tone == Tone::Ngang;
        if one {
            (first.tone, second.tone) = match style {
                Placement::New => (Tone::Ngang, tone),
                Placement::Old => (tone, Tone::Ngang),
            };
        }
    }
    compose(&all)
}

/// `text` without tones, other marks kept: `Thủ Dầu Một` → `Thu Dâu Môt`.
pub fn toneless(text: &str) -> String {
    let all: Vec<Letter> = letters(text)
        .map(|l| {
            if l.is_vowel() {
                Letter {
                    tone: Tone::Ngang,
                    ..l
                }
            } else {
                l
            }
        })
        .collect();
    compose(&all)
}

/// Puts `tone` on the letter of `word` (one syllable, toneless) that carries it in the new style. Gives false when
/// the word has no vowel.
pub(crate) fn set_tone(word: &mut [Letter], tone: Tone) -> bool {
    let Some(at) = carrier(word) else { return false };
    for letter in word.iter_mut() {
        letter.tone = Tone::Ngang;
    }
    if let Some(letter) = word.get_mut(at) {
        letter.tone = tone;
    }
    true
}

/// Index of the letter that carries the tone.
fn carrier(word: &[Letter]) -> Option<usize> {
    let vowel = |i: usize| word.get(i).is_some_and(|l| l.is_vowel());
    let mut start = (0..word.len()).find(|&i| vowel(i))?;
    // The u of "qu" and the i of "gi" belong to the consonant when another vowel follows.
    let glide = match word {
        [a, b, ..] if start == 1 => {
            matches!((a.lower(), b.lower()), ('q', 'u') | ('g', 'i')) && b.mark.is_none()
        }
        _ => false,
    };
    if glide && vowel(start + 1) {
        start += 1;
    }
    let end = (start..word.len()).find(|&i| !vowel(i)).unwrap_or(word.len());
    if let Some(marked) = (start..end)
        .rev()
        .find(|&i| word.get(i).is_some_and(|l| l.mark.is_some()))
    {
        return Some(marked);
    }
    let closed = end < word.len();
    Some(match (end - start, closed) {
        (0 | 1, _) => start,
        (2, true) => start + 1,
        (2, false) => match (word.get(start)?.lower(), word.get(start + 1)?.lower()) {
            ('o', 'a' | 'e') | ('u', 'y') => start + 1,
            _ => start,
        },
        _ => start + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_open_oa_oe_uy_differ() {
        let pairs = ["òa óa ỏa õa ọa", "òe óe ỏe õe ọe", "ùy úy ủy ũy ụy"];
        let new = ["oà oá oả oã oạ", "oè oé oẻ oẽ oẹ", "uỳ uý uỷ uỹ uỵ"];
        for (old, new) in pairs.iter().zip(new) {
            assert_eq!(place_tones(old, Placement::New), new);
            assert_eq!(place_tones(new, Placement::Old), *old);
        }
        for (old, new) in [
            ("Khánh Hòa", "Khánh Hoà"),
            ("THỦY", "THUỶ"),
            ("Thanh Hóa,", "Thanh Hoá,"),
            ("khỏe", "khoẻ"),
        ] {
            assert_eq!(place_tones(old, Placement::New), new);
            assert_eq!(place_tones(new, Placement::Old), old);
        }
    }

    #[test]
    fn everything_else_stays() {
        for word in [
            "hoàn", "thuyền", "quý", "quỳ", "già", "gìn", "quả", "mía", "của", "mùa", "khuỷu", "ngoèo",
            "hoài", "thuở",
        ] {
            assert_eq!(place_tones(word, Placement::New), word);
            assert_eq!(place_tones(word, Placement::Old), word);
        }
    }

    #[test]
    fn tones_go_and_letters_stay() {
        assert_eq!(toneless("Thủ Dầu Một, Quỳnh Đặng"), "Thu Dâu Môt, Quynh Đăng");
    }

    #[test]
    fn a_tone_finds_its_letter() {
        for (bare, tone, expected) in [
            ("thu", Tone::Hoi, "thủ"),
            ("dâu", Tone::Huyen, "dầu"),
            ("hoa", Tone::Huyen, "hoà"),
            ("hoan", Tone::Huyen, "hoàn"),
            ("quy", Tone::Sac, "quý"),
            ("gia", Tone::Huyen, "già"),
            ("gi", Tone::Huyen, "gì"),
            ("gin", Tone::Huyen, "gìn"),
            ("mua", Tone::Huyen, "mùa"),
            ("mia", Tone::Sac, "mía"),
            ("đương", Tone::Huyen, "đường"),
            ("ngươi", Tone::Huyen, "người"),
            ("ngoai", Tone::Sac, "ngoái"),
            ("khuyu", Tone::Hoi, "khuỷu"),
            ("thuyên", Tone::Huyen, "thuyền"),
            ("qua", Tone::Hoi, "quả"),
            ("tuôi", Tone::Hoi, "tuổi"),
            ("chiêu", Tone::Huyen, "chiều"),
        ] {
            let mut word: Vec<Letter> = letters(bare).collect();
            assert!(set_tone(&mut word, tone));
            assert_eq!(compose(&word), expected);
        }
    }

    proptest! {
        #[test]
        fn placing_never_panics_and_is_stable(s in any::<String>()) {
            let new = place_tones(&s, Placement::New);
            prop_assert_eq!(&place_tones(&new, Placement::New), &new);
            let _ = toneless(&s);
        }
    }
}
