//! What a person sends, with all that is needed to send it exactly once.

use crate::OutboxError;
use crate::receipt::ReceiptProblem;
use crate::state::State;
use crate::upload::Upload;
use citizen_domain::Timestamp;
use citizen_domain::wire::ItemBody;
use serde::{Deserialize, Serialize};

/// Kinds of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A field report.
    Report,
    /// What a person says about an earlier report.
    ReportAction,
    /// A rating.
    Rating,
}

impl Kind {
    /// As on the wire and in receipts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::ReportAction => "report_action",
            Self::Rating => "rating",
        }
    }
}

/// Which of the province's endpoints takes the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// `{items}/{id}`, with the session.
    Items,
    /// `{ratings}/{id}`, without session, DPoP or anything else that names the person.
    Ratings,
}

/// An attachment of an item. Its bytes are in the `Files` port under `sha256`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// `image/jpeg`.
    pub media_type: String,
    /// Bytes that the province is known to hold.
    pub sent: u64,
    /// Most bytes that it was ever known to hold.
    #[serde(default)]
    pub most: u64,
    /// Where it stands.
    pub state: PartState,
    /// Its upload, once the province has allowed one.
    #[serde(default)]
    pub upload: Option<Upload>,
    /// How often the province has refused its bytes with a reason of its own.
    #[serde(default)]
    pub refusals: u32,
    /// The province does not take it: it is not brought again unless the person wants that.
    #[serde(default)]
    pub refused: Option<PartRefusal>,
}

/// Why the province does not take an attachment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRefusal {
    /// The province's stable code, for example `part_not_jpeg`.
    pub code: String,
    /// The province's sentence, shown as it came.
    pub reason: String,
}

impl std::fmt::Debug for PartRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PartRefusal({})", self.code)
    }
}

/// Where an attachment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// The province has not confirmed it.
    Waiting,
    /// A verified receipt names it as held.
    Held,
}

/// One item. Made once by [`Item::draft`]; afterwards only [`crate::apply`] changes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// UUIDv7; for a rating the version 8 UUID made from its token ([`crate::rating_item_id`]).
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Order is kept between items of the same object, and of no others: the report's id.
    pub object: String,
    /// Who takes it.
    pub endpoint: Endpoint,
    /// The exact bytes that are hashed and sent: JSON of [`ItemBody`]. Never made again.
    pub body: Vec<u8>,
    /// SHA-256 of `body`, lower-case hex.
    pub body_sha256: String,
    /// Attachments, in the body's order.
    pub parts: Vec<Part>,
    /// Where it stands.
    pub state: State,
    /// Tries since the last progress; decides the back-off.
    pub attempts: u32,
    /// Nothing is tried before.
    pub next_try_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The newest verified receipt (compact JWS): complete if accepted, else partial.
    pub receipt: Option<String>,
    /// The province's own number, from the receipt.
    pub reference: Option<String>,
    /// Time of acceptance, from the complete receipt.
    pub accepted_at: Option<Timestamp>,
    /// A request may have reached the province without its answer reaching us: ask before sending again.
    pub needs_probe: bool,
    /// Something of it may have reached the province, whatever was answered: it cannot simply be thrown away.
    pub maybe_held: bool,
    /// The province asked for patience (429, 503), or answered that it fails: a reason to show while waiting.
    pub province_busy: bool,
    /// A receipt was refused and no good one has come since. The person sees it.
    pub receipt_problem: Option<ReceiptProblem>,
    /// Goes without the person's session, although its endpoint takes one.
    #[serde(default)]
    pub anonymous: bool,
    /// The person wants it gone, and the province may hold it: it is withdrawn there first.
    #[serde(default)]
    pub discarding: bool,
    /// The rejected item that this one replaces.
    pub ancestor: Option<String>,
    /// Counts stored changes; two processes that change the same item are told apart by it.
    pub version: u64,
}

impl Item {
    /// An item in [`State::Draft`]. Serialises the body once; kind, endpoint, object and attachments follow from it.
    ///
    /// # Errors
    /// [`OutboxError::BadId`] if `id` is not the kind of UUID that its endpoint wants, [`OutboxError::BadBody`] if
    /// an attachment is named twice or by something else than a hash, or the body is over 64 KiB.
    pub fn draft(id: String, body: &ItemBody, created_at: Timestamp) -> Result<Self, OutboxError> {
        let (kind, endpoint, object, ancestor) = match body {
            ItemBody::Report(report) => (Kind::Report, Endpoint::Items, id.clone(), report.replaces.clone()),
            ItemBody::ReportAction(action) => {
                (Kind::ReportAction, Endpoint::Items, action.report.clone(), None)
            }
            ItemBody::Rating(_) => (Kind::Rating, Endpoint::Ratings, id.clone(), None),
        };
        crate::ids::check(&id, endpoint)?;
        let bytes = serde_json::to_vec(body).map_err(|_| OutboxError::BadBody)?;
        if bytes.len() > MAX_BODY {
            return Err(OutboxError::BadBody);
        }
        Ok(Self {
            kind,
            object,
            endpoint,
            body_sha256: citizen_proof::sha256_hex(&bytes),
            body: bytes,
            parts: parts(body)?,
            state: State::Draft,
            attempts: 0,
            next_try_at: None,
            created_at,
            receipt: None,
            reference: None,
            accepted_at: None,
            needs_probe: false,
            maybe_held: false,
            province_busy: false,
            receipt_problem: None,
            anonymous: matches!(body, ItemBody::Report(report) if report.anonymous),
            discarding: false,
            ancestor,
            version: 0,
            id,
        })
    }

