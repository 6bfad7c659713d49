use serde::{Deserialize, Serialize};

/// Who may see a report's text and pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody, without the reporter's name.
    Public,
    /// Only those who handle it.
    Handler,
}

/// A category of field reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCategory {
    /// Stable code, for example `giao_thong`.
    pub code: String,
    /// As shown.
    pub name: String,
    /// As heard.
    pub spoken: String,
    /// Number to call first, for emergencies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<String>,
    /// Visibility unless the person chooses.
    pub visibility: Visibility,
    /// Working days in which it is to be handled, by severity 1, 2, 3; provincial, so data.
    #[serde(default)]
    pub due_days: Vec<u32>,
}
