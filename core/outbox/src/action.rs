//! What to do next.

use crate::upload::UploadCall;
use citizen_domain::Timestamp;

/// The next step of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `GET {endpoint}/{id}`: "do you have it, and which parts?"
    Probe,
    /// `PUT {endpoint}/{id}` with the body's exact bytes.
    SendBody,
    /// A step of an attachment's upload. It needs no session: the upload's own token opens it.
    Upload {
        /// Which attachment.
        sha256: String,
        /// Which request.
        call: UploadCall,
    },
    /// `POST {endpoint}/{id}/withdrawal` with [`citizen_domain::wire::WithdrawalRequest`].
    Withdraw,
    /// Nothing now.
    Wait {
        /// When it is worth looking again; `None`: when the reason ends.
        until: Option<Timestamp>,
        /// Why.
        reason: Reason,
    },
    /// Nothing any more.
    Done,
}

/// Why an item waits, in words by [`crate::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Not given to be sent yet.
    Draft,
    /// No network.
    Network,
    /// Sign-in is needed.
    Auth,
    /// The clock is too wrong.
    Clock,
    /// The budget of this network is spent.
    Budget,
    /// No room on the device.
    Storage,
    /// The province asked for patience.
    Busy,
    /// The last receipt was refused.
    Receipt,
    /// An earlier item about the same object goes first.
    Order,
    /// The province does not take a photo: the person sends without it, or tries once more.
    Photo,
}

impl Reason {
    /// The word of `--json` output and message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Network => "network",
            Self::Auth => "auth",
            Self::Clock => "clock",
            Self::Budget => "budget",
            Self::Storage => "storage",
            Self::Busy => "busy",
            Self::Receipt => "receipt",
            Self::Order => "order",
            Self::Photo => "photo",
        }
    }
}
