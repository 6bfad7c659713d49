//! Carries out what the identity machine asks for.

use super::{Driven, is_unreadable};
use crate::ClientError;
use crate::client::{Inner, setting};
use crate::dpop::Unsent;
use citizen_domain::ports::{PortError, TransportError};
use citizen_domain::wire::Discovery;
use citizen_identity::{Context, Effect, Event, Machine};
use std::collections::VecDeque;
use std::sync::Arc;

/// More steps than any sign-in needs.
const MAX_STEPS: u32 = 64;

impl Inner {
    /// Gives the machine an event and does what it asks for, until it asks for nothing more.
    pub(super) async fn drive(
        self: &Arc<Self>,
        discovery: &Discovery,
        first: Event,
    ) -> Result<Driven, ClientError> {
        self.drive_if(discovery, first, |_| true).await
    }

    /// As [`Self::drive`], if `still` holds of the machine once no other program works on it.
    pub(super) async fn drive_if(
        self: &Arc<Self>,
        discovery: &Discovery,
        first: Event,
        still: impl Fn(&Machine) -> bool + Send,
    ) -> Result<Driven, ClientError> {
        let config = self.provider_config(discovery)?;
        let owner = self.setting(setting::OWNER)?;
        // Signing out waits for nobody.
        let _alone = match first {
            Event::Disconnect => None,
            _ => {
                self.settle_time(self.base_url()?.as_str(), &discovery.issuer)
                    .await;
                Some(self.alone().await?)
            }
        };
        let (mut machine, mut generation) = match self.held() {
            // What cannot be opened any more (a lost key file, another installation, a newer form) must not keep anybody
            // out: a new sign-in, or signing out, takes its place.
            Err(error)
                if matches!(first, Event::Begin { .. } | Event::Disconnect) && is_unreadable(&error) =>
            {
                let generation = self.sealed(|sealed| sealed.generation(), false)?;
                (Machine::new(), generation)
            }
            other => other?,
        };
        if !still(&machine) {
            return Ok(Driven::default());
        }
        let key = self.key_name("device")?;
        self.recall_nonces()?;
        let device = match (self.device_thumbprint(&key), &first) {
            // What it bound is lost with it; who signs in now gets another.
            (Err(PortError::Damaged(_)), Event::Begin { .. }) => {
                self.ports.key_store.destroy(&key)?;
                self.device_thumbprint(&key)?
            }
            // Whoever signs in without it would be left with tokens that anybody may use.
            (Err(trouble), Event::Begin { .. } | Event::Redirect { .. }) => return Err(trouble.into()),
            (found, _) => found.ok().flatten(),
        };
        let random = Arc::clone(&self.ports.random);
        let mut events = VecDeque::from([first]);
        let mut driven = Driven::default();
        'events: for _ in 0..MAX_STEPS {
            let Some(event) = events.pop_front() else {
                self.keep_time()?;
                self.keep_nonces()?;
                return match driven.key_trouble.take() {
                    Some(trouble) => Err(trouble.into()),
                    None => Ok(driven),
                };
            };
            let context = Context {
                config: &config,
                now: self.now(),
                random: &*random,
                device: device.as_deref(),
                owner: owner.as_deref(),
            };
            let (next, effects) = machine.step(event.clone(), &context);
            machine = next;
            for effect in effects {
                match effect {
                    Effect::Persist | Effect::Forget => {
                        let kept = matches!(effect, Effect::Persist).then_some(&machine);
                        match self.replace(kept, generation)? {
                            Ok(now) => generation = now,
                            // Another program signed out (or in) meanwhile: what happened is judged anew against that.
                            Err(()) => {
                                (machine, generation) = self.held()?;
                                events.push_front(event);
                                continue 'events;
                            }
                        }
                    }
                    Effect::OpenBrowser { url } => driven.browser = Some(url.0),
                    Effect::Tell(error) => driven.told = Some(error),
                    Effect::Http { id, request, proof } => {
                        let end = self.prover.ask(proof.then_some(&key), *request).await;
                        events.push_back(match end {
                            Ok((status, body)) => Event::Reply { id, status, body },
                            Err(Unsent::Net(error)) => {
                                driven.unanswered = Some(error);
                                driven.refused = error.is_refusal().then_some(error);
                                Event::Failed { id, error }
                            }
                            Err(Unsent::Key(trouble)) => {
                                driven.key_trouble = Some(trouble);
                                // Nothing has left, as without a network.
                                let error = TransportError::Offline;
                                Event::Failed { id, error }
                            }
                        });
                    }
                }
            }
        }
        Err(ClientError::Runtime)
    }
}
