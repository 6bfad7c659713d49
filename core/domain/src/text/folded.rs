//! A text made ready for matching, so that a search over thousands of titles only compares bytes.

use super::{Placement, fold, near, place_tones, toneless};

/// How well a query met a text, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The same text (case and tone placement aside).
    Exact = 1,
    /// The same letters, another tone.
    Toneless = 2,
    /// The same without any marks (and with `i`/`y` alike, except in proper names).
    Folded = 3,
    /// Each word of the query begins a word of the text.
    Prefix = 4,
    /// The query is the initials of the text.
    Initials = 5,
    /// One slip in a word of at least five letters.
    Near = 6,
}

/// A match: the level, then how close inside the level. Smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// See [`Level`].
    pub level: Level,
    /// Order inside the level: marks that agree, then an early place, then few other words.
    pub detail: u16,
}

/// A text in the forms that the levels compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    exact: String,
    toneless: String,
    folded: String,
    /// `folded` with `y` as `i`, where that differs and the text is no proper name.
    i_y: Option<String>,
    proper: bool,
    initials: String,
    /// A bit for each letter that begins a word: most texts are passed over by this alone.
    begins: u64,
}

impl Folded {
    /// For ordinary words (titles of procedures, queries): `mỹ thuật` and `mĩ thuật` meet at [`Level::Folded`].
    pub fn new(text: &str) -> Self {
        let mut this = Self::proper(text);
        let i_y = words_only(&super::fold_i_y(text));
        this.begins |= begins(&i_y);
        this.proper = false;
        this.i_y = (i_y != this.folded).then_some(i_y);
        this
    }

    /// For proper names (units, people): they keep their owner's `i` or `y`.
    pub fn proper(text: &str) -> Self {
        let placed = words_only(&place_tones(text, Placement::New).to_lowercase());
        let folded = words_only(&fold(text));
        Self {
            toneless: toneless(&placed),
            exact: placed,
            i_y: None,
            proper: true,
            initials: folded.split(' ').filter_map(|w| w.chars().next()).collect(),
            begins: begins(&folded),
            folded,
        }
    }

    /// The folded form: words separated by single spaces.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// First letters of the words, folded.
    pub fn initials(&self) -> &str {
        &self.initials
    }

    /// Whether nothing is left to match.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// How `query` (made by [`Folded::new`]) meets this text at the levels 1 to 5; none if it does not.
    pub fn rank(&self, query: &Self) -> Option<Rank> {
        if query.is_empty() || self.is_empty() {
            return None;
        }
        let rank = |level, detail| Some(Rank { level, detail });
        if self.folded == query.folded {
            return match (self.exact == query.exact, self.toneless == query.toneless) {
                (true, _) => rank(Level::Exact, 0),
                (_, true) => rank(Level::Toneless, 0),
                _ => rank(Level::Folded, 0),
            };
        }
        if !self.proper && self.common() == query.common() {
            return rank(Level::Folded, 1);
        }
        if query.begins & !self.begins == 0
            && let Some(detail) = self.prefix(query)
        {
            return rank(Level::Prefix, detail);
        }
        if query.initials.len() == 1 && query.folded.len() >= 2 && self.initials.starts_with(&query.folded) {
            let more = self.initials.len() - query.folded.len();
            return rank(Level::Initials, u16::try_from(more).unwrap_or(u16::MAX));
        }
        None
    }

    /// Level 6: as [`Level::Prefix`], but a word may hold one slip. Dearer than [`Folded::rank`]; for when that
    /// finds too little.
    pub fn rank_near(&self, query: &Self) -> Option<Rank> {
        if query.is_empty() {
            return None;
        }
        let mut slips = 0u16;
        for wanted in query.folded.split(' ') {
            if self.folded.split(' ').any(|w| meets(w, wanted)) {
                continue;
            }
            if !self.folded.split(' ').any(|w| near(w, wanted)) {
                return None;
            }
            slips += 1;
        }
        let others = self
            .folded
            .split(' ')
            .count()
            .saturating_sub(query.folded.split(' ').count());
        (slips > 0).then(|| Rank {
            level: Level::Near,
            detail: slips
                .saturating_mul(100)
                .saturating_add(u16::try_from(others).unwrap_or(99).min(99)),
        })
    }

    fn common(&self) -> &str {
        self.i_y.as_deref().unwrap_or(&self.folded)
    }

