//! The transition table: the documentation in `README.md` and the test of the machine are made from it.

use crate::EventName::{self, Begin, Cancel, Check, Disconnect, Failed, Redirect, RefreshDue, Reply};
use crate::StateName::{self, Authenticating, NeedsSignIn, Paused, SignedIn, SignedOut};

/// What an event does in a state.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// In this state
    pub from: StateName,
    /// this event
    pub event: EventName,
    /// leads to one of these,
    pub to: &'static [StateName],
    /// by these rules.
    pub what: &'static str,
}

const fn row(from: StateName, event: EventName, to: &'static [StateName], what: &'static str) -> Row {
    Row {
        from,
        event,
        to,
        what,
    }
}

/// Every event in every state.
pub const TABLE: &[Row] = &[
    row(
        SignedOut,
        Begin,
        &[Authenticating, SignedOut],
        "fetch the provider's description; when it is fresh, send the parameters ahead or open the browser; stays for an address that is not secure",
    ),
    row(SignedOut, Redirect, &[SignedOut], "told as no answer of ours"),
    row(SignedOut, Cancel, &[SignedOut], "nothing"),
    row(
        SignedOut,
        Check,
        &[SignedOut],
        "give back what waits to be given back",
    ),
    row(SignedOut, RefreshDue, &[SignedOut], "nothing"),
    row(SignedOut, Disconnect, &[SignedOut], "forget again"),
    row(
        SignedOut,
        Reply,
        &[SignedOut],
        "a token given back is done; tokens that come late are given back",
    ),
    row(
        SignedOut,
        Failed,
        &[SignedOut],
        "what was to be given back waits on",
    ),
    row(
        Authenticating,
        Begin,
        &[Authenticating, SignedOut, NeedsSignIn, SignedIn],
        "start anew with new secrets; for an address that is not secure: back",
    ),
    row(
        Authenticating,
        Redirect,
        &[Authenticating, SignedOut, NeedsSignIn, SignedIn],
        "our answer: exchange the code; somebody else's: wait on; a refusal or too late: back",
    ),
    row(
        Authenticating,
        Cancel,
        &[SignedOut, NeedsSignIn, SignedIn],
        "back to where it began: a session that was there is still there",
    ),
    row(
        Authenticating,
        Check,
        &[Authenticating, SignedOut, NeedsSignIn, SignedIn],
        "after a kill: ask again what may be asked again; a code whose reply was lost: back; too late: back; with the browser open: the session held meanwhile is renewed when due",
    ),
    row(
        Authenticating,
        RefreshDue,
        &[Authenticating],
        "with the browser open: the session held meanwhile is renewed, as in signed_in",
    ),
    row(Authenticating, Disconnect, &[SignedOut], "forget"),
    row(
        Authenticating,
        Reply,
        &[Authenticating, SignedIn, SignedOut, NeedsSignIn, Paused],
        "the next step; verified tokens: signed in, a session held till then given back; another person's: back; refused: back; a provider in trouble: paused",
    ),
    row(
        Authenticating,
        Failed,
        &[Authenticating, Paused, SignedIn, SignedOut, NeedsSignIn],
        "paused; a code whose reply was lost: back; keys that cannot be had: yesterday's serve",
    ),
    row(
        SignedIn,
        Begin,
        &[Authenticating, SignedIn, NeedsSignIn],
        "as signed_out, the session held meanwhile; nothing while a renewal is on its way",
    ),
    row(SignedIn, Redirect, &[SignedIn], "told as no answer of ours"),
    row(SignedIn, Cancel, &[SignedIn], "nothing"),
    row(
        SignedIn,
        Check,
        &[SignedIn, NeedsSignIn, Paused],
        "renew when due; a renewal whose reply was lost: again inside the announced window, else never; new tokens under a clock that is still wrong: paused, held until they can no longer be judged: renewed",
    ),
    row(
        SignedIn,
        RefreshDue,
        &[SignedIn, NeedsSignIn, Paused],
        "intent kept, then the refresh token sent; without one: sign in again; new tokens that wait: as check",
    ),
    row(
        SignedIn,
        Disconnect,
        &[SignedOut],
        "forget at once, give the token back when the network allows",
    ),
    row(
        SignedIn,
        Reply,
        &[SignedIn, NeedsSignIn, Paused],
        "new tokens; refused: sign in again; a provider in trouble and the session over, or a clock that is wrong: paused",
    ),
    row(
        SignedIn,
        Failed,
        &[SignedIn, NeedsSignIn, Paused],
        "go on while the session lasts, then paused; a lost reply as under check",
    ),
    row(
        NeedsSignIn,
        Begin,
        &[Authenticating, NeedsSignIn],
        "as signed_out",
    ),
    row(NeedsSignIn, Redirect, &[NeedsSignIn], "told as no answer of ours"),
    row(NeedsSignIn, Cancel, &[NeedsSignIn], "nothing"),
    row(
        NeedsSignIn,
        Check,
        &[NeedsSignIn],
        "give back what waits to be given back",
    ),
    row(NeedsSignIn, RefreshDue, &[NeedsSignIn], "nothing"),
    row(NeedsSignIn, Disconnect, &[SignedOut], "forget"),
    row(NeedsSignIn, Reply, &[NeedsSignIn], "as signed_out"),
    row(NeedsSignIn, Failed, &[NeedsSignIn], "as signed_out"),
    row(
        Paused,
        Begin,
        &[Authenticating, SignedIn, NeedsSignIn, SignedOut],
        "a paused sign-in starts anew; a paused session as signed_in",
    ),
    row(Paused, Redirect, &[Paused], "told as no answer of ours"),
    row(
        Paused,
        Cancel,
        &[Paused, SignedOut, NeedsSignIn, SignedIn],
        "a paused sign-in goes back to where it began; a session stays",
    ),
    row(
        Paused,
        Check,
        &[Authenticating, SignedIn, NeedsSignIn, SignedOut, Paused],
        "go on from where it stopped; the clock is still wrong: wait on",
    ),
    row(
        Paused,
        RefreshDue,
        &[Paused, SignedIn, NeedsSignIn],
        "a paused session as check",
    ),
    row(Paused, Disconnect, &[SignedOut], "as signed_in"),
    row(Paused, Reply, &[Paused], "as signed_out"),
    row(Paused, Failed, &[Paused], "as signed_out"),
];
