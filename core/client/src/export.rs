//! Taking everything along: what is held about the person, readable, in one file.

use crate::outbox_facade::all_items;
use crate::{Client, ClientError, DataLimits, DataSpent, Preferences, RatingView};
use base64::Engine as _;
use citizen_domain::Timestamp;
use citizen_domain::message::Lang;
use citizen_domain::wire::ItemBody;
use citizen_dossier::{Page as DossierPage, Repository as _};
use citizen_mscore::Repository as _;
use citizen_outbox::OutboxView;
use citizen_store::Tx;
use serde::Serialize;

/// Everything held about the person, with the look-up secrets of their slips, without which a dossier cannot be followed
/// elsewhere. Left out on purpose: tokens and keys, which are secrets and say nothing of the person, and what the program notes for itself
/// (the README's "What `export` holds" names it).
#[derive(Serialize)]
pub struct Export {
    /// Form of this file.
    pub format: &'static str,
    /// When it was made.
    pub made_at: Timestamp,
    /// Province.
    pub province: Option<crate::ProvinceView>,
    /// Who is signed in.
    pub session: crate::SessionView,
    /// Followed dossiers.
    pub dossiers: Vec<ExportedDossier>,
    /// Drafts and reports.
    pub reports: Vec<citizen_incident::ReportView>,
    /// How far the rating of each dossier is.
    pub ratings: Vec<RatingView>,
    /// Everything sent or waiting.
    pub outbox: Vec<Sent>,
    /// Language, size of letters, how they are spoken to; nothing where they chose nothing.
    pub preferences: Option<Preferences>,
    /// Bytes a day that they allow.
    pub data_limits: DataLimits,
    /// Bytes that their sending took today.
    pub data_spent: DataSpent,
    /// Pictures kept here.
    pub photos: Vec<ExportedPhoto>,
}

/// A dossier with what its slip says besides the code.
#[derive(Serialize)]
pub struct ExportedDossier {
    /// As it is shown.
    #[serde(flatten)]
    pub dossier: citizen_dossier::DossierView,
    /// The look-up secret that was typed with the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookup_secret: Option<String>,
}

/// An item with what it says.
#[derive(Serialize)]
pub struct Sent {
    /// State, size, tries.
    #[serde(flatten)]
    pub item: OutboxView,
    /// What was said. A rating's token is left out.
    pub body: Option<ItemBody>,
    /// The province's receipt as it was signed.
    pub receipt: Option<String>,
}

/// A picture.
#[derive(Serialize)]
pub struct ExportedPhoto {
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// JPEG, base64.
    pub jpeg_base64: String,
}

impl Client {
    /// Gathers everything held about the person.
    ///
    /// # Errors
    /// The store's own.
    pub fn export(&self, lang: Lang) -> Result<Export, ClientError> {
        let province = match self.province() {
            Ok(province) => Some(province),
            Err(ClientError::NoProvince) => None,
            Err(other) => return Err(other),
        };
        let context = self.plan_context();
        let outbox = self
            .inner
            .read(|tx| all_items(tx, false))?
            .iter()
            .map(|item| Sent {
                item: OutboxView::of(item, &context),
                body: item.parsed_body().ok().map(without_token),
                receipt: item.receipt.clone(),
            })
            .collect();
        let files = &self.inner.ports.files;
        let mut photos = Vec::new();
        for sha256 in files.list()? {
            let jpeg_base64 = base64::engine::general_purpose::STANDARD.encode(files.get(&sha256)?);
            photos.push(ExportedPhoto { sha256, jpeg_base64 });
        }
        Ok(Export {
            format: "citizen-export/1",
            made_at: self.now(),
            session: self.session()?,
            dossiers: match province {
                Some(_) => self.all_dossiers(lang)?,
                None => Vec::new(),
            },
            reports: match province {
                Some(_) => self.all_reports()?,
                None => Vec::new(),
            },
            ratings: self.inner.read(ratings)?,
            province,
            preferences: self.preferences()?,
            data_limits: self.data_limits()?,
            data_spent: self.data_spent()?,
            outbox,
            photos,
        })
    }

    fn all_dossiers(&self, lang: Lang) -> Result<Vec<ExportedDossier>, ClientError> {
        self.dossiers(DossierPage::ALL, lang)?
            .into_iter()
            .map(|dossier| {
                let secret = self.followed(&dossier.code)?.secret;
                Ok(ExportedDossier {
                    dossier,
                    lookup_secret: secret.map(|secret| secret.reveal().clone()),
                })
            })
            .collect()
    }

    fn all_reports(&self) -> Result<Vec<citizen_incident::ReportView>, ClientError> {
        let mut all: Vec<citizen_incident::ReportView> = Vec::new();
        loop {
            // Drafts come with the first page and are not counted by `skip`.
            let skip = all.iter().filter(|report| report.state != "draft").count();
            let page = self.reports(u32::try_from(skip).unwrap_or(u32::MAX), 500)?;
            let last = page.iter().filter(|report| report.state != "draft").count() < 500;
            all.extend(page);
            if last {
                return Ok(all);
            }
        }
    }
}

fn ratings(tx: &Tx<'_>) -> Result<Vec<RatingView>, ClientError> {
    let mut all = Vec::new();
    for followed in tx.dossiers(DossierPage::ALL)? {
        all.extend(
            tx.rating(&followed.code.normalized)?
                .as_ref()
                .map(RatingView::from),
        );
    }
    Ok(all)
}

/// The one-time token is a secret until it is spent, and nobody's business afterwards.
fn without_token(mut body: ItemBody) -> ItemBody {
    if let ItemBody::Rating(rating) = &mut body {
        rating.token.clear();
    }
    body
}
