//! Rating what was finished. **Not yet unlinkable**: the token is asked for with the session, so a province that wanted
//! to could remember whom it gave it to. What is redeemed carries neither session nor name nor dossier code nor time.

use crate::api::{read_json, with_json};
use crate::session::Access;
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::error::{Coded, Outcome};
use citizen_domain::pack::{PackContent, Questionnaire};
use citizen_domain::ports::{Method, Request};
use citizen_domain::wire::{Discovery, ItemBody, RatingToken, RatingTokenRequest, ResultRecord};
use citizen_dossier::{Followed, Repository as _};
use citizen_mscore::{
    Answers, Rating, RatingState, Repository as _, confirm, precomputed, questionnaires_for,
};
use citizen_outbox::Repository as _;
use citizen_pack::VerifiedPack;
use serde::Serialize;

/// A questionnaire for a dossier, with what its dates already answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// Answers that follow from the dates; a person confirms them or leaves them out.
    pub precomputed: Answers,
}

/// How far a rating is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatingView {
    /// Normalised dossier code.
    pub dossier: String,
    /// `token_held`, `queued` or `accepted`.
    pub state: RatingState,
    /// Questionnaire that was answered.
    pub questionnaire_id: Option<String>,
    /// Outbox item.
    pub item_id: Option<String>,
}

impl From<&Rating> for RatingView {
    fn from(rating: &Rating) -> Self {
        Self {
            dossier: rating.code.clone(),
            state: rating.state,
            questionnaire_id: rating.questionnaire_id.clone(),
            item_id: rating.item_id.clone(),
        }
    }
}

/// The questionnaires that apply to a dossier received today, by a pack alone: what can be said where no profile was made yet.
pub fn questions_today(pack: &VerifiedPack, now: Timestamp) -> Vec<Asked> {
    let content = pack.content();
    questionnaires_for(now.date(), &content.rule_sets, &content.questionnaires)
        .into_iter()
        .map(|questionnaire| Asked {
            questionnaire: questionnaire.clone(),
            precomputed: Answers::default(),
        })
        .collect()
}

impl Client {
    /// The questionnaires that apply to a dossier (the legal one first), or to one received today.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when the dossier is not followed.
    pub fn questions(&self, dossier: Option<&str>) -> Result<Vec<Asked>, ClientError> {
        let pack = self.pack_or_shipped()?;
        let content = pack.content();
        let followed = dossier.map(|code| self.followed(code)).transpose()?;
        let received = followed
            .as_ref()
            .and_then(received_at)
            .unwrap_or_else(|| self.now());
        let found = questionnaires_for(received.date(), &content.rule_sets, &content.questionnaires);
        Ok(found
            .into_iter()
            .map(|questionnaire| Asked {
                precomputed: followed
                    .as_ref()
                    .map(|f| self.computed(content, questionnaire, f))
                    .unwrap_or_default(),
                questionnaire: questionnaire.clone(),
            })
            .collect())
    }

    /// Rates a finished dossier, once. Kept when this returns, sent by the next sync.
    ///
    /// # Errors
    /// [`ClientError::AlreadyRated`], [`ClientError::NotRatable`], [`ClientError::OtherQuestionnaire`], the rating room's own
    /// for answers; the network's own when the token is not here yet and cannot be fetched (nothing was kept then).
    pub async fn rate(
        &self,
        code: &str,
        questionnaire: Option<&str>,
        answers: Answers,
    ) -> Result<RatingView, ClientError> {
        let inner = &self.inner;
        let followed = self.followed(code)?;
        let key = followed.code.normalized.clone();
        let pack = inner.pack()?;
        let content = pack.content();
        let received = received_at(&followed).ok_or(ClientError::NotRatable)?;
        let asked = questionnaires_for(received.date(), &content.rule_sets, &content.questionnaires);
        let chosen = match questionnaire {
            Some(id) => asked
                .into_iter()
                .find(|q| q.id == id)
                .ok_or(ClientError::OtherQuestionnaire)?,
            None => asked.first().copied().ok_or(ClientError::NotRatable)?,
        };
        confirm(chosen, &answers, &self.computed(content, chosen, &followed))?;

        let held = inner.read(|tx| Ok(tx.rating(&key)?))?;
        let mut rating = match held {
            Some(rating) if rating.state != RatingState::TokenHeld => return Err(ClientError::AlreadyRated),
            Some(rating) => rating,
            None => {
                let _turn = inner.turn.lock().await;
                let discovery = inner.discovery()?;
                let access = inner.access(&discovery).await?.ok_or(ClientError::SignInNeeded)?;
                self.fetch_rating_token(&discovery, &access, &followed)
                    .await
                    .map_err(not_kept)?
            }
        };
        if rating.state != RatingState::TokenHeld {
            return Err(ClientError::AlreadyRated);
        }
        let acting_for = inner.acting_for()?.map(|acting| acting.relation);
        let mut salt = [0; 16];
        inner.ports.random.fill(&mut salt)?;
        let body = ItemBody::Rating(rating.queue(chosen, answers, salt, acting_for)?);
        let id = rating.item_id.clone().ok_or(ClientError::Runtime)?;
        let item = self.queued(&id, &body)?;
        let view = RatingView::from(&rating);
        inner
            .write_soon(move |tx| {
                tx.put_rating(&rating)?;
                Ok(tx.insert_item(&item)?)
            })
            .await?;
        inner.wake_now();
        Ok(view)
    }