    /// It was refused for what it says: something else may be said under a new id.
    pub fn is_editable(&self) -> bool {
        matches!(self.state, State::Rejected { editable: true, .. })
    }

    /// A draft that takes the place of this rejected item under a new id and names it as its ancestor.
    ///
    /// # Errors
    /// [`OutboxError::NotEditable`] unless this item is rejected and editable; else as [`Item::draft`].
    pub fn replacement(&self, id: String, mut body: ItemBody, now: Timestamp) -> Result<Self, OutboxError> {
        if !self.is_editable() || body.kind() != self.kind.as_str() {
            return Err(OutboxError::NotEditable);
        }
        if let ItemBody::Report(report) = &mut body {
            report.replaces = Some(self.id.clone());
        }
        let mut item = Self::draft(id, &body, now)?;
        item.ancestor = Some(self.id.clone());
        Ok(item)
    }

    /// The body as a value again, for screens.
    ///
    /// # Errors
    /// [`OutboxError::BadBody`] if the stored bytes are not a body.
    pub fn parsed_body(&self) -> Result<ItemBody, OutboxError> {
        serde_json::from_slice(&self.body).map_err(|_| OutboxError::BadBody)
    }

    /// Whether it takes back an earlier report.
    pub fn takes_back(&self) -> bool {
        self.kind == Kind::ReportAction
            && matches!(self.parsed_body(), Ok(ItemBody::ReportAction(said)) if said.action == "withdraw")
    }

    /// Whether it goes with the person's session.
    pub fn needs_session(&self) -> bool {
        self.endpoint == Endpoint::Items && !self.anonymous
    }

    /// Body and attachments, in bytes.
    pub fn bytes_total(&self) -> u64 {
        self.parts
            .iter()
            .fold(self.body.len() as u64, |sum, part| sum.saturating_add(part.bytes))
    }

    /// What the province is known to hold, in bytes.
    pub fn bytes_sent(&self) -> u64 {
        let body = if self.receipt.is_some() {
            self.body.len() as u64
        } else {
            0
        };
        self.parts
            .iter()
            .fold(body, |sum, part| sum.saturating_add(part.sent.min(part.bytes)))
    }

    /// Whether the province can hold nothing of it: then it can simply be thrown away.
    pub(crate) fn is_only_here(&self) -> bool {
        let refused_whole = matches!(self.state, State::Rejected { .. }) && self.receipt.is_none();
        refused_whole || !(self.maybe_held || self.needs_probe)
    }

    /// Attachments that the province does not take, each with its number from 1.
    pub fn refused_parts(&self) -> impl Iterator<Item = (usize, &Part, &PartRefusal)> {
        (1..)
            .zip(&self.parts)
            .filter_map(|(n, part)| part.refused.as_ref().map(|refusal| (n, part, refusal)))
    }

    /// The words are there and a photo is not taken: without it, the same may be said in its place as a new item.
    pub fn lacks_refused_parts(&self) -> bool {
        !self.state.is_final() && !self.discarding && self.refused_parts().next().is_some()
    }

    /// Attachments that the province has not confirmed.
    pub fn missing(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.state == PartState::Waiting)
    }
}

/// Longest body, in bytes. A report of 2,000 characters with 5 photos has about 8 KiB.
pub const MAX_BODY: usize = 64 * 1024;

fn parts(body: &ItemBody) -> Result<Vec<Part>, OutboxError> {
    let attachments = match body {
        ItemBody::Report(report) => report.attachments.as_slice(),
        _ => &[],
    };
    let mut parts: Vec<Part> = Vec::with_capacity(attachments.len());
    for attachment in attachments {
        let hash = &attachment.sha256;
        if !citizen_proof::is_sha256_hex(hash) || parts.iter().any(|part| part.sha256 == *hash) {
            return Err(OutboxError::BadBody);
        }
        parts.push(Part {
            sha256: hash.clone(),
            bytes: attachment.bytes,
            media_type: attachment.media_type.clone(),
            sent: 0,
            most: 0,
            state: PartState::Waiting,
            upload: None,
            refusals: 0,
            refused: None,
        });
    }
    Ok(parts)
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Item")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .field("parts", &self.parts.len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
