use crate::IdentityError;
use citizen_domain::ports::{Request, TransportError};
use url::Url;

/// What can happen to the machine.
#[derive(Clone)]
pub enum Event {
    /// The person wants to sign in. The address is where the browser will come back to: loopback with a random
    /// port for the terminal, an https app link for the phones.
    Begin {
        /// Address without query.
        redirect_uri: Url,
    },
    /// The browser came back with this address.
    Redirect {
        /// Whole address with its query.
        url: Url,
    },
    /// The person gave the sign-in up.
    Cancel,
    /// Look what is due: after every start, when the network returns, and now and then.
    Check,
    /// The session should be renewed (see [`crate::Session::renew_at`]), or the province no longer takes it.
    RefreshDue,
    /// The person signs out.
    Disconnect,
    /// A request got an answer.
    Reply {
        /// Of the request.
        id: RequestId,
        /// HTTP status.
        status: u16,
        /// Body, whole.
        body: Vec<u8>,
    },
    /// A request got no answer.
    Failed {
        /// Of the request.
        id: RequestId,
        /// Why.
        error: TransportError,
    },
}

/// An event without its content, for the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the event of that name")]
pub enum EventName {
    Begin,
    Redirect,
    Cancel,
    Check,
    RefreshDue,
    Disconnect,
    Reply,
    Failed,
}

impl EventName {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Begin,
        Self::Redirect,
        Self::Cancel,
        Self::Check,
        Self::RefreshDue,
        Self::Disconnect,
        Self::Reply,
        Self::Failed,
    ];
}

impl Event {
    /// Its name.
    pub fn name(&self) -> EventName {
        match self {
            Self::Begin { .. } => EventName::Begin,
            Self::Redirect { .. } => EventName::Redirect,
            Self::Cancel => EventName::Cancel,
            Self::Check => EventName::Check,
            Self::RefreshDue => EventName::RefreshDue,
            Self::Disconnect => EventName::Disconnect,
            Self::Reply { .. } => EventName::Reply,
            Self::Failed { .. } => EventName::Failed,
        }
    }
}

/// Addresses and bodies hold codes and tokens: only the name is shown.
impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.name())
    }
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// The provider's description.
    Discovery,
    /// The sign-in's parameters, sent ahead of the browser (RFC 9126).
    Push,
    /// A code for tokens.
    Code,
    /// The provider's keys.
    Keys,
    /// A refresh token for new tokens.
    Refresh,
    /// A token given back.
    Revoke,
}

/// Names a request, so that its reply finds its place and a late one is known as late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId {
    /// What it is for.
    pub kind: RequestKind,
    /// Counts requests of this process.
    pub serial: u64,
}

/// What the client has to do, in the order given. When one fails the rest is left undone: above all no request
/// goes out whose `Persist` did not succeed.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Save [`crate::Machine::to_kept`] durably.
    Persist,
    /// Remove what was saved and everything else that only this session could see.
    Forget,
    /// Open the system browser (never a web view). The address is secret enough to stay out of logs.
    OpenBrowser {
        /// Where.
        url: BrowserUrl,
    },
    /// Send a request and bring its end back as [`Event::Reply`] or [`Event::Failed`].
    Http {
        /// Names it.
        id: RequestId,
        /// What to send.
        request: Box<Request>,
        /// Whether it needs a proof of the device key (RFC 9449): made for each try, by [`crate::Device::proof`].
        proof: bool,
    },
    /// Tell the person.
    Tell(IdentityError),
}

/// An address that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct BrowserUrl(pub Url);

impl std::fmt::Debug for BrowserUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.host_str().unwrap_or_default())
    }
}
