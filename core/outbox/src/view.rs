//! What screens and `citizen outbox` show of an item.

use crate::action::{Action, Reason};
use crate::item::Item;
use crate::plan::{PlanContext, plan};
use crate::size::WireBytes;
use crate::state::State;
use citizen_domain::Timestamp;
use citizen_domain::text::excerpt;
use citizen_domain::wire::ItemBody;
use serde::Serialize;

/// A line of `citizen outbox list`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OutboxView {
    /// Item id.
    pub id: String,
    /// `report`, `report_action` or `rating`.
    pub kind: &'static str,
    /// How what the person wrote begins, so that one report can be told from another; a rating says nothing of itself.
    #[serde(skip)]
    pub about: Option<String>,
    /// State, without particulars.
    pub state: &'static str,
    /// Why it waits (a [`Reason`]) or was refused (the province's code).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was wrong with the last receipt, where it was refused and no good one has come since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<&'static str>,
    /// Tries since the last progress.
    pub attempts: u32,
    /// Body and attachments.
    pub bytes_total: u64,
    /// What the province is known to hold.
    pub bytes_sent: u64,
    /// What sending it comes to on the wire, heads included, as if nothing had left.
    pub wire: WireBytes,
    /// Nothing is tried before.
    pub next_try_at: Option<Timestamp>,
    /// Attachments that the province does not hold yet.
    pub parts_missing: usize,
    /// The first photo that the province does not take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_refused: Option<PhotoRefused>,
    /// Whether the province has confirmed the body.
    pub body_held: bool,
    /// The person wants it gone; the province's word that it is withdrawn is still to come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub discarding: bool,
}

/// A photo that the province does not take.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PhotoRefused {
    /// Which of the photos, from 1.
    pub number: usize,
    /// The province's code.
    pub code: String,
    /// The province's sentence, as it came.
    pub why: String,
}

impl std::fmt::Debug for PhotoRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PhotoRefused({}, {})", self.number, self.code)
    }
}

impl std::fmt::Debug for OutboxView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxView")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .field("reason", &self.reason)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl OutboxView {
    /// The view of `item` as things stand in `context`.
    pub fn of(item: &Item, context: &PlanContext) -> Self {
        Self {
            id: item.id.clone(),
            kind: item.kind.as_str(),
            about: about(item),
            state: item.state.name().as_str(),
            reason: match &item.state {
                State::Rejected { code, .. } => Some(code.clone()),
                _ => waiting(item, context).map(|reason| reason.as_str().to_owned()),
            },
            problem: item
                .receipt_problem
                .filter(|_| !item.state.is_final())
                .map(crate::ReceiptProblem::as_str),
            attempts: item.attempts,
            bytes_total: item.bytes_total(),
            bytes_sent: item.bytes_sent(),
            wire: WireBytes::of_item(item),
            next_try_at: item.next_try_at,
            parts_missing: item.missing().count(),
            photo_refused: item
                .refused_parts()
                .next()
                .filter(|_| !item.state.is_final())
                .map(|(number, _, refusal)| PhotoRefused {
                    number,
                    code: refusal.code.clone(),
                    why: refusal.reason.clone(),
                }),
            body_held: item.receipt.is_some(),
            discarding: item.discarding,
        }
    }
}

/// Characters of a report that stand in a line of a list.
const ABOUT: usize = 60;

fn about(item: &Item) -> Option<String> {
    let words = match item.parsed_body().ok()? {
        ItemBody::Report(report) => report.text,
        ItemBody::ReportAction(said) => said.text?,
        ItemBody::Rating(_) => return None,
    };
    Some(excerpt(&words, ABOUT)).filter(|words| !words.is_empty())
}

/// Why `item` waits as things stand, if it does. For one that could go on, the trouble it is paused for.
pub fn waiting(item: &Item, context: &PlanContext) -> Option<Reason> {
    match (plan(item, context), &item.state) {
        (Action::Wait { reason, .. }, _) => Some(reason),
        (_, State::Paused { reason, .. }) => Some((*reason).into()),
        _ => None,
    }
}
