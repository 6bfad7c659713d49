//! The door between the core and the phones. Everything that crosses is here: one root object [`Citizen`], a sub-object a room,
//! immutable records and enums, small errors named by what a screen can do. It adapts types and nothing else: no rule, no text and
//! no decision is made here.
//!
//! Calls that read are quick and synchronous, for a thread that the shell chooses. Calls that need the network run on the core's
//! own threads; a caller that stops waiting cuts no write.

mod asking;
mod citizen;
mod directory;
mod dossiers;
mod error;
mod hub;
mod identity;
#[cfg(not(target_vendor = "apple"))]
mod jvm;
mod operation;
mod outbox;
mod ports;
mod profile;
mod ratings;
mod records;
mod reports;
mod scanner;
mod shared;
mod subscription;

pub use asking::Asking;
pub use citizen::{Address, Citizen, Language, OpenRequest, Preferences, ProvinceRequest, TextSize};
pub use directory::Directory;
pub use dossiers::{DossierPage, Dossiers, FollowRequest};
pub use error::{
    Advice, DossierError, IdentityError, OpenError, OutboxError, ProfileError, ProvinceError, RatingError,
    ReportError, ScanError, Trouble, defect_said,
};
pub use identity::{Identity, SignInStart, SignedOutView};
pub use operation::{Operation, OperationEvent, OperationObserver};
pub use outbox::{Outbox, OutboxPage};
pub use ports::{ConnectivityPort, KeyStorePort, NetworkKind, NetworkState, PortFailure, WakePort};
pub use profile::{CheckRow, Profile};
pub use ratings::{AnswerRequest, RatingView, Ratings};
pub use records::*;
pub use reports::{
    DecisionRequest, DraftChangeRequest, FixSource, PlaceRequest, ReportPage, ReportRequest, Reports,
};
pub use scanner::{ScanResult, Scanner};
pub use subscription::{ChangeObserver, Snapshot, Subscription, Topic};

uniffi::setup_scaffolding!("citizen");
