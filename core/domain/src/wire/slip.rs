use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A signed receipt slip: compact JWS, `typ` [`super::TYP_SLIP`], by a key of use `slip`, at most 1,195
/// characters so that one QR holds it. No personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipClaims {
    /// Province id.
    pub iss: String,
    /// Dossier code exactly as printed.
    pub code: String,
    /// Agency id.
    pub agency: String,
    /// Reception.
    pub received_at: Timestamp,
    /// Appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment_at: Option<Timestamp>,
}
