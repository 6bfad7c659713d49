use crate::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// An agency in the registry. Identifiers outlive agencies: never infer today's agency from a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Identifier as printed in codes, for example `000.00.12.H09` or `H29.12` (QĐ 20/2020/QĐ-TTg).
    pub id: String,
    /// Display name.
    pub name: String,
    /// Name said in full.
    pub spoken: String,
    /// First day, where known.
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day, where it has ended.
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Who took over ("nay thuộc …").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// Two digits of the owner of a centralised system: only then does a shape C sequence split into `AA` and
    /// number (TT 03/2025/TT-VPCP Art. 13.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centralised: Option<String>,
}

impl Agency {
    /// Whether it no longer existed on `day`.
    pub fn ended_on(&self, day: Date) -> bool {
        self.valid_to.is_some_and(|last| last < day)
    }
}

/// The agency that answers for `id` on `day`, after following its successors ("nay thuộc …").
pub fn agency_now<'a>(agencies: &'a [Agency], id: &str, day: Date) -> Option<&'a Agency> {
    let named = |id: &str| agencies.iter().find(|agency| agency.id == id);
    let mut agency = named(id)?;
    // A chain longer than this is a circle in the data.
    for _ in 0..8 {
        if !agency.ended_on(day) {
            return Some(agency);
        }
        agency = named(agency.successor.as_deref()?)?;
    }
    None
}

/// An office that receives people. Any office of the province may receive (ND 118/2025/NĐ-CP).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// Stable id inside the pack.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Name said in full.
    pub spoken: String,
    /// Unit it stands in.
    pub unit: String,
    /// Address as people write it.
    pub address: String,
    /// WGS84, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// WGS84, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Opening hours in words.
    pub hours: String,
    /// Levels or groups that it receives; empty for all.
    #[serde(default)]
    pub receives: Vec<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Demonstration data, not a real office.
    #[serde(default)]
    pub demo: bool,
}

impl Office {
    /// Whether it takes papers of this level (`commune`, `province`).
    pub fn takes(&self, level: &str) -> bool {
        self.receives.is_empty() || self.receives.iter().any(|taken| taken == level)
    }
}
