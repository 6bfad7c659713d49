//! Who is signed in.

use super::Said;

/// Where a session stands.
pub type SessionState = citizen_client::identity::StateName;
/// Who is signed in, in words.
pub type SessionView = citizen_client::SessionScreen;

/// Where a session stands.
#[uniffi::remote(Enum)]
pub enum SessionState {
    /// Nobody is signed in.
    SignedOut,
    /// The browser is open.
    Authenticating,
    /// Somebody is signed in.
    SignedIn,
    /// The session has ended; what waits is kept.
    NeedsSignIn,
    /// Signed in, and the access cannot be renewed now.
    Paused,
}

/// Who is signed in, in words.
#[uniffi::remote(Record)]
pub struct SessionView {
    /// Where the session stands.
    pub state: SessionState,
    /// The same in words.
    pub said: Said,
    /// Name for the screen.
    pub name: Option<String>,
    /// Last four characters of the identity number.
    pub id_last4: Option<Said>,
    /// How sure the provider is of the person.
    pub level: Option<Said>,
    /// Until when the access lasts without being renewed.
    pub until: Option<Said>,
    /// For whom the person acts.
    pub acting_for: Option<Said>,
}
