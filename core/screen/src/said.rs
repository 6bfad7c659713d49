//! The small parts that every screen is made of.

use crate::aloud::aloud;
use citizen_domain::message::Text;
use citizen_scan::{ScanError, modules};
use serde::Serialize;

/// A text in its two forms; both are ready, neither is searched for anything.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct Said {
    /// For eyes.
    pub display: String,
    /// For ears: no abbreviation is left.
    pub spoken: String,
}

// What is said is often somebody's: a name, a number, a place.
impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said(…)")
    }
}

impl Said {
    /// The same for eyes and ears: names and people's own words.
    pub fn plain(text: impl Into<String>) -> Self {
        let display = text.into();
        Self {
            spoken: display.clone(),
            display,
        }
    }

    /// What the province wrote: abbreviations are said in full.
    pub fn aloud(text: impl Into<String>) -> Self {
        let display = text.into();
        Self {
            spoken: aloud(&display),
            display,
        }
    }

    /// Both forms.
    pub fn both(display: impl Into<String>, spoken: impl Into<String>) -> Self {
        Self {
            display: display.into(),
            spoken: spoken.into(),
        }
    }

    /// Parts in a row, with a dot between them for eyes and a pause for ears.
    pub fn joined(parts: &[Self]) -> Self {
        let pick = |form: fn(&Self) -> &str, between: &str| {
            parts
                .iter()
                .map(form)
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(between)
        };
        Self {
            display: pick(|said| &said.display, " · "),
            spoken: pick(|said| &said.spoken, ", "),
        }
    }
}

impl From<Text> for Said {
    fn from(text: Text) -> Self {
        Self {
            display: text.display,
            spoken: text.spoken,
        }
    }
}

/// How a state is to be felt. Never shown as colour alone: a shape and a word go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Tone {
    /// Goes on, and there is time.
    OnTime,
    /// Due within a working day.
    DueSoon,
    /// Late.
    Overdue,
    /// Waits: for the network, for the person, for the province.
    Waiting,
    /// Finished well.
    Done,
    /// Nothing to feel.
    Neutral,
    /// Something was refused or is not to be relied on.
    Security,
}

/// A label and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: Said,
    /// How it is.
    pub value: Said,
}

/// How old what is shown is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Age {
    /// "Cập nhật 2 giờ trước".
    pub said: Said,
    /// The moment in milliseconds since 1970; nothing when it was never fetched.
    pub at_ms: Option<i64>,
    /// Too old to be relied on.
    pub stale: bool,
}

/// A code to draw: `size` × `size` modules without the quiet zone of four that the standard asks for around it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct QrView {
    /// Modules on an edge.
    pub size: u32,
    /// Row by row, 1 is dark.
    pub modules: Vec<u8>,
    /// What it is, for a person who cannot see it.
    pub label: Said,
}

impl std::fmt::Debug for QrView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QrView")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// Draws `text` as modules.
///
/// # Errors
/// [`ScanError::TooLongToDraw`].
pub fn qr(text: &str, label: Said) -> Result<QrView, ScanError> {
    let (size, modules) = modules(text)?;
    Ok(QrView { size, modules, label })
}

/// One step of a history, newest first.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// When.
    pub when: Said,
    /// The state that it led to.
    pub what: Said,
    /// Who did it.
    pub who: Option<Said>,
    /// What they said.
    pub note: Option<Said>,
    /// The step that things stand at.
    pub now: bool,
    /// From here the clock stood still.
    pub clock_stopped: bool,
}

impl std::fmt::Debug for TimelineRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TimelineRow")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
