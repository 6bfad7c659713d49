use crate::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Working calendar of one year, for the state sector: Saturday and Sunday are off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Year.
    pub year: i32,
    /// Version of this year's data, for example `2026.2`.
    pub version: String,
    /// Computed before the government announced it.
    pub provisional: bool,
    /// Weekdays off, compensatory days included.
    pub holidays: Vec<Holiday>,
    /// Weekdays off in exchange for a worked Saturday.
    #[serde(default)]
    pub swaps: Vec<Swap>,
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Day.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// What it is.
    pub name: String,
}

/// Who a swap binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwapScope {
    /// Every state body.
    State,
    /// Only the agencies that announce it.
    Announced,
}

/// `off` is free, `work` is worked instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    /// Weekday off.
    #[serde(with = "iso_date")]
    pub off: Date,
    /// Day worked instead.
    #[serde(with = "iso_date")]
    pub work: Date,
    /// Whom it binds.
    pub scope: SwapScope,
}