    fn prefix(&self, query: &Self) -> Option<u16> {
        if !numbers_fit(&self.folded, &query.folded) {
            return None;
        }
        let in_order = prefix_in_order(&self.folded, &query.folded).or_else(|| {
            let alike = !self.proper && (self.i_y.is_some() || query.i_y.is_some());
            let at = alike.then(|| prefix_in_order(self.common(), query.common()))?;
            at.map(|at| at.saturating_add(1))
        });
        let place = match in_order {
            Some(place) => place,
            None if query.folded.contains(' ')
                && query
                    .folded
                    .split(' ')
                    .all(|q| self.folded.split(' ').any(|w| meets(w, q))) =>
            {
                400
            }
            None => return None,
        };
        let marks = if self.exact.contains(&query.exact) {
            0
        } else if self.toneless.contains(&query.toneless) {
            1000
        } else {
            2000
        };
        let others = self.initials.len().saturating_sub(query.initials.len()).min(19);
        Some(
            place
                .saturating_add(marks)
                .saturating_add(u16::try_from(others).unwrap_or(19)),
        )
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word of a text is the word asked for or begins like it. A number is no beginning of another one: district 1 is
/// not district 10.
fn meets(word: &str, wanted: &str) -> bool {
    if is_number(wanted) {
        word == wanted
    } else {
        word.starts_with(wanted)
    }
}

/// Whether each number asked for stands after the word that it was asked for with: "Quận 1" is not "Phường 1, Quận 10".
fn numbers_fit(text: &str, query: &str) -> bool {
    let pairs = |s: &'_ str| -> Vec<(String, String)> {
        s.split(' ')
            .zip(s.split(' ').skip(1))
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect()
    };
    if !query.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    let there = pairs(text);
    pairs(query)
        .iter()
        .filter(|(_, number)| is_number(number))
        .all(|(before, number)| there.iter().any(|(a, b)| b == number && meets(a, before)))
}

/// Twenty times the index of the first word met (at most 300), or none when a word of the query begins no later
/// word of the text.
fn prefix_in_order(text: &str, query: &str) -> Option<u16> {
    let mut words = text.split(' ').enumerate();
    let mut first = None;
    for wanted in query.split(' ') {
        let (at, _) = words.find(|(_, word)| meets(word, wanted))?;
        first.get_or_insert(at);
    }
    u16::try_from(first?.min(15)).ok().map(|at| at * 20)
}

/// Letters and digits, words separated by single spaces.
fn words_only(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

fn begins(folded: &str) -> u64 {
    folded
        .split(' ')
        .filter_map(|w| w.chars().next())
        .fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(query: &str, text: &str) -> Option<Level> {
        let (query, text) = (Folded::new(query), Folded::new(text));
        text.rank(&query)
            .or_else(|| text.rank_near(&query))
            .map(|r| r.level)
    }

    #[test]
    fn each_level_is_met() {
        for (query, text, expected) in [
            ("Thủ Dầu Một", "Thủ Dầu Một", Some(Level::Exact)),
            ("thủ dầu một", "Thủ Dầu Một", Some(Level::Exact)),
            (
                "ĐO\u{0302}\u{0300}NG THA\u{0301}P",
                "Đồng Tháp",
                Some(Level::Exact),
            ),
            ("đồng tháp", "Đồng Tháp", Some(Level::Exact)),
            ("hoà", "hòa", Some(Level::Exact)),
            ("hòa", "hoà", Some(Level::Exact)),
            ("thuỷ", "thủy", Some(Level::Exact)),
            ("thủy", "thuỷ", Some(Level::Exact)),
            ("quy lộc", "Quý Lộc", Some(Level::Toneless)),
            ("thu dau mot", "Thủ Dầu Một", Some(Level::Folded)),
            ("dong thap", "Đồng Tháp", Some(Level::Folded)),
            ("quy nhon", "Quy Nhơn", Some(Level::Folded)),
            ("quy nhon", "Quý Lộc", None),
            ("mĩ thuật", "Mỹ thuật", Some(Level::Folded)),
            ("lý lịch", "lí lịch", Some(Level::Folded)),
            ("khai sinh", "Đăng ký khai sinh", Some(Level::Prefix)),
            ("th da m", "Thủ Dầu Một", Some(Level::Prefix)),
            ("sinh khai", "Đăng ký khai sinh", Some(Level::Prefix)),
            ("ki", "Đăng ký khai sinh", Some(Level::Prefix)),
            ("tdm", "Thủ Dầu Một", Some(Level::Initials)),
            ("dkks", "Đăng ký khai sinh (lưu động)", Some(Level::Initials)),
            ("thuong tru", "Đăng ký thường trú", Some(Level::Prefix)),
            ("thuogn tru", "Đăng ký thường trú", Some(Level::Near)),
            ("nhin", "Quy Nhơn", None),
            ("quận 1", "Phường Bến Nghé, Quận 1", Some(Level::Prefix)),
            ("quận 1", "Phường 1, Quận 10", None),
            ("quận 1", "Phường 12, Quận Bình Thạnh", None),
            ("mẫu 1", "Mẫu số 10", None),
            ("", "Quy Nhơn", None),
            ("quy", "", None),
        ] {
            assert_eq!(level(query, text), expected, "{query} in {text}");
        }
    }

    #[test]
    fn proper_names_keep_their_y() {
        let query = Folded::new("mĩ");
        assert_eq!(Folded::proper("Mỹ").rank(&query), None);
        assert!(Folded::new("Mỹ").rank(&query).is_some());
        assert_eq!(Folded::proper("Mi").rank(&Folded::new("mỹ")), None);
    }

    #[test]
    fn inside_a_level_marks_then_place_then_length_decide() {
        let query = Folded::new("lao");
        let mut found: Vec<(Rank, &str)> =
            ["Đình Lào", "Lão Hộ", "Vĩnh An Lao", "An Lao", "An Lão", "Lao Bảo"]
                .into_iter()
                .filter_map(|t| Folded::new(t).rank(&query).map(|r| (r, t)))
                .collect();
        found.sort();
        let order: Vec<&str> = found.into_iter().map(|(_, t)| t).collect();
        assert_eq!(
            order,
            ["Lao Bảo", "An Lao", "Vĩnh An Lao", "Lão Hộ", "An Lão", "Đình Lào"]
        );
    }

    proptest! {
        #[test]
        fn every_text_finds_itself(s in any::<String>()) {
            let text = Folded::new(&s);
            if !text.is_empty() {
                prop_assert_eq!(text.rank(&text), Some(Rank { level: Level::Exact, detail: 0 }));
            }
        }

        #[test]
        fn ranking_never_panics(a in any::<String>(), b in any::<String>()) {
            let (a, b) = (Folded::new(&a), Folded::proper(&b));
            let _ = (b.rank(&a), b.rank_near(&a), a.rank(&b));
        }
    }
}
