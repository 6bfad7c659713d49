use super::words::{Name, Names};
use super::{Hit, Kind, Why};
use crate::lookup::bare;
use citizen_domain::pack::PackContent;
use citizen_domain::text::{Folded, Level, Rank, typing};
use std::collections::BTreeMap;
use time::Date;

/// Longest query in characters; the rest is not looked at.
const MAX_QUERY: usize = 200;

/// Names made ready for matching; build it once for a pack.
pub struct Index {
    entries: Vec<Entry>,
    /// What people call things today.
    names: Names<Source>,
    /// Looked at only when no unit's name of today fits as a whole: names with their province, and old names.
    wide: Names<Source>,
}

struct Entry {
    kind: Kind,
    code: String,
    name: String,
    demo: bool,
    /// In the pack's own province, or for all: comes first among equals.
    near: bool,
}

/// Gathers entries and their names.
#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    names: Vec<(String, Folded, usize, Source)>,
    wide: Vec<(String, Folded, usize, Source)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Source {
    Own,
    Synonym,
    Old { split: bool },
}

/// How an entry was found, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    why: Why,
    far: bool,
    detail: u16,
    entry: usize,
}

impl Index {
    /// Names of `pack` as they stand on `day`.
    pub fn build(pack: &PackContent, day: Date) -> Self {
        let mut index = Builder::default();
        for p in &pack.procedures {
            let entry = index.add(Kind::Procedure, &p.code, p.name.clone(), p.demo, true);
            index.name(&p.name, entry, Source::Own);
            for synonym in &p.synonyms {
                index.name(synonym, entry, Source::Synonym);
            }
        }
        index.add_units(pack, day);
        Self {
            entries: index.entries,
            names: Names::build(index.names),
            wide: Names::build(index.wide),
        }
    }

    /// The best `limit` answers to `query`, of one kind or of both.
    pub fn search(&self, query: &str, kind: Option<Kind>, limit: usize) -> Vec<Hit> {
        let query: String = query.trim().chars().take(MAX_QUERY).collect();
        let asked = Folded::new(&query);
        let mut found = self.find(&query, &asked, kind);
        let mut typed = false;
        if found.is_empty() {
            for guess in typing::guesses(&query) {
                found = self.find(&guess, &Folded::new(&guess), kind);
                if !found.is_empty() {
                    typed = true;
                    break;
                }
            }
        }
        if found.is_empty() {
            found = self.best(self.names.near_candidates(&asked), kind, |n| {
                n.text.rank_near(&asked).map(|r| (Why::Typo, r.detail))
            });
        }
        found.truncate(limit);
        found
            .into_iter()
            .filter_map(|f| {
                let entry = self.entries.get(f.entry)?;
                Some(Hit {
                    kind: entry.kind,
                    code: entry.code.clone(),
                    name: entry.name.clone(),
                    why: f.why,
                    typed,
                    demo: entry.demo,
                })
            })
            .collect()
    }

    fn find(&self, query: &str, asked: &Folded, kind: Option<Kind>) -> Vec<Found> {
        let mut found = self.best(self.names.candidates(query, asked), kind, |n| {
            why(n.source, n.text.rank(asked)?)
        });
        // A code is typed as it is printed.
        if query.starts_with(|c: char| c.is_ascii_digit()) {
            let by_code = self.entries.iter().position(|e| e.code == query);
            let wanted = |e: &&usize| {
                self.entries
                    .get(**e)
                    .is_some_and(|e| kind.is_none_or(|k| k == e.kind))
            };
            if let Some(entry) = by_code.as_ref().filter(wanted) {
                found.insert(
                    0,
                    Found {
                        why: Why::Exact,
                        far: false,
                        detail: 0,
                        entry: *entry,
                    },
                );
            }
        }
        let whole = |f: &Found| {
            f.why < Why::Prefix && self.entries.get(f.entry).is_some_and(|e| e.kind == Kind::Unit)
        };
        if kind != Some(Kind::Procedure) && !found.iter().any(whole) {
            let wide = self.best(self.wide.candidates(query, asked), kind, |n| {
                why(n.source, n.text.rank(asked)?)
            });
            // Names first: what is found by its surroundings comes after.
            let have: std::collections::BTreeSet<usize> = found.iter().map(|f| f.entry).collect();
            found.extend(wide.into_iter().filter(|f| !have.contains(&f.entry)));
        }
        found
    }

