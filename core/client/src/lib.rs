//! The facade: wires the rooms to the ports, owns the runtime, runs sync.
//!
//! Reading pages is synchronous and quick; what needs the network is asynchronous. See the crate's `README.md`.

pub mod clock;
pub mod net;
pub mod system;

mod acting;
mod api;
mod budget;
mod changes;
mod client;
mod doctor;
mod dossiers;
mod dpop;
mod drafts;
mod erase;
mod error;
mod export;
mod feed;
mod follow_news;
mod home;
mod keeping;
mod key_keeper;
mod mending;
mod outbox_facade;
mod preferences;
mod province;
mod ratings;
mod receipt_qr;
mod reports;
mod scanning;
mod screens;
mod sender;
mod session;
mod shell;
mod shipped;
mod sync;
mod task;
mod vault;
mod waking;
mod whole_file;

pub use budget::{DataLimits, DataSpent};
pub use changes::Changes;
pub use client::{Client, Opening, Ports, open_store};
pub use doctor::{Check, doctor_before_init, doctor_unopened};
pub use dossiers::Found;
pub use drafts::{Begun, DraftChange, KeptDraft, Place};
pub use erase::erase_unopened;
pub use error::{ClientError, RoomError};
pub use export::{Export, ExportedDossier, ExportedPhoto, Sent};
pub use home::ProfileDir;
pub use key_keeper::KeyKeeper;
pub use outbox_facade::{ReceiptTrust, Waiting, verify_receipt};
pub use preferences::{AddressWord, LanguageWord, Preferences, TextSizeWord};
pub use province::{InitRequest, ProvinceView};
pub use ratings::{Asked, RatingView, questions_today};
pub use reports::{Filed, ReportDecision, ReportRequest};
pub use scanning::{Scanned, ShippedReader};
pub use screens::{HomeView, ProvinceChoice, ProvinceLine, SessionScreen, SyncView};
pub use session::{SessionView, SignedOut};
pub use shipped::Shipped;
pub use sync::{Progress, SyncReport};
pub use task::{Stop, Task};
pub use vault::{VaultView, quarantine, vault_view};
pub use whole_file::{Existing, write_whole};

/// What a shell needs to keep keys of its own.
pub use citizen_store::{SecretShelf, SoftKeyStore, StoreError};

/// The rooms' own types, for shells that know this crate alone.
pub use {
    citizen_dossier as dossier, citizen_identity as identity, citizen_incident as incident,
    citizen_mscore as mscore, citizen_outbox as outbox, citizen_pack as pack, citizen_scan as scan,
    citizen_screen as screen,
};

/// Wall time of this computer, for commands that open no profile.
pub fn system_now() -> citizen_domain::Timestamp {
    use citizen_domain::ports::Clock as _;
    system::SystemClock::new().now()
}
