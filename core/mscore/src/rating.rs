use crate::{Answers, MscoreError, validate};
use citizen_domain::Secret;
use citizen_domain::pack::{Questionnaire, Relation};
use citizen_domain::repository::RepositoryError;
use citizen_domain::wire::{RatingBody, RatingToken};
use serde::{Deserialize, Serialize};

/// How far a rating is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingState {
    /// The token is here; nothing was said yet.
    TokenHeld,
    /// Answered, kept, waiting to be sent.
    Queued,
    /// The province's signed receipt is here.
    Accepted,
}

impl RatingState {
    /// The word used in `--json` output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TokenHeld => "token_held",
            Self::Queued => "queued",
            Self::Accepted => "accepted",
        }
    }
}

/// The one rating of a dossier, as its phone remembers it. The answers are in the outbox item, not here.
#[derive(Clone)]
pub struct Rating {
    /// Normalised dossier code.
    pub code: String,
    /// How far it is.
    pub state: RatingState,
    /// The one-time token; wiped when the rating was accepted.
    pub token: Option<Secret<String>>,
    /// Unit that is rated.
    pub unit: String,
    /// Questionnaires that apply, the legal one first.
    pub questionnaires: Vec<String>,
    /// The one that was answered.
    pub questionnaire_id: Option<String>,
    /// Its outbox item.
    pub item_id: Option<String>,
}

impl std::fmt::Debug for Rating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rating")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Rating {
    /// A fresh token for the dossier `code` (normalised).
    pub fn held(code: &str, token: RatingToken) -> Self {
        Self {
            code: code.to_owned(),
            state: RatingState::TokenHeld,
            token: Some(Secret::new(token.token)),
            unit: token.unit,
            questionnaires: token.questionnaires,
            questionnaire_id: None,
            item_id: None,
        }
    }

    /// Makes the body that is redeemed, and notes that it is queued. Body and rating belong in one transaction. `salt` is
    /// random, so that the same answers can be given again after they were withdrawn. `acting_for` says in what relation the
    /// person acts for somebody else.
    ///
    /// # Errors
    /// Rated already, a questionnaire that the token is not for, or answers that [`validate`] refuses.
    pub fn queue(
        &mut self,
        questionnaire: &Questionnaire,
        answers: Answers,
        salt: [u8; 16],
        acting_for: Option<Relation>,
    ) -> Result<RatingBody, MscoreError> {
        if self.state != RatingState::TokenHeld {
            return Err(MscoreError::AlreadyRated);
        }
        if !self.questionnaires.contains(&questionnaire.id) {
            return Err(MscoreError::WrongQuestionnaire);
        }
        validate(questionnaire, &answers)?;
        let token = self
            .token
            .as_ref()
            .ok_or(MscoreError::AlreadyRated)?
            .reveal()
            .clone();
        self.state = RatingState::Queued;
        self.questionnaire_id = Some(questionnaire.id.clone());
        self.item_id = Some(wire_item_id(&token));
        Ok(RatingBody {
            token,
            unit: self.unit.clone(),
            questionnaire: questionnaire.id.clone(),
            answers,
            salt: Some(citizen_proof::hex(&salt)),
            acting_for,
        })
    }

    /// Notes the province's receipt; the token is not needed any more.
    pub fn accept(&mut self) {
        self.state = RatingState::Accepted;
        self.token = None;
    }

    /// The queued answers were withdrawn or refused as editable: the token may be used again.
    pub fn reopen(&mut self) {
        if self.state == RatingState::Queued {
            self.state = RatingState::TokenHeld;
            self.questionnaire_id = None;
            self.item_id = None;
        }
    }
}

/// Where ratings are kept, by normalised dossier code. What is called inside one transaction becomes durable together
/// or not at all.
pub trait Repository {
    /// The rating of a dossier.
    ///
    /// # Errors
    /// The store cannot read.
    fn rating(&self, code: &str) -> Result<Option<Rating>, RepositoryError>;

    /// The rating whose outbox item this is.
    ///
    /// # Errors
    /// The store cannot read.
    fn rating_of_item(&self, item_id: &str) -> Result<Option<Rating>, RepositoryError>;

    /// Keeps a rating in place of the one of the same dossier.
    ///
    /// # Errors
    /// The store cannot write.
    fn put_rating(&self, rating: &Rating) -> Result<(), RepositoryError>;
}

/// The item id under which a rating travels: the first 16 bytes of the SHA-256 of `citizen-rating:` and the token, as a
/// version 8 UUID (RFC 9562 §5.8). It is the same however often the rating is sent, and tells no time.
pub fn wire_item_id(token: &str) -> String {
    let hash = citizen_proof::sha256(format!("citizen-rating:{token}").as_bytes());
    let first = hash.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(first).into_uuid().to_string()
}
