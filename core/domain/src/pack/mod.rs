//! What a province pack carries. A province is *data*, never code: `core/pack` verifies a pack and yields these
//! types, the other rooms get them as arguments. Anything in here may be replaced by the next pack.

mod accounts;
mod agency;
mod calendar;
mod manifest;
mod pins;
mod procedure;
mod province;
mod questionnaire;
mod report;
mod status;
mod unit;

pub use accounts::{AGELESS, AccountRules, ActingRule, AgeRule, Relation};
pub use agency::{Agency, Office, agency_now};
pub use calendar::{Calendar, Holiday, Swap, SwapScope};
pub use manifest::{Manifest, PackFile, SectionRef, Voucher};
pub use pins::{HostPins, host_covers};
pub use procedure::{Fee, LimitUnit, Paper, Procedure, TimeLimit};
pub use province::{AllowedHost, EmergencyNumber, Province, RuleSet, rule_set_for};
pub use questionnaire::{Answer, Choice, Collector, Item, ItemKind, Questionnaire, ScoreClass, Scoring};
pub use report::{ReportCategory, Visibility};
pub use status::StatusText;
pub use unit::{OldUnit, Unit, UnitKind};

use crate::keys::PublicKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole pack, verified. Units and procedures may be many (3,321 and some hundreds): keep one copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackContent {
    /// Who it is for.
    pub province: Province,
    /// Keys by which this province signs, each with its uses and dates.
    pub keys: Vec<PublicKey>,
    /// Hosts whose links may be offered.
    pub hosts: Vec<AllowedHost>,
    /// Administrative units of today.
    pub units: Vec<Unit>,
    /// Units from before 1 July 2025 with their successors.
    pub old_units: Vec<OldUnit>,
    /// Agencies that issue or handle dossiers.
    pub agencies: Vec<Agency>,
    /// Offices a person can go to.
    pub offices: Vec<Office>,
    /// Working calendars, one a year.
    pub calendars: Vec<Calendar>,
    /// Rating questionnaires with their validity.
    pub questionnaires: Vec<Questionnaire>,
    /// Which rules a dossier is judged by, from its reception date.
    pub rule_sets: Vec<RuleSet>,
    /// Categories of field reports.
    pub categories: Vec<ReportCategory>,
    /// Dossier states with official, plain and spoken text.
    pub statuses: Vec<StatusText>,
    /// Procedures people use.
    pub procedures: Vec<Procedure>,
    /// Numbers to call first.
    pub emergency: Vec<EmergencyNumber>,
    /// Texts of the province's own, by message id.
    pub texts: BTreeMap<String, String>,
    /// Smallest number of ratings that may be published.
    pub min_published: u32,
    /// Keys of the servers' certificates, by host. A host without any is judged by its certificate alone.
    #[serde(default)]
    pub pins: Vec<HostPins>,
    /// What people of an age may do themselves, and for whom somebody may act. Packs from before these rules have none.
    #[serde(default)]
    pub accounts: AccountRules,
}
