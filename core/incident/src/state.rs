use citizen_domain::message::{self, Lang, Text};

/// States that a province gives a report (D§9.2, an own proposal: a province may use other words, which are shown as they
/// come). `nhap`, `cho_gui` and `da_gui` are the phone's side and stand in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProvinceState {
    /// Taken in.
    Received,
    /// Given to a unit.
    Assigned,
    /// Being handled.
    InProgress,
    /// Handled, as the unit says.
    Resolved,
    /// Confirmed by the reporter.
    Confirmed,
    /// Opened again by the reporter.
    Reopened,
    /// Refused with a reason.
    Refused,
    /// The same as an earlier report.
    Duplicate,
    /// Passed on to another level.
    PassedOn,
    /// Taken back by the reporter.
    Withdrawn,
}

impl ProvinceState {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Received,
        Self::Assigned,
        Self::InProgress,
        Self::Resolved,
        Self::Confirmed,
        Self::Reopened,
        Self::Refused,
        Self::Duplicate,
        Self::PassedOn,
        Self::Withdrawn,
    ];

    /// The word on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "da_tiep_nhan",
            Self::Assigned => "da_phan_cong",
            Self::InProgress => "dang_xu_ly",
            Self::Resolved => "da_xu_ly",
            Self::Confirmed => "xac_nhan",
            Self::Reopened => "mo_lai",
            Self::Refused => "tu_choi",
            Self::Duplicate => "trung_lap",
            Self::PassedOn => "chuyen_cap",
            Self::Withdrawn => "rut",
        }
    }

    /// Reads a word; `None` for a province's own.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Whether nothing more is to come from this report. A resolved one still waits for the reporter.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Confirmed | Self::Refused | Self::Duplicate | Self::Withdrawn
        )
    }
}

/// A province state in words; a word that this version does not know is shown as it came.
pub fn state_text(lang: Lang, code: &str) -> Text {
    match ProvinceState::parse(code) {
        Some(state) => message::text(lang, &format!("incident.state.{}", state.code()), &[]),
        None => Text {
            display: code.to_owned(),
            spoken: code.replace('_', " "),
        },
    }
}
