//! The states of an item, and no others: `docs/architecture.md`, "The core decides, the outside executes".

use serde::{Deserialize, Serialize};

/// Where an item stands. There is no "failed": trouble waits in [`State::Paused`], which knows the way back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Kept, not yet given to be sent.
    Draft,
    /// Given to be sent; the province holds nothing of it as far as is known.
    Queued,
    /// Under way: a request has been made, or the province holds a part.
    Sending {
        /// Bytes of body and attachments that the province is known to hold.
        bytes: u64,
    },
    /// A verified, complete receipt is held.
    Accepted,
    /// The province refused it for good. It blocks nothing.
    Rejected {
        /// The province's stable code, for example `category_unknown`.
        code: String,
        /// The province's sentence, shown as it came.
        reason: String,
        /// Whether a changed item can be sent in its place (as a new id that names this one).
        editable: bool,
    },
    /// Waits for something to end.
    Paused {
        /// What for.
        reason: Pause,
        /// Where it returns to.
        back: Back,
    },
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sending { bytes } => write!(f, "Sending({bytes})"),
            // The province's sentence may quote the person.
            Self::Rejected { code, .. } => write!(f, "Rejected({code})"),
            Self::Paused { reason, back } => write!(f, "Paused({reason:?}, {back:?})"),
            other => f.write_str(other.name().as_str()),
        }
    }
}

/// Trouble that an item can wait out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// Sign-in is needed.
    Auth,
    /// The phone's clock is too wrong to make or check proofs.
    Clock,
    /// No network, or what answers is not the province.
    Network,
    /// The byte budget of this network is spent.
    Budget,
    /// No room on the device.
    Storage,
}

impl Pause {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Auth,
        Self::Clock,
        Self::Network,
        Self::Budget,
        Self::Storage,
    ];

    /// The word of `--json` output and message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Clock => "clock",
            Self::Network => "network",
            Self::Budget => "budget",
            Self::Storage => "storage",
        }
    }
}

/// The state that a paused item returns to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Back {
    /// To [`State::Queued`].
    Queued,
    /// To [`State::Sending`].
    Sending {
        /// As there.
        bytes: u64,
    },
}

impl From<Back> for State {
    fn from(back: Back) -> Self {
        match back {
            Back::Queued => Self::Queued,
            Back::Sending { bytes } => Self::Sending { bytes },
        }
    }
}

/// A state without its particulars: the rows of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the states say it")]
pub enum StateName {
    Draft,
    Queued,
    Sending,
    Accepted,
    Rejected,
    Paused,
}

impl StateName {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Draft,
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Rejected,
        Self::Paused,
    ];

    /// The word of `--json` output and message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Paused => "paused",
        }
    }
}

impl State {
    /// The state without its particulars.
    pub const fn name(&self) -> StateName {
        match self {
            Self::Draft => StateName::Draft,
            Self::Queued => StateName::Queued,
            Self::Sending { .. } => StateName::Sending,
            Self::Accepted => StateName::Accepted,
            Self::Rejected { .. } => StateName::Rejected,
            Self::Paused { .. } => StateName::Paused,
        }
    }

    /// Whether nothing more will be sent.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected { .. })
    }
}
