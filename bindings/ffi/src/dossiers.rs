//! Followed dossiers.

use crate::error::DossierError;
use crate::records::{DossierCard, DossierCode, DossierView};
use crate::shared::Shared;
use citizen_client::Found;
use citizen_client::dossier::Page;
use citizen_domain::Secret;
use std::sync::Arc;

/// Most rows of one call.
pub(crate) const ROWS: u32 = 100;

/// How a dossier was found.
#[derive(Clone, uniffi::Enum)]
pub enum FollowRequest {
    /// Typed by hand.
    Typed {
        /// Code as typed.
        code: String,
        /// Look-up secret, where one is printed.
        secret: Option<String>,
    },
    /// Scanned: the text that a scanned value gave to follow it by.
    Scanned {
        /// That text; judged anew.
        text: String,
    },
}

impl std::fmt::Debug for FollowRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Typed { .. } => "Typed(…)",
            Self::Scanned { .. } => "Scanned(…)",
        })
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DossierPage {
    /// Last followed first.
    pub cards: Vec<DossierCard>,
    /// How many there are in all.
    pub total: u32,
}

/// Followed dossiers.
#[derive(uniffi::Object)]
pub struct Dossiers(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Dossiers {
    /// At most 100 cards.
    pub fn page(&self, offset: u32, limit: u32) -> Result<DossierPage, DossierError> {
        self.0.look(|client, lang| {
            let limit = limit.min(ROWS);
            let (cards, total) = client.show_dossier_page(Page { offset, limit }, lang)?;
            Ok(DossierPage { cards, total })
        })
    }

    /// The screen of one.
    pub fn view(&self, code: DossierCode) -> Result<DossierView, DossierError> {
        self.0.look(|client, lang| client.show_dossier(&code.0, lang))
    }

    /// Follows one: kept at once; asked about at once where there is a network.
    pub async fn follow(&self, request: FollowRequest) -> Result<DossierView, DossierError> {
        self.0
            .run(|client, lang| async move {
                let found = match request {
                    FollowRequest::Typed { code, secret } => Found::Typed {
                        code,
                        secret: secret.map(Secret::new),
                    },
                    FollowRequest::Scanned { text } => Found::Scanned(Box::new(client.scan_text(&text)?)),
                };
                let held = client.follow(found, lang).await?;
                client.show_dossier(&held.code, lang)
            })
            .await
    }

    /// Stops following and forgets everything held about it.
    pub fn unfollow(&self, code: DossierCode) -> Result<(), DossierError> {
        self.0.look(|client, _| client.unfollow(&code.0).map(drop))
    }
}
