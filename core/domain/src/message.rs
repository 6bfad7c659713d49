//! Message catalogues: every text a person reads or hears, in Vietnamese and English, each with a *display*
//! form and a *spoken* form (abbreviations said in full: "UBND" → "Ủy ban nhân dân").
//!
//! Catalogues are data (`messages/vi/*.json`, `messages/en/*.json`, a file a room). Placeholders are `{name}`. Vietnamese has no
//! plural forms; English texts are worded so that they need none.

mod addressee;

pub use addressee::Addressee;

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A language that the catalogues are written in, and whom it speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Vietnamese, to a person who is addressed as "bạn".
    #[default]
    Vi,
    /// Vietnamese, to a person who is addressed otherwise.
    ViTo(Addressee),
    /// English.
    En,
}

impl Lang {
    /// Whether it is Vietnamese, whoever it speaks to.
    pub const fn is_vietnamese(self) -> bool {
        matches!(self, Self::Vi | Self::ViTo(_))
    }

    /// `text`, which speaks to a "bạn", as this person is spoken to. For what a province writes for everybody; the catalogues' own
    /// messages come so already.
    pub fn spoken_to(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::ViTo(person) => person.spoken_to(text),
            Self::Vi | Self::En => Cow::Borrowed(text),
        }
    }
}

/// A text in its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// For eyes.
    pub display: String,
    /// For ears: no abbreviation is left.
    pub spoken: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Same(String),
    Both { display: String, spoken: String },
}

type Catalogue = HashMap<String, Entry>;

macro_rules! files {
    ($vi:ident, $en:ident: $($room:literal),+) => {
        const $vi: &[&str] = &[$(include_str!(concat!("../messages/vi/", $room, ".json"))),+];
        const $en: &[&str] = &[$(include_str!(concat!("../messages/en/", $room, ".json"))),+];
    };
}
files!(VI_FILES, EN_FILES: "common", "domain", "proof", "pack", "scan", "identity", "dossier", "incident", "mscore", "outbox", "store", "client", "screen", "cli", "province");

fn catalogue(lang: Lang) -> &'static Catalogue {
    static VI: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    let (cell, files) = match lang {
        Lang::Vi | Lang::ViTo(_) => (&VI, VI_FILES),
        Lang::En => (&EN, EN_FILES),
    };
    // The catalogues are compiled in and a test parses them all, so the fall-back is never met.
    cell.get_or_init(|| {
        files
            .iter()
            .flat_map(|json| serde_json::from_str::<Catalogue>(json).unwrap_or_default())
            .collect()
    })
}

/// The message `id` in `lang`, with `{name}` replaced from `args`. An unknown id gives the id itself, so that
/// a forgotten text is visible and never a crash.
pub fn text(lang: Lang, id: &str, args: &[(&str, &str)]) -> Text {
    match catalogue(lang).get(id) {
        Some(Entry::Same(s)) => {
            let display = fill(&lang.spoken_to(s), args);
            Text {
                spoken: display.clone(),
                display,
            }
        }
        _ => text_with(lang, id, args, args),
    }
}

/// As [`text`], where what is put in has two forms itself: `seen` goes into the display form, `heard` into the spoken one.
pub fn text_with(lang: Lang, id: &str, seen: &[(&str, &str)], heard: &[(&str, &str)]) -> Text {
    match catalogue(lang).get(id) {
        Some(Entry::Same(s)) => Text {
            display: fill(&lang.spoken_to(s), seen),
            spoken: fill(&lang.spoken_to(s), heard),
        },
        Some(Entry::Both { display, spoken }) => Text {
            display: fill(&lang.spoken_to(display), seen),
            spoken: fill(&lang.spoken_to(spoken), heard),
        },
        None => Text {
            display: id.to_owned(),
            spoken: id.to_owned(),
        },
    }
}

/// Whether both catalogues know `id`.
pub fn knows(id: &str) -> bool {
    catalogue(Lang::Vi).contains_key(id) && catalogue(Lang::En).contains_key(id)
}

