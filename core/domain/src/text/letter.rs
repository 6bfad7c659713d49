//! A letter taken apart: base, vowel mark, tone (code points in Unicode's combining block).

use unicode_normalization::UnicodeNormalization;

/// The six tones, in dictionary order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tone {
    /// No mark.
    #[default]
    Ngang,
    /// Grave, U+0300.
    Huyen,
    /// Hook above, U+0309.
    Hoi,
    /// Tilde, U+0303.
    Nga,
    /// Acute, U+0301.
    Sac,
    /// Dot below, U+0323.
    Nang,
}

impl Tone {
    pub(crate) const fn from_combining(c: char) -> Option<Self> {
        Some(match c {
            '\u{0300}' => Self::Huyen,
            '\u{0309}' => Self::Hoi,
            '\u{0303}' => Self::Nga,
            '\u{0301}' => Self::Sac,
            '\u{0323}' => Self::Nang,
            _ => return None,
        })
    }

    pub(crate) const fn combining(self) -> Option<char> {
        Some(match self {
            Self::Ngang => return None,
            Self::Huyen => '\u{0300}',
            Self::Hoi => '\u{0309}',
            Self::Nga => '\u{0303}',
            Self::Sac => '\u{0301}',
            Self::Nang => '\u{0323}',
        })
    }
}

/// Marks that make another letter of the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `â ê ô`, U+0302.
    Circumflex,
    /// `ă`, U+0306 (and the minority letters `ĕ ĭ ŏ ŭ`).
    Breve,
    /// `ơ ư`, U+031B.
    Horn,
}

impl Mark {
    const fn from_combining(c: char) -> Option<Self> {
        Some(match c {
            '\u{0302}' => Self::Circumflex,
            '\u{0306}' => Self::Breve,
            '\u{031B}' => Self::Horn,
            _ => return None,
        })
    }

    const fn combining(self) -> char {
        match self {
            Self::Circumflex => '\u{0302}',
            Self::Breve => '\u{0306}',
            Self::Horn => '\u{031B}',
        }
    }
}

/// One character with what stands on it. `đ` is a base letter of its own: it has no decomposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) base: char,
    pub(crate) mark: Option<Mark>,
    pub(crate) tone: Tone,
    /// A mark that is not Vietnamese (`č`, `ñ` has tone ngã on n and is kept as such).
    pub(crate) other: Option<char>,
}

impl Letter {
    pub(crate) fn of(c: char) -> Self {
        let mut letter = Self {
            base: c,
            mark: None,
            tone: Tone::Ngang,
            other: None,
        };
        if c.is_ascii() {
            return letter;
        }
        let mut parts = std::iter::once(c).nfd();
        let Some(base) = parts.next() else { return letter };
        letter.base = base;
        for part in parts {
            if let Some(tone) = Tone::from_combining(part) {
                letter.tone = tone;
            } else if let Some(mark) = Mark::from_combining(part) {
                letter.mark = Some(mark);
            } else if letter.other.replace(part).is_some() || !is_combining(part) {
                // Two foreign marks, or a decomposition into several letters (Hangul): leave such a character whole.
                return Self {
                    base: c,
                    mark: None,
                    tone: Tone::Ngang,
                    other: None,
                };
            }
        }
        letter
    }

    pub(crate) fn is_vowel(self) -> bool {
        matches!(self.base.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }

    /// The base letter in lower case.
    pub(crate) fn lower(self) -> char {
        self.base.to_lowercase().next().unwrap_or(self.base)
    }

    pub(crate) fn compose(self) -> impl Iterator<Item = char> {
        std::iter::once(self.base)
            .chain(self.mark.map(Mark::combining))
            .chain(self.other)
            .chain(self.tone.combining())
            .nfc()
    }
}

pub(crate) fn letters(text: &str) -> impl Iterator<Item = Letter> {
    text.nfc().map(Letter::of)
}

pub(crate) fn compose(letters: &[Letter]) -> String {
    letters.iter().flat_map(|l| l.compose()).collect()
}

pub(crate) const fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}
