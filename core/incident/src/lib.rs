//! Field reports (phản ánh hiện trường): drafts, photos, places, the wording that belongs elsewhere, what the province
//! answers and what a person may say to it. Nothing here reads a clock, a file or a socket.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod draft;
mod error;
mod report;
mod repository;
mod view;

pub use draft::{Draft, MAX_PHOTOS, PhotoRef, Severity};
pub use error::IncidentError;
pub use report::StoredReport;
pub use repository::{DraftRepository, ReportRepository};
pub use view::{ItemState, LocationView, PhotoView, ReceiptView, ReportView, UnitView, UpdateView};
