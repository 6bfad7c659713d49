//! Telex and VNI decoded by hand, for a search box whose keyboard was off (`thur daauf` → `thủ dầu`). A fall-back for a
//! query that found nothing: codes and phone numbers are left alone.

use super::letter::{Letter, Mark, Tone, compose, letters};
use super::tone::set_tone;

/// What a query may have meant, Telex first, then VNI. Empty when it reads as neither.
pub fn guesses(query: &str) -> impl Iterator<Item = String> {
    [telex(query), vni(query)].into_iter().flatten()
}

/// Reads `text` as Telex keystrokes; none when nothing in it is one.
pub fn telex(text: &str) -> Option<String> {
    decode(text, telex_word)
}

/// Reads `text` as VNI keystrokes; none when nothing in it is one.
pub fn vni(text: &str) -> Option<String> {
    decode(text, vni_word)
}

fn decode(text: &str, word: fn(&[Letter]) -> Option<String>) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = text
        .split_whitespace()
        .map(|raw| match word(&letters(raw).collect::<Vec<_>>()) {
            Some(decoded) => {
                changed = true;
                decoded
            }
            None => raw.to_owned(),
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// Longest word that is decoded; Vietnamese needs seven letters and a few keys.
const LONGEST: usize = 14;

/// A word being typed: letters without tone, and the tone of the whole.
#[derive(Default)]
struct Typed {
    letters: Vec<Letter>,
    tone: Tone,
    keys: u32,
}

impl Typed {
    fn push(&mut self, letter: Letter) {
        if letter.tone != Tone::Ngang {
            self.tone = letter.tone;
        }
        self.letters.push(Letter {
            tone: Tone::Ngang,
            ..letter
        });
    }

    fn has_vowel(&self) -> bool {
        self.letters.iter().any(|l| l.is_vowel())
    }

    fn set_tone(&mut self, tone: Tone) {
        self.tone = tone;
        self.keys += 1;
    }

    /// Marks the last vowel when it is `base`, bare, and only consonants stand behind it.
    fn circumflex(&mut self, bases: &[char]) -> bool {
        let last = self.letters.iter_mut().rev().find(|l| l.is_vowel());
        match last {
            Some(letter) if bases.contains(&letter.lower()) && letter.mark.is_none() => {
                letter.mark = Some(Mark::Circumflex);
                self.keys += 1;
                true
            }
            _ => false,
        }
    }

    /// `ă`, `ơ`, `ư`, `ươ`, `ưa` from the last `a`, `o` or `u`.
    fn hook(&mut self, bases: &[char]) -> bool {
        let Some(at) = self
            .letters
            .iter()
            .rposition(|l| matches!(l.lower(), 'a' | 'o' | 'u') && l.mark.is_none())
        else {
            return false;
        };
        let lower = |i: usize| self.letters.get(i).map(|l| l.lower());
        let before = |n: usize| at.checked_sub(n).and_then(lower);
        let u_before = before(1) == Some('u') && before(2) != Some('q');
        let (first, second) = match lower(at) {
            Some('a') if u_before => (at - 1, None),
            Some('o') if u_before => (at - 1, Some(at)),
            _ => (at, None),
        };
        for i in std::iter::once(first).chain(second) {
            let Some(letter) = self.letters.get_mut(i) else {
                return false;
            };
            if !bases.contains(&letter.lower()) {
                return false;
            }
            letter.mark = Some(if letter.lower() == 'a' {
                Mark::Breve
            } else {
                Mark::Horn
            });
        }
        self.keys += 1;
        true
    }

    /// `đ` from a `d` at the beginning.
    fn stroke(&mut self) -> bool {
        let Some(first) = self.letters.first_mut() else {
            return false;
        };
        let stroked = match first.base {
            'd' => 'đ',
            'D' => 'Đ',
            _ => return false,
        };
        first.base = stroked;
        self.keys += 1;
        true
    }

    fn finish(mut self) -> Option<String> {
        if self.keys == 0 {
            return None;
        }
        // No word ends in "ươ": it is the "uơ" of "thuở", "huơ".
        if let [.., u, o] = self.letters.as_mut_slice()
            && (u.lower(), u.mark, o.lower(), o.mark) == ('u', Some(Mark::Horn), 'o', Some(Mark::Horn))
        {
            u.mark = None;
        }
        set_tone(&mut self.letters, self.tone);
        Some(compose(&self.letters))
    }
}

fn telex_word(raw: &[Letter]) -> Option<String> {
    if raw.len() > LONGEST || !raw.iter().all(|l| l.base.is_alphabetic()) {
        return None;
    }
    let mut typed = Typed::default();
    for &letter in raw {
        let key = if letter.mark.is_none() {
            letter.lower()
        } else {
            '\0'
        };
        let taken = match key {
            's' | 'f' | 'r' | 'x' | 'j' | 'z' if typed.has_vowel() => {
                typed.set_tone(match key {
                    's' => Tone::Sac,
                    'f' => Tone::Huyen,
                    'r' => Tone::Hoi,
                    'x' => Tone::Nga,
                    'j' => Tone::Nang,
                    _ => Tone::Ngang,
                });
                true
            }
            'a' | 'e' | 'o' if letter.tone == Tone::Ngang => typed.circumflex(&[key]),
            'd' => typed.stroke(),
            'w' => {
                if !typed.hook(&['a', 'o', 'u']) {
                    let base = if letter.base == 'W' { 'U' } else { 'u' };
                    typed.push(Letter {
                        base,
                        mark: Some(Mark::Horn),
                        ..letter
                    });
                    typed.keys += 1;
                }
                true
            }
            _ => false,
        };
        if !taken {
            typed.push(letter);
        }
    }
    typed.finish()
}

fn vni_word(raw: &[Letter]) -> Option<String> {
    // A letter first and no other sign: "0912…", "1.004269" and "G12.34" are no words.
    let word = raw.first()?.base.is_alphabetic() && raw.iter().all(|l| l.base.is_alphanumeric());
    if raw.len() > LONGEST || !word {
        return None;
    }
    let mut typed = Typed::default();
    let mut toned = false;
    for &letter in raw {
        let taken = match letter.base {
            key @ '0'..='5' if typed.has_vowel() && !toned => {
                toned = true;
                typed.set_tone(match key {
                    '1' => Tone::Sac,
                    '2' => Tone::Huyen,
                    '3' => Tone::Hoi,
                    '4' => Tone::Nga,
                    '5' => Tone::Nang,
                    _ => Tone::Ngang,
                });
                true
            }
            '6' => typed.circumflex(&['a', 'e', 'o']),
            '7' => typed.hook(&['o', 'u']),
            '8' => typed.hook(&['a']),
            '9' => typed.stroke(),
            other if other.is_alphabetic() => {
                typed.push(letter);
                true
            }
            _ => false,
        };
        if !taken {
            return None;
        }
    }
    typed.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn telex_keys() {
        for (typed, expected) in [
            ("aa ee oo", "â ê ô"),
            ("aw ow uw w", "ă ơ ư ư"),
            ("dd", "đ"),
            ("as af ar ax aj", "á à ả ã ạ"),
            ("thur daauf", "thủ dầu"),
            ("thur daauf mootj", "thủ dầu một"),
            ("DDoongf Thaps", "Đồng Tháp"),
            ("dduwowngf", "đường"),
            ("dduongwf", "đường"),
            ("nguowif", "người"),
            ("muaw", "mưa"),
            ("quawng", "quăng"),
            ("thuowr", "thuở"),
            ("quow", "quơ"),
            ("hoawcj", "hoặc"),
            ("thana", "thân"),
            ("ngoaif", "ngoài"),
            ("khai sinhr", "khai sỉnh"),
            ("traanf", "trần"),
            ("quys", "quý"),
            ("giaf", "già"),
            ("hoaf", "hoà"),
            ("thuyr", "thuỷ"),
            ("ász", "a"),
        ] {
            assert_eq!(telex(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn vni_keys() {
        for (typed, expected) in [
            ("a6 e6 o6", "â ê ô"),
            ("a8", "ă"),
            ("o7 u7", "ơ ư"),
            ("d9", "đ"),
            ("a1 a2 a3 a4 a5 á0", "á à ả ã ạ a"),
            ("thu3 da6u2 mo65t", "thủ dầu một"),
            ("d9uo7ng2", "đường"),
            ("D9o6ng2 Tha1p", "Đồng Tháp"),
        ] {
            assert_eq!(vni(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn codes_and_numbers_are_left_alone() {
        for text in [
            "0912345678",
            "000.00.12.H09-240615-0001",
            "1.004269",
            "H29.12",
            "H29",
            "a12",
            "ab@x.vn",
            "1022",
            "",
        ] {
            assert_eq!(vni(text), None, "{text}");
            assert_eq!(telex(text), None, "{text}");
        }
        for text in ["hong", "Quy Nhơn", "UBND", "TTHC"] {
            assert_eq!(guesses(text).next(), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn decoding_never_panics(s in any::<String>(), t in "[a-zA-Z0-9 ]{0,30}") {
            let _ = (telex(&s), vni(&s), telex(&t), vni(&t));
        }
    }
}
