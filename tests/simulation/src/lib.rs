//! Whole lives of phones and a province in one thread and in virtual time: the real client, outbox and store, and the real
//! province's handlers, over a network and disks that fail as a seed says. The same seed is the same run. See `README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a simulation may fail loudly"
)]

mod check;
mod clock;
mod device;
mod dossiers;
mod executor;
mod ledger;
mod lies;
mod life;
mod network;
mod pack;
mod phone;
mod photo;
mod pocket;
mod run;
mod scene;
mod session;
mod template;
mod town;
mod transport;
mod weather;
mod world;

pub use check::Wrong;
pub use device::Mode;
pub use dossiers::first_choices;

pub use pack::KEEP_DAYS;
pub use photo::photos;
pub use run::{Outcome, Run, Setting};
pub use scene::{Fate, Scene};
pub use template::Template;
pub use town::{BASE_URL, Town};
pub use weather::{Doctored, Weather};
pub use world::{START, World};
