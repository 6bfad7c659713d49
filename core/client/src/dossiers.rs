//! Following dossiers.

use crate::client::setting;
use crate::follow_news::FollowNews;
use crate::{Client, ClientError};
use citizen_domain::codes::DossierCode;
use citizen_domain::error::{Coded, Outcome};
use citizen_domain::message::Lang;
use citizen_domain::repository::Settings;
use citizen_domain::wire::SlipClaims;
use citizen_domain::{Secret, Timestamp};
use citizen_dossier::{
    BriefView, Content, DossierView, Followed, Page, Repository, Trust, Warning, follow, view,
};
use citizen_mscore::{RatingState, Repository as _};
use citizen_scan::{Kind, Payload};
use citizen_store::Tx;

/// How a dossier was found.
#[derive(Debug, Clone)]
pub enum Found {
    /// Typed by hand, with the look-up secret where one is printed.
    Typed {
        /// Code as typed.
        code: String,
        /// Look-up secret.
        secret: Option<Secret<String>>,
    },
    /// Scanned and judged.
    Scanned(Box<Payload>),
}

pub(crate) fn all_codes(tx: &Tx<'_>) -> Result<Vec<String>, ClientError> {
    Ok(tx.dossier_codes()?)
}

pub(crate) fn codes_without_record(tx: &Tx<'_>) -> Result<Vec<String>, ClientError> {
    Ok(tx.codes_without_record()?)
}

impl Client {
    /// Follows a dossier: kept at once; asked about at once where there is a network.
    ///
    /// # Errors
    /// [`ClientError::BadCode`], [`ClientError::NoCodeFound`], [`ClientError::NotKnownThere`] when the province says
    /// so.
    pub async fn follow(&self, found: Found, lang: Lang) -> Result<DossierView, ClientError> {
        let inner = &self.inner;
        let now = inner.now();
        let registry = inner.pack()?;
        let agencies = &registry.content().agencies;
        let followed = match found {
            Found::Typed { code, secret } => {
                let code = DossierCode::parse_with(&code, agencies)?;
                Followed::from_code(code, Trust::Typed, now).with_secret(secret)
            }
            Found::Scanned(payload) => {
                let dossier = payload.dossier.as_ref().ok_or(ClientError::NoCodeFound)?;
                let code = DossierCode::parse_with(&dossier.code, agencies)?;
                match (payload.kind, payload.trust) {
                    (Kind::DossierSlip, citizen_scan::Trust::Signed) => {
                        let claims = SlipClaims {
                            iss: dossier.province.clone().unwrap_or_default(),
                            code: dossier.code.clone(),
                            agency: dossier.agency.clone().unwrap_or_default(),
                            received_at: dossier.received_at.ok_or(ClientError::NoCodeFound)?,
                            appointment_at: dossier.appointment_at,
                        };
                        Followed::from_slip(code, &claims, now)
                    }
                    (_, trust) => Followed::from_code(code, trust_of(trust), now),
                }
            }
        };
        let code = followed.code.clone();
        let secret = followed.secret.clone();
        inner
            .write_soon(move |tx| {
                FollowNews::note(tx, &followed.code.normalized, true)?;
                Ok(follow(tx, followed)?)
            })
            .await?;
        match self.ask_about(&code.raw, secret.as_ref()).await {
            Ok(()) => {}
            // Kept, and asked about by the next sync.
            Err(error) if matches!(error.outcome(), Outcome::Waiting | Outcome::SignIn) => {}
            Err(error) => return Err(error),
        }
        self.dossier(&code.raw, lang)
    }

    async fn ask_about(&self, code: &str, secret: Option<&Secret<String>>) -> Result<(), ClientError> {
        let inner = &self.inner;
        let discovery = inner.discovery()?;
        let turn = inner.turn.lock().await;
        let access = inner.access(&discovery).await?;
        drop(turn);
        if let Some(access) = access {
            if self.tell_follow(&discovery, &access, code, secret).await? {
                return self.sync().await.map(|_| ());
            }
            if secret.is_some() {
                // The secret was wrong, or belongs to another code: the person must learn it.
                return Err(ClientError::NotKnownThere);
            }
        }
        self.look_up_codes(&discovery, vec![code.to_owned()]).await?;
        Ok(())
    }

