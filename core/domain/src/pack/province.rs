use crate::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Who a pack is for. The statistics code follows the seat, the agency code (H-code) the surviving name: never
/// derive one from the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Province {
    /// Statistics code, two digits, for example `79`.
    pub id: String,
    /// Full name, for example `Thành phố Hồ Chí Minh`.
    pub name: String,
    /// Name said in full.
    pub spoken: String,
    /// Level-1 agency code, for example `H29`.
    pub h_code: String,
    /// Former provinces whose people it serves, with their old agency codes.
    pub former: Vec<String>,
    /// Name of the citizen app.
    pub app_name: String,
    /// Base URL of the province's gateway.
    pub base_url: String,
    /// Local hotline.
    pub hotline: String,
    /// Demonstration: no real province stands behind it.
    #[serde(default)]
    pub demo: bool,
    /// Whether reports without an account are taken.
    #[serde(default)]
    pub anonymous_reports: bool,
    /// So many days after the province took it, what a person sent and the receipt for it leave the device, and a report only when
    /// nothing more is to come of it. Without a rule everything stays until the person erases it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_accepted_days: Option<u32>,
}

/// A host whose links may be offered to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowedHost {
    /// Lower-case ASCII host; `*.` before it allows sub-domains.
    pub host: String,
    /// Query parameters that may carry a dossier code.
    #[serde(default)]
    pub code_params: Vec<String>,
}

/// A number to call first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyNumber {
    /// Number as dialled.
    pub number: String,
    /// What for.
    pub name: String,
    /// Said in full, digit by digit.
    pub spoken: String,
}

/// The rules that a dossier received between two days is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Stable id.
    pub id: String,
    /// First reception day.
    #[serde(with = "iso_date")]
    pub valid_from: Date,
    /// Last reception day.
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Questionnaires that apply, by id: the legal one first, then M-Score.
    pub questionnaires: Vec<String>,
    /// Where the rule stands, for people ("TT 01/2018/TT-VPCP, Điều 13").
    pub source: String,
    /// The rule's text was not read; shown as such.
    #[serde(default)]
    pub unverified: bool,
}

/// The rules that a dossier received on `received` is judged by: of several that cover the day, the newest.
pub fn rule_set_for(received: Date, rule_sets: &[RuleSet]) -> Option<&RuleSet> {
    rule_sets
        .iter()
        .filter(|r| r.valid_from <= received && r.valid_to.is_none_or(|last| received <= last))
        .max_by_key(|r| r.valid_from)
}
