use crate::{Client, ClientError};
use citizen_domain::message::Lang;
use citizen_pack::VerifiedPack;
use citizen_pack::search::Index;
use citizen_screen::{EmergencyRow, ProcedureView, SearchView, emergency, procedure, search};
use std::sync::{Arc, PoisonError};
use time::Date;

/// Titles made ready for searching, with the pack and the day that they are of. Before a province is chosen also the first shipped pack,
/// so that it is not read and verified at every keystroke.
pub(crate) struct KeptIndex {
    pack: Arc<VerifiedPack>,
    day: Date,
    index: Arc<Index>,
}

impl Client {
    /// Searches procedures and units: those of the province in use, or of the first shipped one before any is chosen.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] when there is neither.
    pub fn show_search(&self, query: &str, limit: u32, lang: Lang) -> Result<SearchView, ClientError> {
        let index = self.index()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(search(index.search(query, None, limit), &self.voice(lang)))
    }

    fn index(&self) -> Result<Arc<Index>, ClientError> {
        let day = self.now().date();
        let own = match self.inner.pack() {
            Err(ClientError::NoProvince) => None,
            pack => Some(pack?),
        };
        let mut slot = self.inner.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = &*slot
            && kept.day == day
            && own.as_ref().is_none_or(|own| Arc::ptr_eq(own, &kept.pack))
        {
            return Ok(Arc::clone(&kept.index));
        }
        let pack = match own {
            Some(pack) => pack,
            None => self.inner.shipped.first(self.now())?,
        };
        let index = Arc::new(Index::build(pack.content(), day));
        *slot = Some(KeptIndex {
            pack,
            day,
            index: Arc::clone(&index),
        });
        Ok(index)
    }

    /// The screen of a procedure.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn show_procedure(&self, code: &str, lang: Lang) -> Result<ProcedureView, ClientError> {
        let pack = self.pack_or_shipped()?;
        let found = citizen_pack::lookup::procedure(pack.content(), code).ok_or(ClientError::NotFound)?;
        let offices = citizen_pack::lookup::offices(pack.content(), None);
        Ok(procedure(found, &offices, &self.voice(lang)))
    }

    /// Numbers to call.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`].
    pub fn show_emergency(&self) -> Result<Vec<EmergencyRow>, ClientError> {
        Ok(self
            .pack_or_shipped()?
            .content()
            .emergency
            .iter()
            .map(emergency)
            .collect())
    }
}
