//! What the province is shown of a session with each request.

use super::{Driven, is_locked, is_unreadable};
use crate::ClientError;
use crate::client::Inner;
use citizen_domain::Secret;
use citizen_domain::ports::{KeyName, PortError};
use citizen_domain::wire::Discovery;
use citizen_identity::{Event, Machine, State, StateName};
use std::sync::Arc;

/// By what the province knows the person.
pub(crate) struct Access {
    authorization: Secret<String>,
    /// The access token and the key that it is bound to, where it is.
    bound: Option<(Secret<String>, KeyName)>,
}

impl Access {
    /// Value of the `authorization` header.
    pub(crate) fn header(&self) -> String {
        self.authorization.reveal().clone()
    }

    /// Whether both are by the same token.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.authorization.reveal() == other.authorization.reveal()
    }

    pub(crate) fn bound(&self) -> Option<(&Secret<String>, &KeyName)> {
        self.bound.as_ref().map(|(token, key)| (token, key))
    }
}

impl Inner {
    /// A header value that the province takes, renewed if need be; `None` when nobody is signed in.
    pub(crate) async fn access(
        self: &Arc<Self>,
        discovery: &Discovery,
    ) -> Result<Option<Access>, ClientError> {
        let now = self.now();
        // A clock that shows what is past may have stood while the session ended: the time is asked for first.
        let doubted = self.ports.trust.clock().doubt().is_some();
        let machine = match self.machine() {
            Err(error) if is_unreadable(&error) => return Err(ClientError::SignInNeeded),
            Err(error) if is_locked(&error) => return Err(PortError::Refused("session").into()),
            other => other?,
        };
        let fresh = |state: &State| match state {
            State::SignedIn(_) if !doubted => state
                .session()
                .is_some_and(|s| !s.is_expired(now) && now < s.renew_at()),
            _ => false,
        };
        // A token that could not be given back yet goes with the next request, also where somebody signed in since.
        let (driven, machine) = if fresh(machine.state()) && machine.delivered() {
            (Driven::default(), machine)
        } else {
            let driven = self.drive(discovery, Event::Check).await?;
            (driven, self.machine()?)
        };
        if let Some(session) = machine.session()
            && !self.is_owner(session)?
        {
            // A sign-in of somebody else that was finished only now: nothing of this profile goes out in their name.
            self.drive(discovery, Event::Disconnect).await?;
            return Err(ClientError::OtherPerson);
        }
        match machine.state().session() {
            Some(session) if !session.is_expired(self.now()) => {
                let bound = match session.bound_token() {
                    Some(token) => {
                        self.recall_nonces()?;
                        Some((token.clone(), self.key_name("device")?))
                    }
                    None => None,
                };
                Ok(Some(Access {
                    authorization: session.authorization(),
                    bound,
                }))
            }
            Some(_) => Err(driven.error(ClientError::NoProperAnswer)),
            None if machine.state().name() == StateName::NeedsSignIn => Err(ClientError::SignInNeeded),
            None => Ok(None),
        }
    }

    /// The province no longer takes what looks good here: renewing shows whether the session is at its end.
    /// Where another program has renewed it meanwhile, it was the old one that was not taken.
    pub(crate) async fn doubt_session(
        self: &Arc<Self>,
        discovery: &Discovery,
        refused: &Access,
    ) -> Result<(), ClientError> {
        let same = |machine: &Machine| {
            machine
                .session()
                .is_some_and(|s| s.authorization().reveal() == refused.authorization.reveal())
        };
        self.drive_if(discovery, Event::RefreshDue, same).await?;
        Ok(())
    }
}
