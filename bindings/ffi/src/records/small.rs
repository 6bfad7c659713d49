//! The small parts that every screen is made of.

use citizen_client::screen;

/// A text in its two forms.
pub type Said = screen::Said;
/// How a state is to be felt.
pub type Tone = screen::Tone;
/// A label and a value.
pub type Fact = screen::Fact;
/// How old what is shown is.
pub type Age = screen::Age;
/// A code to draw.
pub type QrView = screen::QrView;
/// One step of a history.
pub type TimelineRow = screen::TimelineRow;
/// What an error means for whoever looks after the program.
pub type Category = citizen_domain::error::Category;

pub use citizen_client::screen::{
    CategoryCode, DossierKey as DossierCode, ItemId, PhotoHash, ProcedureCode, QuestionId, QuestionnaireId,
    ReportId, UnitCode,
};

macro_rules! ids {
    ($($name:ident),+) => {$(
        uniffi::custom_type!($name, String, {
            remote,
            lower: |id| id.0,
            // Taken as it comes: what is under no such name is not found.
            try_lift: |text| Ok($name(text)),
        });
    )+};
}

ids!(
    DossierCode,
    ReportId,
    ItemId,
    CategoryCode,
    UnitCode,
    QuestionnaireId,
    QuestionId,
    ProcedureCode,
    PhotoHash
);

/// A text in its two forms.
#[uniffi::remote(Record)]
pub struct Said {
    /// For eyes.
    pub display: String,
    /// For ears: no abbreviation is left.
    pub spoken: String,
}

/// How a state is to be felt. Never shown as colour alone: a shape and a word go with it.
#[uniffi::remote(Enum)]
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

/// What an error means.
#[uniffi::remote(Enum)]
pub enum Category {
    /// Part of normal life.
    Expected,
    /// Passes by itself.
    Retryable,
    /// A signature, certificate, pin or replay check refused.
    Security,
    /// Ours to mend.
    Bug,
}

/// A label and a value.
#[uniffi::remote(Record)]
pub struct Fact {
    /// What it is.
    pub label: Said,
    /// How it is.
    pub value: Said,
}

/// How old what is shown is.
#[uniffi::remote(Record)]
pub struct Age {
    /// "Cập nhật 2 giờ trước".
    pub said: Said,
    /// The moment in milliseconds since 1970; nothing when it was never fetched.
    pub at_ms: Option<i64>,
    /// Too old to be relied on.
    pub stale: bool,
}

/// A code to draw, without the quiet zone of four modules around it.
#[uniffi::remote(Record)]
pub struct QrView {
    /// Modules on an edge.
    pub size: u32,
    /// Row by row, 1 is dark.
    pub modules: Vec<u8>,
    /// What it is, for a person who cannot see it.
    pub label: Said,
}

/// One step of a history, newest first.
#[uniffi::remote(Record)]
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
