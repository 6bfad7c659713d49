//! Following a dossier: what is held about it, how news are merged, what its deadline means, what its resident has
//! to do next.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod apply;
mod brief;
mod course;
mod deadline;
mod error;
mod excerpt;
mod followed;
mod merge;
mod needs;
mod ready;
mod repository;
mod shown;
#[cfg(test)]
mod tests;
mod view;
mod waiting;

pub use apply::{Applied, apply, finish_reset, follow};
pub use brief::{Brief, BriefView};
pub use citizen_domain::pack::rule_set_for;
pub use deadline::{Deadline, deadline};
pub use error::DossierError;
pub use excerpt::Excerpt;
pub use followed::{Anomaly, AnomalyKind, Completion, Followed, Held, SlipFacts, Source, Trust};
pub use merge::Merged;
pub use ready::{Line, Ready, apply_ready};
pub use repository::{Page, Repository};
pub use shown::{
    AgencyView, DeadlineView, DossierView, EventView, FeeView, NeedView, ProcedureView, StatusView,
    SuccessorView, Warning,
};
pub use view::{Content, view};
