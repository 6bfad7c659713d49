use serde::{Deserialize, Serialize};

/// A procedure (TTHC) of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// National code, for example `1.004269`; demonstration data has `9.000001` and up.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Life event it belongs to, for example `sinh_con`.
    pub group: String,
    /// Papers to bring.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// Fees; what costs nothing has one of 0 đồng, and none at all means that nobody said.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// Time limit by rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<TimeLimit>,
    /// `commune` or `province`.
    pub level: String,
    /// What people call it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Demonstration data: shown as such on every screen and in `--json`.
    #[serde(default)]
    pub demo: bool,
}

/// A paper to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Name.
    pub name: String,
    /// How many originals.
    #[serde(default)]
    pub originals: u32,
    /// How many copies.
    #[serde(default)]
    pub copies: u32,
}

/// A fee in whole đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// What for.
    pub name: String,
    /// Amount in đồng.
    pub amount_vnd: u64,
}

/// How a time limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// Days on which offices work.
    WorkingDays,
    /// Every day of the calendar.
    CalendarDays,
    /// Hours of an 8-hour working day.
    WorkingHours,
}

/// A time limit by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeLimit {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: LimitUnit,
}
