//! Screens: what the rooms hold, put into words by `citizen-screen`. Everything here reads, is quick, and needs no network, except
//! published results.

mod directory;
mod dossiers;
mod home;
mod person;
mod reports;

pub(crate) use directory::KeptIndex;
pub use home::{HomeView, ProvinceChoice, ProvinceLine, SyncView};
pub use person::SessionScreen;

use crate::Client;
use citizen_domain::message::Lang;
use citizen_screen::Voice;

impl Client {
    /// Who is spoken to, now.
    pub(crate) fn voice(&self, lang: Lang) -> Voice {
        Voice {
            lang,
            now: self.now(),
        }
    }
}
