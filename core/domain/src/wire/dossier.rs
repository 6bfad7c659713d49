use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A state as the province words it. Codes outside 1–10, or text alone, are kept as they came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRecord {
    /// Code of the national exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<i32>,
    /// The province's own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl std::fmt::Debug for StatusRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatusRecord")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// A procedure by code and name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureRef {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Demonstration data.
    #[serde(default)]
    pub demo: bool,
}

impl std::fmt::Debug for ProcedureRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProcedureRef")
            .field("demo", &self.demo)
            .finish_non_exhaustive()
    }
}

/// An agency by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRef {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A dossier as its owner may see it: at least agency, who handles it, and the times of reception, handling and
/// return (ND 224/2026/NĐ-CP Art. 15.1.g).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierRecord {
    /// Code exactly as issued.
    pub code: String,
    /// Procedure.
    pub procedure: ProcedureRef,
    /// Agency that handles it.
    pub agency: AgencyRef,
    /// Unit that it is rated under.
    pub unit: String,
    /// State now.
    pub status: StatusRecord,
    /// Reception.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// Official appointment (`NgayHenTra`): it wins over any arithmetic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment_at: Option<Timestamp>,
    /// Appointment before an extension, still to be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_appointment_at: Option<Timestamp>,
    /// When the result was ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// History, oldest first, append-only.
    #[serde(default)]
    pub events: Vec<EventRecord>,
    /// What the person has to do.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Fees to pay.
    #[serde(default)]
    pub fees: Vec<FeeRecord>,
    /// Whether a rating is possible and not yet given.
    #[serde(default)]
    pub ratable: bool,
}

impl std::fmt::Debug for DossierRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DossierRecord")
            .field("status", &self.status)
            .field("events", &self.events.len())
            .field("ratable", &self.ratable)
            .finish_non_exhaustive()
    }
}

/// One step of a dossier's history.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Rises inside the dossier; the same id is the same event.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// State that it led to.
    pub status: StatusRecord,
    /// Unit or department.
    pub unit: String,
    /// Who, by function or name as the province publishes it.
    pub actor: String,
    /// What, in words.
    pub text: String,
}

impl std::fmt::Debug for EventRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventRecord")
            .field("id", &self.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Something the person has to do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// `papers`, `fee`, `collect` or another word.
    pub kind: String,
    /// In words.
    pub text: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

impl std::fmt::Debug for Need {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Need").finish_non_exhaustive()
    }
}

/// A fee.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRecord {
    /// What for.
    pub name: String,
    /// Amount in đồng.
    pub amount_vnd: u64,
    /// Paid, as the province says.
    pub paid: bool,
    /// VietQR payload to pay by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vietqr: Option<String>,
}

impl std::fmt::Debug for FeeRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeeRecord")
            .field("paid", &self.paid)
            .finish_non_exhaustive()
    }
}

/// Look-up without sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupRequest {
    /// Codes, at most 50.
    pub codes: Vec<String>,
}

impl std::fmt::Debug for LookupRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LookupRequest")
            .field("codes", &self.codes.len())
            .finish_non_exhaustive()
    }
}

/// Without sign-in only the code and the degree of completion may be shown (TT 01/2018/TT-VPCP Art. 16.2.d).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// Code as asked.
    pub code: String,
    /// Whether the province knows it.
    pub known: bool,
    /// Whole percent, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<u8>,
}

impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lookup")
            .field("known", &self.known)
            .field("completion", &self.completion)
            .finish_non_exhaustive()
    }
}

/// Body of `PUT {follows}/{code}`; empty for the signed-in owner.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowRequest {
    /// Look-up secret printed on the slip: a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup_secret: Option<String>,
}

impl std::fmt::Debug for FollowRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FollowRequest(…)")
    }
}
