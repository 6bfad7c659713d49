use citizen_domain::text::{Folded, fold_i_y, near};

/// Names looked at for a query of initials, those with the fewest further words first: two letters begin thousands.
const MAX_INITIALS: usize = 500;

/// Names with the folded words that they are made of: most names are passed over without being looked at.
#[derive(Default)]
pub(crate) struct Names<S> {
    names: Vec<Name<S>>,
    /// Each word with the names that contain it; sorted once everything is added.
    words: Vec<(Box<str>, Vec<u32>)>,
    /// First letters of a name's words with the name; sorted likewise.
    initials: Vec<(Box<str>, u32)>,
}

/// A text under which an entry is known.
pub(crate) struct Name<S> {
    pub(crate) text: Folded,
    pub(crate) entry: usize,
    pub(crate) source: S,
}

impl<S> Names<S> {
    /// Names in any order; `(plain text, made ready, entry, source)`.
    pub(crate) fn build(given: Vec<(String, Folded, usize, S)>) -> Self {
        let mut words: Vec<(Box<str>, u32)> = Vec::new();
        let mut initials = Vec::new();
        let mut names = Vec::with_capacity(given.len());
        for (at, (plain, text, entry, source)) in (0u32..).zip(given) {
            initials.push((text.initials().into(), at));
            words.extend(split(text.folded()).map(|w| (w.into(), at)));
            words.extend(split(&fold_i_y(&plain)).map(|w| (w.into(), at)));
            names.push(Name { text, entry, source });
        }
        words.sort_unstable();
        words.dedup();
        initials.sort_unstable();
        let words = words
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|chunk| {
                let (word, _) = chunk.first()?;
                Some((word.clone(), chunk.iter().map(|(_, at)| *at).collect()))
            })
            .collect();
        Self {
            names,
            words,
            initials,
        }
    }

    /// Every name that [`Folded::rank`] may find for `query`, and few others.
    pub(crate) fn candidates(&self, query: &str, asked: &Folded) -> Vec<&Name<S>> {
        let mut at = self.with_all(asked.folded(), |w| self.beginning(w));
        let i_y = fold_i_y(query);
        if i_y != asked.folded() {
            at.extend(self.with_all(&i_y, |w| self.beginning(w)));
        }
        if !asked.folded().contains(' ') && !asked.is_empty() {
            let from = self
                .initials
                .partition_point(|(i, _)| i.as_ref() < asked.folded());
            let found = self.initials.iter().skip(from);
            let mut found: Vec<(usize, u32)> = found
                .take_while(|(i, _)| i.starts_with(asked.folded()))
                .map(|(i, at)| (i.len(), *at))
                .collect();
            if found.len() > MAX_INITIALS {
                found.select_nth_unstable(MAX_INITIALS);
                found.truncate(MAX_INITIALS);
            }
            at.extend(found.into_iter().map(|(_, at)| at));
        }
        self.names_at(at)
    }

    /// Every name that [`Folded::rank_near`] may find, and few others.
    pub(crate) fn near_candidates(&self, asked: &Folded) -> Vec<&Name<S>> {
        self.names_at(self.with_all(asked.folded(), |w| {
            self.words
                .iter()
                .filter(|(word, _)| word.starts_with(w) || near(word, w))
                .map(|(_, at)| at.as_slice())
                .collect()
        }))
    }

    fn beginning(&self, with: &str) -> Vec<&[u32]> {
        let from = self.words.partition_point(|(w, _)| w.as_ref() < with);
        self.words
            .iter()
            .skip(from)
            .take_while(|(w, _)| w.starts_with(with))
            .map(|(_, at)| at.as_slice())
            .collect()
    }

    /// Places of the names that have something of `lists` for each word of `query`.
    fn with_all<'a>(&'a self, query: &str, lists: impl Fn(&str) -> Vec<&'a [u32]>) -> Vec<u32> {
        // How many of the words so far each name has.
        let mut have = vec![0u8; self.names.len()];
        let mut wanted = 0u8;
        for word in split(query).take(usize::from(u8::MAX)) {
            let mut any = false;
            for at in lists(word).into_iter().flatten() {
                if let Some(n) = have.get_mut(*at as usize).filter(|n| **n == wanted) {
                    *n += 1;
                    any = true;
                }
            }
            if !any {
                return Vec::new();
            }
            wanted = wanted.saturating_add(1);
        }
        let all = |(at, n): (u32, &u8)| (wanted > 0 && *n == wanted).then_some(at);
        (0u32..).zip(&have).filter_map(all).collect()
    }

    fn names_at(&self, mut at: Vec<u32>) -> Vec<&Name<S>> {
        at.sort_unstable();
        at.dedup();
        at.into_iter()
            .filter_map(|i| self.names.get(i as usize))
            .collect()
    }
}

fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Passing names over must never lose one: the short way finds what looking at all of them finds.
        #[test]
        fn nothing_is_passed_over(
            titles in prop::collection::vec("([đĐkyliíýaăâ']{1,4}[ -]?){1,4}", 1..12),
            query in "([đkyliíýaâ]{1,4} ?){1,3}",
        ) {
            let given: Vec<_> = titles
                .iter()
                .enumerate()
                .map(|(i, t)| (t.clone(), if i % 2 == 0 { Folded::new(t) } else { Folded::proper(t) }, i, ()))
                .collect();
            let all = given.clone();
            let names = Names::build(given);
            let asked = Folded::new(&query);
            let by_index: Vec<usize> = names
                .candidates(&query, &asked)
                .into_iter()
                .filter(|n| n.text.rank(&asked).is_some())
                .map(|n| n.entry)
                .collect();
            let by_scan: Vec<usize> =
                all.iter().filter(|(_, t, ..)| t.rank(&asked).is_some()).map(|(_, _, i, ())| *i).collect();
            prop_assert_eq!(by_index, by_scan);
            let near_index: Vec<usize> = names
                .near_candidates(&asked)
                .into_iter()
                .filter(|n| n.text.rank_near(&asked).is_some())
                .map(|n| n.entry)
                .collect();
            let near_scan: Vec<usize> =
                all.iter().filter(|(_, t, ..)| t.rank_near(&asked).is_some()).map(|(_, _, i, ())| *i).collect();
            prop_assert_eq!(near_index, near_scan);
        }
    }
}
