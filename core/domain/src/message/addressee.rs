//! How Vietnamese speaks to the person: a pronoun for "you" that says how old they are and who they are.

use std::borrow::Cow;

/// Whoever wants to be addressed otherwise than as "bạn", the word that the catalogues are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// An old man.
    Ong,
    /// An old woman.
    Ba,
    /// A man.
    Anh,
    /// A woman.
    Chi,
}

impl Addressee {
    /// The pronoun, as it stands within and at the head of a sentence.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ong => ("ông", "Ông"),
            Self::Ba => ("bà", "Bà"),
            Self::Anh => ("anh", "Anh"),
            Self::Chi => ("chị", "Chị"),
        }
    }

    /// `text`, which speaks to a "bạn", spoken to this person.
    ///
    /// Only the pronoun is replaced: in the words of which it is a part ([`AFTER`], [`BEFORE`]) it stays. Of text in composed form (NFC),
    /// which the catalogues and packs are in; capitals throughout stay as they are.
    pub(crate) fn spoken_to(self, text: &str) -> Cow<'_, str> {
        let (within, head) = self.words();
        let mut out = String::new();
        let mut rest = text;
        let mut before = "";
        while let Some(at) = rest.find("ạn") {
            // "b" or "B" is one byte, so that what comes before the found letters ends one byte earlier.
            let (left, right) = rest.split_at(at);
            let (mark, right) = right.split_at("ạn".len());
            let pronoun = left
                .strip_suffix('b')
                .map(|left| (left, within))
                .or_else(|| left.strip_suffix('B').map(|left| (left, head)))
                .filter(|(left, _)| stands_alone(if left.is_empty() { before } else { left }, right));
            match pronoun {
                Some((left, pronoun)) => {
                    out.push_str(left);
                    out.push_str(pronoun);
                }
                None => {
                    out.push_str(left);
                    out.push_str(mark);
                }
            }
            before = "ạn";
            rest = right;
        }
        if out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}

/// Whether what stands between `left` and `right` is a word, and none of a longer one.
fn stands_alone(left: &str, right: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !inside(left.chars().next_back())
        && !inside(right.chars().next())
        && !left
            .split_whitespace()
            .next_back()
            .is_some_and(|word| left.ends_with(' ') && BEFORE.contains(&word.to_lowercase().as_str()))
        && !right
            .strip_prefix(' ')
            .and_then(|right| right.split(|c: char| !c.is_alphanumeric()).next())
            .is_some_and(|word| AFTER.contains(&word))
}

/// Friends, readers, a spouse, a fellow pupil, young people: what follows "bạn" in words that are no pronoun.
const AFTER: &[&str] = &["bè", "đọc", "đời", "học", "trẻ"];

/// A friend, to make friends, friendship, many at once: what stands before it in such words.
const BEFORE: &[&str] = &["người", "kết", "tình", "các"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pronoun_is_replaced() {
        for (text, to_ba) in [
            ("Bạn chưa trả lời câu nào.", "Bà chưa trả lời câu nào."),
            ("Hồ sơ của bạn, và bạn", "Hồ sơ của bà, và bà"),
            ("bạn", "bà"),
            ("(bạn)", "(bà)"),
            ("bạnbạn", "bạnbạn"),
            ("bạnbạn bạn", "bạnbạn bà"),
            ("hạn, cạn, Bạng, 1bạn, bạn1", "hạn, cạn, Bạng, 1bạn, bạn1"),
            ("Bạn bè và người bạn của bạn", "Bạn bè và người bạn của bà"),
            (
                "Bạn đọc, bạn đời, các bạn, kết bạn",
                "Bạn đọc, bạn đời, các bạn, kết bạn",
            ),
            ("tình hình của bạn", "tình hình của bà"),
            ("", ""),
            ("Quá hạn", "Quá hạn"),
        ] {
            assert_eq!(Addressee::Ba.spoken_to(text), to_ba);
        }
        assert_eq!(Addressee::Ong.spoken_to("Bạn và bạn"), "Ông và ông");
        assert_eq!(Addressee::Chi.spoken_to("Bạn và bạn"), "Chị và chị");
        assert_eq!(Addressee::Anh.spoken_to("Bạn và bạn"), "Anh và anh");
    }
}
