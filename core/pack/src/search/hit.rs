//! What a search answers.

use citizen_domain::message::{self, Lang, Text};
use serde::Serialize;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A procedure of the catalogue.
    Procedure,
    /// An administrative unit of today.
    Unit,
}

/// Which rule found a hit; the order is the order of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The name itself.
    Exact,
    /// Same letters, other tones.
    Tone,
    /// The name without marks.
    Folded,
    /// Another name for it.
    Synonym,
    /// A unit from before July 2025 that went to this one.
    OldName,
    /// A unit from before July 2025 that was split, in part to this one.
    OldNameSplit,
    /// The words of the name begin like this.
    Prefix,
    /// The first letters of its words.
    Initials,
    /// One letter differs.
    Typo,
}

impl Why {
    /// The rule in words.
    pub fn text(self, lang: Lang) -> Text {
        let id = match self {
            Self::Exact => "pack.why.exact",
            Self::Tone => "pack.why.tone",
            Self::Folded => "pack.why.folded",
            Self::Synonym => "pack.why.synonym",
            Self::OldName => "pack.why.old_name",
            Self::OldNameSplit => "pack.why.old_name_split",
            Self::Prefix => "pack.why.prefix",
            Self::Initials => "pack.why.initials",
            Self::Typo => "pack.why.typo",
        };
        message::text(lang, id, &[])
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Procedure or unit code.
    pub code: String,
    /// Name; a unit's with its province.
    pub name: String,
    /// Which rule found it.
    pub why: Why,
    /// The query was read as typed in Telex or VNI.
    pub typed: bool,
    /// Demonstration data.
    pub demo: bool,
}
