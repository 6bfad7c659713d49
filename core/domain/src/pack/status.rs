use serde::{Deserialize, Serialize};

/// A dossier state in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusText {
    /// Code of the national exchange, 1–10; a province may know more.
    pub code: i32,
    /// Official wording.
    pub official: String,
    /// What people say.
    pub plain: String,
    /// What is read aloud.
    pub spoken: String,
}
