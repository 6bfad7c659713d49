//! The outbox: everything a person sends is an *item* that is never lost, never sent twice and never called sent
//! before the province's signed receipt is verified. A pure machine: time and randomness are arguments.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod action;
mod apply;
mod error;
mod event;
mod ids;
mod item;
mod judge;
mod plan;
mod receipt;
mod repository;
mod retry;
mod rules;
mod size;
mod state;
mod transitions;
mod upload;
mod view;
mod withdrawal;
mod words;

pub use action::{Action, Reason};
pub use apply::{ApplyContext, apply};
pub use error::OutboxError;
pub use event::{Applied, Effect, Event, Reply};
pub use ids::{item_id, rating_item_id};
pub use item::{Endpoint, Item, Kind, MAX_BODY, Part, PartRefusal, PartState};
pub use plan::{PlanContext, next_steps, plan, plan_all};
pub use receipt::{ReceiptProblem, ReceiptView, receipt_key_id, signer, verify_receipt_file};
pub use repository::{Page, Repository, Update};
pub use retry::{backoff_ms, http_date, retry_after_ms};
pub use rules::{Asked, By, Meaning, RULES, Rule};
pub use size::WireBytes;
pub use state::{Back, Pause, State, StateName};
pub use transitions::{TRANSITIONS, Target, Transition, Trigger};
pub use upload::{Upload, UploadCall, UploadHead, chunk};
pub use view::{OutboxView, PhotoRefused, waiting};
pub use words::words;

/// Longest reply that is looked at: a receipt with five attachments is about 1.5 KiB.
pub const MAX_REPLY: usize = 64 * 1024;
