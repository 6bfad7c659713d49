//! Signing in through a province's OpenID provider: authorization code with PKCE in the system browser, tokens,
//! renewal, and an end that also works offline. A machine without I/O: events in, states and effects out.
//!
//! See the crate's `README.md` for the transition table, what it promises and what it must not know.

mod authorize;
mod config;
mod dpop;
mod error;
mod event;
mod id_token;
mod loopback;
mod machine;
mod memory;
mod persist;
mod person;
mod provider;
mod session;
mod state;
mod table;
mod token;

pub use config::{Config, Context};
pub use dpop::{Device, Nonces, ProofFor, wants_nonce};
pub use error::IdentityError;
pub use event::{BrowserUrl, Effect, Event, EventName, RequestId, RequestKind};
pub use id_token::{IdTokenRules, verify_id_token};
pub use loopback::{MAX_REQUEST_HEAD, parse_redirect_request};
pub use machine::Machine;
pub use memory::IdTokenMemory;
pub use persist::Repository;
pub use person::{AccountType, AgeBand, Person, level_text};
pub use provider::Provider;
pub use session::Session;
pub use state::{PauseReason, State, StateName};
pub use table::{Row, TABLE};