    /// Each entry once, by its best name, in order.
    fn best(
        &self,
        names: Vec<&Name<Source>>,
        kind: Option<Kind>,
        judge: impl Fn(&Name<Source>) -> Option<(Why, u16)>,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = names
            .into_iter()
            .filter_map(|n| {
                let (why, detail) = judge(n)?;
                let entry = self.entries.get(n.entry)?;
                kind.is_none_or(|k| k == entry.kind).then_some(Found {
                    why,
                    far: !entry.near,
                    detail,
                    entry: n.entry,
                })
            })
            .collect();
        found.sort_unstable_by_key(|f| (f.entry, *f));
        found.dedup_by_key(|f| f.entry);
        found.sort_unstable();
        found
    }
}

impl Builder {
    fn add_units(&mut self, pack: &PackContent, day: Date) {
        let mut by_code = BTreeMap::new();
        let today =
            |u: &&citizen_domain::pack::Unit| u.valid_from <= day && u.valid_to.is_none_or(|to| day <= to);
        let provinces: BTreeMap<_, _> = pack
            .units
            .iter()
            .filter(today)
            .filter(|u| u.parent.is_none())
            .map(|u| (u.code.as_str(), u.name.as_str()))
            .collect();
        for u in pack.units.iter().filter(today) {
            let province = u.parent.as_deref().unwrap_or(&u.code);
            let full = match u.parent.as_deref().and_then(|p| provinces.get(p)) {
                Some(province) => format!("{}, {province}", u.name),
                None => u.name.clone(),
            };
            let entry = self.add(
                Kind::Unit,
                &u.code,
                full.clone(),
                false,
                province == pack.province.id,
            );
            by_code.insert(u.code.as_str(), entry);
            for name in [bare(&u.name), &u.name] {
                self.names
                    .push((name.to_owned(), Folded::proper(name), entry, Source::Own));
            }
            if u.parent.is_some() {
                let ready = Folded::proper(&full);
                self.wide.push((full, ready, entry, Source::Own));
            }
        }
        self.add_old_provinces(pack, &by_code);
        for old in &pack.old_units {
            let source = Source::Old {
                split: old.successors.len() > 1,
            };
            let whole = format!("{}, {}, {}", old.name, old.district, old.province);
            let ready = (Folded::proper(bare(&old.name)), Folded::proper(&whole));
            for entry in old.successors.iter().filter_map(|c| by_code.get(c.as_str())) {
                self.wide
                    .push((old.name.clone(), ready.0.clone(), *entry, source));
                self.wide.push((whole.clone(), ready.1.clone(), *entry, source));
            }
        }
    }

    /// Provinces of before July 2025 lead to those that took them in. Among today's names: people still say where they are
    /// from.
    fn add_old_provinces(&mut self, pack: &PackContent, by_code: &BTreeMap<&str, usize>) {
        let parents: BTreeMap<&str, &str> = pack
            .units
            .iter()
            .filter_map(|u| Some((u.code.as_str(), u.parent.as_deref()?)))
            .collect();
        let mut heirs: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
        for old in &pack.old_units {
            let provinces = old.successors.iter().filter_map(|c| parents.get(c.as_str()));
            heirs.entry(&old.province).or_default().extend(provinces);
        }
        for (province, heirs) in heirs {
            let source = Source::Old {
                split: heirs.len() > 1,
            };
            for entry in heirs.iter().filter_map(|code| by_code.get(code)) {
                for name in [bare(province), province] {
                    self.names
                        .push((name.to_owned(), Folded::proper(name), *entry, source));
                }
            }
        }
    }

    fn add(&mut self, kind: Kind, code: &str, name: String, demo: bool, near: bool) -> usize {
        self.entries.push(Entry {
            kind,
            code: code.to_owned(),
            name,
            demo,
            near,
        });
        self.entries.len() - 1
    }

    fn name(&mut self, text: &str, entry: usize, source: Source) {
        self.names
            .push((text.to_owned(), Folded::new(text), entry, source));
    }
}

fn why(source: Source, rank: Rank) -> Option<(Why, u16)> {
    let whole = rank.level <= Level::Folded;
    let why = match (source, rank.level) {
        (_, Level::Near) => Why::Typo,
        (Source::Own, Level::Exact) => Why::Exact,
        (Source::Own, Level::Toneless) => Why::Tone,
        (Source::Own, Level::Folded) => Why::Folded,
        (Source::Own, Level::Initials) => Why::Initials,
        (Source::Synonym, _) if whole => Why::Synonym,
        (Source::Own | Source::Synonym, Level::Prefix) => Why::Prefix,
        (Source::Old { split: false }, _) => Why::OldName,
        (Source::Old { split: true }, _) => Why::OldNameSplit,
        (Source::Synonym, _) => return None,
    };
    // Within a rule: a thing's own name before other names for it, whole names before beginnings.
    let later = match source {
        Source::Synonym => 50,
        Source::Old { .. } if !whole => 1000,
        _ => 0,
    };
    Some((why, rank.detail.saturating_add(later)))
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}
