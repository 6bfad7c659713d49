//! Field reports (phản ánh hiện trường): drafts, photos, places, the wording that belongs elsewhere, what the province
//! answers and what a person may say to it. Nothing here reads a clock, a file or a socket.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod action;
mod advice;
mod draft;
mod error;
mod finalise;
mod photo;
mod place;
mod report;
mod repository;
mod state;
mod view;

pub use action::{REOPEN_DAYS, confirm, is_taken_back, reopen, withdraw};
pub use advice::{Advice, advise};
pub use draft::{Draft, MAX_PHOTOS, PhotoRef, Severity};
pub use error::IncidentError;
pub use finalise::{MAX_TEXT, Rules, WireSize, finalise};
pub use photo::{
    ExifPlace, MAX_EDGE, MAX_FILE, MAX_PIXELS, Photo, PictureKind, QUALITY, check_label, prepare_photo,
};
pub use place::{MAX_ACCURACY_M, MAX_FIX_AGE_MS, PlaceFlag, check_place};
pub use report::StoredReport;
pub use repository::{DraftRepository, ReportRepository};
pub use state::{ProvinceState, state_text};
pub use view::{
    ItemState, LocationView, PendingAction, PhotoView, ReceiptView, ReportView, UnitView, UpdateView,
};
