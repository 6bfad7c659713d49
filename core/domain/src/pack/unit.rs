use crate::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Kind of administrative unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Province or centrally run city.
    Province,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
}

/// An administrative unit of today's two-level system. The key is the code *and* its dates: names repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Statistics code: two digits for a province, five below.
    pub code: String,
    /// Full name with its kind, for example `Phường Thủ Dầu Một`.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Code of its province; none for a province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// First day.
    #[serde(with = "iso_date")]
    pub valid_from: Date,
    /// Last day.
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
}

/// A unit from before 1 July 2025.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldUnit {
    /// Name of the old commune or ward.
    pub name: String,
    /// Name of its district.
    pub district: String,
    /// Name of its province.
    pub province: String,
    /// Codes of today's units that it went to: one, or several when it was split ("one of these").
    pub successors: Vec<String>,
}
