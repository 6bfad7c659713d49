//! Signing in and out. The shell opens the system's browser and gives back the address that it came back with.

use crate::error::IdentityError;
use crate::records::{Said, SessionView};
use crate::shared::Shared;
use std::sync::Arc;

/// Where the browser is to go.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignInStart {
    /// The provider's page.
    pub url: String,
    /// By this device's wrong clock the browser would refuse the page: say so first.
    pub browser_would_refuse: bool,
}

impl std::fmt::Debug for SignInStart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInStart").finish_non_exhaustive()
    }
}

/// What signing out came to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignedOutView {
    /// In a sentence.
    pub said: Said,
    /// The provider knows; otherwise it is told at the next sync.
    pub delivered: bool,
}

/// Signing in and out.
#[derive(uniffi::Object)]
pub struct Identity(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Identity {
    /// Who is signed in. Needs no network.
    pub fn session(&self) -> Result<SessionView, IdentityError> {
        self.0.look(|client, lang| client.show_session(lang))
    }

    /// Begins. What is begun survives the death of the app.
    pub async fn begin_sign_in(&self, redirect_uri: String) -> Result<SignInStart, IdentityError> {
        self.0
            .run(|client, _| async move {
                let (url, browser_would_refuse) = client.begin_sign_in_at(&redirect_uri).await?;
                Ok(SignInStart {
                    url,
                    browser_would_refuse,
                })
            })
            .await
    }

    /// Goes on with the address that the browser came back with.
    pub async fn finish_sign_in(&self, url: String) -> Result<SessionView, IdentityError> {
        self.0
            .run(|client, lang| async move {
                client.finish_sign_in_with(&url).await?;
                client.show_session(lang)
            })
            .await
    }

    /// The person came back without signing in.
    pub async fn cancel_sign_in(&self) -> Result<(), IdentityError> {
        self.0
            .run(|client, _| async move { client.cancel_sign_in().await })
            .await
    }

    /// Signs out; works without a network.
    pub async fn sign_out(&self) -> Result<SignedOutView, IdentityError> {
        self.0
            .run(|client, lang| async move {
                let done = client.sign_out().await?;
                Ok(SignedOutView {
                    said: client.show_signed_out(&done, lang),
                    delivered: done.delivered,
                })
            })
            .await
    }
}