    /// Followed dossiers, last followed first.
    ///
    /// # Errors
    /// The store's own.
    pub fn dossiers(&self, page: Page, lang: Lang) -> Result<Vec<DossierView>, ClientError> {
        let pack = self.inner.pack()?;
        let (found, feed) = self.inner.read(|tx| Ok((tx.dossiers(page)?, feed_at(tx)?)))?;
        let content = Content::of(pack.content(), lang);
        let (now, unknown) = (self.inner.now(), self.age_is_unknown());
        let views = found.into_iter().map(|followed| {
            let view = view(&followed.heard(feed, now), &content, now);
            if unknown { clock_warned(view) } else { view }
        });
        Ok(views.collect())
    }

    /// As [`Self::dossiers`], each as far as a line of a list shows it, and how many there are in all.
    pub(crate) fn briefs(&self, page: Page, lang: Lang) -> Result<(Vec<BriefView>, u32), ClientError> {
        let pack = self.inner.pack()?;
        let (found, total, feed) = self.inner.read(|tx| {
            let mut found = tx.briefs(page)?;
            for brief in found.iter_mut().filter(|brief| brief.is_ratable()) {
                if is_rated(tx, brief.code())? {
                    brief.was_rated();
                }
            }
            let seen = u32::try_from(found.len()).unwrap_or(u32::MAX);
            // A page that is not full is the last: then nobody has to count.
            let total = if seen > 0 && seen < page.limit {
                page.offset.saturating_add(seen)
            } else {
                tx.count_dossiers()?
            };
            Ok((found, total, feed_at(tx)?))
        })?;
        let content = Content::of(pack.content(), lang);
        let (now, unknown) = (self.inner.now(), self.age_is_unknown());
        let views = found.into_iter().map(|brief| {
            let view = brief.view(&content, feed, now);
            BriefView {
                stale: view.stale || unknown,
                ..view
            }
        });
        Ok((views.collect(), total))
    }

    /// One dossier.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when it is not followed.
    pub fn dossier(&self, code: &str, lang: Lang) -> Result<DossierView, ClientError> {
        let pack = self.inner.pack()?;
        let followed = self.followed(code)?;
        let feed = self.inner.read(feed_at)?;
        let now = self.inner.now();
        let content = Content::of(pack.content(), lang);
        let view = view(&followed.heard(feed, now), &content, now);
        Ok(if self.age_is_unknown() {
            clock_warned(view)
        } else {
            view
        })
    }

    /// With a wrong clock nobody can say how old things are.
    fn age_is_unknown(&self) -> bool {
        self.clock_advice().is_some_and(|advice| advice.set_to.is_none())
    }

    /// Stops following and forgets everything held about it; the province is told by the next sync.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn unfollow(&self, code: &str) -> Result<String, ClientError> {
        let code = DossierCode::parse(code)?;
        let was = self.inner.write(|tx| {
            let was = tx.remove_dossier(&code.normalized)?;
            if was {
                FollowNews::note(tx, &code.normalized, false)?;
            }
            Ok::<_, ClientError>(was)
        })?;
        if was {
            Ok(code.raw)
        } else {
            Err(ClientError::NotFound)
        }
    }

    pub(crate) fn followed(&self, code: &str) -> Result<Followed, ClientError> {
        let code = DossierCode::parse(code)?;
        self.inner
            .read(|tx| Ok(tx.dossier(&code.normalized)?))?
            .ok_or(ClientError::NotFound)
    }
}

/// Whether it has been answered already how it went.
pub(crate) fn is_rated(tx: &Tx<'_>, code: &str) -> Result<bool, ClientError> {
    let held = tx.rating(code)?;
    Ok(held.is_some_and(|rating| rating.state != RatingState::TokenHeld))
}

fn clock_warned(mut view: DossierView) -> DossierView {
    if !view.warnings.contains(&Warning::Clock) {
        view.stale = true;
        view.warnings.push(Warning::Clock);
    }
    view
}

/// When the change feed was last read to its end.
fn feed_at(tx: &Tx<'_>) -> Result<Option<Timestamp>, ClientError> {
    let at = tx.setting(setting::FEED_AT)?;
    Ok(at.and_then(|text| Timestamp::parse(&text)))
}

fn trust_of(trust: citizen_scan::Trust) -> Trust {
    match trust {
        citizen_scan::Trust::Signed => Trust::Signed,
        citizen_scan::Trust::Checked => Trust::Checked,
        citizen_scan::Trust::Hint => Trust::Hint,
        citizen_scan::Trust::Untrusted => Trust::Untrusted,
    }
}
