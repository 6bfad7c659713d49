//! What every object of one client shares: the client until it is shut down, how it speaks, the thread that tells observers.

use crate::asking::Asking;
use crate::error::RoomFailure;
use crate::hub::Hub;
use citizen_client::{Client, ClientError};
use citizen_domain::message::Lang;
use std::future::Future;
use std::sync::{Arc, PoisonError, RwLock};

pub(crate) struct Shared {
    client: RwLock<Option<Client>>,
    lang: RwLock<Lang>,
    pub(crate) hub: Arc<Hub>,
}

impl Shared {
    pub(crate) fn new(client: Client, lang: Lang) -> Arc<Self> {
        let hub = Hub::new(client.changes());
        let shared = Arc::new(Self {
            client: RwLock::new(Some(client)),
            lang: RwLock::new(lang),
            hub,
        });
        shared.hub.run();
        shared
    }

    /// The client; every clone is the same one.
    pub(crate) fn client(&self) -> Result<Client, ClientError> {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner);
        client.clone().ok_or(ClientError::Closed)
    }

    /// Takes the client away from every object.
    pub(crate) fn close(&self) -> Option<Client> {
        self.hub.close();
        self.client.write().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn lang(&self) -> Lang {
        *self.lang.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn speak(&self, lang: Lang) {
        *self.lang.write().unwrap_or_else(PoisonError::into_inner) = lang;
    }

    /// Asks the client, in the language of now.
    pub(crate) fn ask<T>(
        &self,
        ask: impl FnOnce(&Client, Lang) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        ask(&self.client()?, self.lang())
    }

    /// As [`Self::ask`], with the error of a room.
    pub(crate) fn look<T, E: RoomFailure>(
        &self,
        ask: impl FnOnce(&Client, Lang) -> Result<T, ClientError>,
    ) -> Result<T, E> {
        self.ask(ask).map_err(|error| E::of(&error, self.lang()))
    }

    /// Runs `work` on the core's own threads. Whoever stops waiting for it does not stop it.
    pub(crate) async fn run<T, E, F>(&self, work: impl FnOnce(Client, Lang) -> F) -> Result<T, E>
    where
        T: Send + 'static,
        E: RoomFailure,
        F: Future<Output = Result<T, ClientError>> + Send + 'static,
    {
        let lang = self.lang();
        let run = async { self.client()?.start(|client| work(client, lang)).await? };
        run.await.map_err(|error| E::of(&error, lang))
    }

    /// As [`Self::run`], for what only asks the province: it ends when `asking` is given up.
    pub(crate) async fn ask_province<T, E, F>(
        &self,
        asking: &Asking,
        work: impl FnOnce(Client, Lang) -> F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: RoomFailure,
        F: Future<Output = Result<T, ClientError>> + Send + 'static,
    {
        let lang = self.lang();
        let run = async {
            asking
                .wait(|| Ok(self.client()?.start(|client| work(client, lang))))
                .await?
        };
        run.await.map_err(|error| E::of(&error, lang))
    }
}

impl Drop for Shared {
    /// Without `shutdown` too: the thread ends, and what the client holds goes with it.
    fn drop(&mut self) {
        self.hub.close();
    }
}
