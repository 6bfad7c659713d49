//! What can be looked up without a network.

use crate::dossiers::ROWS;
use crate::error::DossierError;
use crate::records::{EmergencyRow, ProcedureCode, ProcedureView, SearchView};
use crate::shared::Shared;
use std::sync::Arc;

/// What can be looked up without a network.
#[derive(uniffi::Object)]
pub struct Directory(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Directory {
    /// Searches procedures and units, with every keystroke.
    pub fn search(&self, query: &str, limit: u32) -> Result<SearchView, DossierError> {
        self.0
            .look(|client, lang| client.show_search(query, limit.min(ROWS), lang))
    }

    /// A procedure: what to bring, how long it takes, what it costs.
    pub fn procedure(&self, code: ProcedureCode) -> Result<ProcedureView, DossierError> {
        self.0.look(|client, lang| client.show_procedure(&code.0, lang))
    }

    /// Numbers to call in danger.
    pub fn emergency_numbers(&self) -> Result<Vec<EmergencyRow>, DossierError> {
        self.0.look(|client, _| client.show_emergency())
    }
}