/// One pass from left to right: what an argument brings in is never searched for placeholders again.
fn fill(template: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match args.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(s: &str) -> Vec<&str> {
        let mut found: Vec<&str> = s
            .split('{')
            .skip(1)
            .filter_map(|p| p.split_once('}'))
            .map(|(n, _)| n)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What phones show and say is no terminal's: no command to type, and aloud no abbreviation. The terminal adds its own
    /// hints (`cli.*`), and officials (`province.*`) sit at a computer.
    #[test]
    fn what_everybody_reads_names_no_command_and_is_said_in_full() {
        let short = [
            "JPEG", "PNG", "HEIC", "MB", "KB", "https", "UBND", "TTHC", "QR", "PDF", "JSON", "URL",
        ];
        let mut wrong = Vec::new();
        for files in [VI_FILES, EN_FILES] {
            for (id, entry) in files
                .iter()
                .flat_map(|json| serde_json::from_str::<Catalogue>(json).unwrap())
            {
                if id.contains("cli.") || id.contains("province.") {
                    continue;
                }
                let (display, spoken) = match &entry {
                    Entry::Same(text) => (text, text),
                    Entry::Both { display, spoken } => (display, spoken),
                };
                // The doctor speaks to whoever looks after the program.
                let typed = !id.starts_with("client.doctor.")
                    && (display.split_whitespace().any(|w| w.starts_with("--"))
                        || display.contains("citizen "));
                let said_short = spoken
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| short.contains(&word));
                if typed || said_short {
                    wrong.push(id);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn both_catalogues_have_the_same_messages_with_the_same_placeholders() {
        let parse = |files: &[&str]| {
            let mut all = Catalogue::new();
            for entry in files
                .iter()
                .flat_map(|json| serde_json::from_str::<Catalogue>(json).unwrap())
            {
                assert!(!all.contains_key(&entry.0), "{} stands in two files", entry.0);
                all.insert(entry.0, entry.1);
            }
            all
        };
        let (vi, en) = (parse(VI_FILES), parse(EN_FILES));
        let keys = |c: &Catalogue| c.keys().cloned().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(keys(&vi), keys(&en));
        let forms = |e: &Entry| match e {
            Entry::Same(s) => vec![s.clone()],
            Entry::Both { display, spoken } => vec![display.clone(), spoken.clone()],
        };
        for (id, entry) in &vi {
            let expected = placeholders(&forms(entry)[0]).join(",");
            for form in forms(entry).iter().chain(&forms(&en[id])) {
                assert_eq!(placeholders(form).join(","), expected, "placeholders of {id}");
            }
        }
    }

    #[test]
    fn nobody_who_wants_another_word_is_addressed_as_ban_in_any_message() {
        let lang = Lang::ViTo(Addressee::Ba);
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        };
        let mut addressed = 0;
        for (id, _) in VI_FILES
            .iter()
            .flat_map(|json| serde_json::from_str::<Catalogue>(json).unwrap())
        {
            let (before, after) = (text(Lang::Vi, &id, &[]), text(lang, &id, &[]));
            for (before, after) in [(before.display, after.display), (before.spoken, after.spoken)] {
                assert!(!words(&after).contains(&String::from("bạn")), "{id}: {after}");
                addressed += usize::from(before != after);
            }
        }
        assert!(addressed > 50, "{addressed}");
        // What the person wrote is theirs.
        assert_eq!(
            fill(&lang.spoken_to("Bạn viết: {text}"), &[("text", "bạn tôi")]),
            "Bà viết: bạn tôi"
        );
    }

    #[test]
    fn arguments_are_not_searched_again() {
        assert_eq!(fill("a {x} b {y}", &[("x", "{y}"), ("y", "1")]), "a {y} b 1");
        assert_eq!(fill("open { and {none}", &[]), "open { and {none}");
    }
}