    /// Published results.
    ///
    /// # Errors
    /// [`ClientError::BadPeriod`]; the network's own.
    pub async fn results(
        &self,
        unit: Option<&str>,
        period: Option<&str>,
    ) -> Result<Vec<ResultRecord>, ClientError> {
        if period.is_some_and(|period| !is_quarter(period)) {
            return Err(ClientError::BadPeriod);
        }
        let discovery = self.inner.discovery()?;
        let mut url = crate::api::address(&discovery.endpoints.results)?;
        for (name, value) in [("unit", unit), ("period", period)] {
            if let Some(value) = value {
                url.query_pairs_mut().append_pair(name, value);
            }
        }
        self.inner.api.json(Request::new(Method::Get, url)).await
    }

    /// Tokens for what became ratable, so that rating itself needs no network.
    pub(crate) async fn fetch_rating_tokens(
        &self,
        discovery: &Discovery,
        access: Option<&Access>,
    ) -> Result<(), ClientError> {
        let Some(access) = access else { return Ok(()) };
        let wanted = self
            .inner
            .read_soon(|tx| {
                let mut wanted = Vec::new();
                for followed in tx.ratable_dossiers()? {
                    if tx.rating(&followed.code.normalized)?.is_none() {
                        wanted.push(followed);
                    }
                }
                Ok(wanted)
            })
            .await?;
        for followed in wanted {
            match self.fetch_rating_token(discovery, access, &followed).await {
                Ok(_) | Err(ClientError::AlreadyRated | ClientError::NotRatable) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// What the dates answer by themselves: time spent waiting for the applicant is not held against the agency.
    fn computed(&self, pack: &PackContent, questionnaire: &Questionnaire, followed: &Followed) -> Answers {
        let Some(record) = &followed.held.record else {
            return Answers::new();
        };
        let due = citizen_dossier::deadline(record, &pack.procedures, &pack.calendars, self.now()).due_at;
        precomputed(questionnaire, record.received_at, due, record.finished_at)
    }

    async fn fetch_rating_token(
        &self,
        discovery: &Discovery,
        access: &Access,
        followed: &Followed,
    ) -> Result<Rating, ClientError> {
        let url = crate::api::address(&discovery.endpoints.rating_tokens)?;
        let ask = RatingTokenRequest {
            code: followed.code.raw.clone(),
        };
        let request = with_json(Method::Post, url, &ask)?;
        let token: RatingToken = match read_json(self.inner.send_as(access, request).await?).await {
            Ok(token) => token,
            Err(ClientError::RefusedByProvince { code, .. }) if code == "already_rated" => {
                return Err(ClientError::AlreadyRated);
            }
            Err(error) if error.outcome() == Outcome::Refused || error.outcome() == Outcome::NotFound => {
                return Err(ClientError::NotRatable);
            }
            Err(other) => return Err(other),
        };
        let rating = Rating::held(&followed.code.normalized, token);
        let kept = rating;
        // Another program on this home may have gone further meanwhile: what it kept counts.
        self.inner
            .write_soon(move |tx| {
                if let Some(before) = tx.rating(&kept.code)? {
                    return Ok(before);
                }
                tx.put_rating(&kept)?;
                Ok(kept)
            })
            .await
    }
}

/// `2026Q4`: four digits of a year, then the quarter.
fn is_quarter(period: &str) -> bool {
    let bytes = period.as_bytes();
    matches!(bytes, [year @ .., b'Q', b'1'..=b'4'] if year.len() == 4 && year.iter().all(u8::is_ascii_digit))
}

/// Without its token a rating cannot be kept here yet, and the person must be told so rather than "everything is kept".
fn not_kept(error: ClientError) -> ClientError {
    if error.is_waiting() {
        ClientError::RatingNotKept
    } else {
        error
    }
}

fn received_at(followed: &Followed) -> Option<Timestamp> {
    let record = followed.held.record.as_ref();
    let on = followed.code.received_on.map(Timestamp::start_of);
    record
        .and_then(|r| r.received_at)
        .or(followed.held.slip.as_ref().map(|s| s.received_at))
        .or(on)
}

#[cfg(test)]
mod tests {
    use super::is_quarter;

    #[test]
    fn a_quarter_is_a_year_and_one_of_four() {
        for (period, fine) in [
            ("2026Q4", true),
            ("1999Q1", true),
            ("2026Q5", false),
            ("2026Q0", false),
            ("2026q4", false),
            ("26Q4", false),
            ("bad", false),
            ("", false),
            ("20261Q4", false),
            ("２０２６Q4", false),
        ] {
            assert_eq!(is_quarter(period), fine, "{period}");
        }
    }
}
