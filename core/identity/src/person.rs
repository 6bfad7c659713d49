use crate::IdentityError;
use citizen_domain::message::{self, Lang, Text};
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Kind of account (D§7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountType {
    /// A Vietnamese citizen.
    Citizen,
    /// A foreigner with a residence card.
    Foreigner,
    /// An organisation, through its legal representative.
    Organisation,
}

/// The value of a claim that is a word of ours; `None` for another provider's own word.
fn own_word<T: for<'de> Deserialize<'de>>(word: &str) -> Option<T> {
    let word: StrDeserializer<'_, ValueError> = word.into_deserializer();
    T::deserialize(word).ok()
}

impl AccountType {
    /// What another provider means by its own words for the claim says nothing here.
    pub(crate) fn of_claim<'de, D: Deserializer<'de>>(claim: D) -> Result<Option<Self>, D::Error> {
        let said = Option::<Value>::deserialize(claim)?;
        Ok(said.as_ref().and_then(Value::as_str).and_then(own_word))
    }

    /// In words.
    pub fn text(self, lang: Lang) -> Text {
        let id = match self {
            Self::Citizen => "identity.account.citizen",
            Self::Foreigner => "identity.account.foreigner",
            Self::Organisation => "identity.account.organisation",
        };
        message::text(lang, id, &[])
    }
}

/// A level of assurance in words (D§7.1); what this version does not know is shown as the provider says it.
pub fn level_text(lang: Lang, acr: &str) -> Text {
    let id = match acr {
        "LoA1" | "1" => "identity.level.1",
        "LoA2" | "2" => "identity.level.2",
        other => {
            return Text {
                display: other.to_owned(),
                spoken: other.to_owned(),
            };
        }
    };
    message::text(lang, id, &[])
}

/// Age as far as the rules need it. The birth date never reaches the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AgeBand {
    /// 16 and older, without limits.
    #[serde(rename = "adult")]
    Adult,
    /// 14 or 15: a reduced profile.
    #[serde(rename = "14-15", alias = "14_15")]
    From14To15,
    /// Under 14: no session of their own; a guardian acts (ND 69/2024 Art. 14.2).
    #[serde(rename = "under-14", alias = "under_14", alias = "6-13", alias = "under-6")]
    Under14,
}

impl AgeBand {
    /// An age that this version has no word for is held for a minor's who may sign in: nothing is made public by mistake, and
    /// nobody is acted for.
    pub(crate) fn of_claim<'de, D: Deserializer<'de>>(claim: D) -> Result<Option<Self>, D::Error> {
        let said = Option::<Value>::deserialize(claim)?;
        Ok(said.map(|said| said.as_str().and_then(own_word).unwrap_or(Self::From14To15)))
    }

    /// As the claim says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::From14To15 => "14-15",
            Self::Under14 => "under-14",
        }
    }
}

/// What is kept of a signed-in person; nothing else is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name for the screen; empty where the provider gives none.
    pub display_name: String,
    /// Last four characters of the identity number.
    pub id_last4: Option<String>,
    /// Kind of account.
    pub account_type: Option<AccountType>,
    /// `acr` as the provider says it.
    pub assurance_level: Option<String>,
    /// Age band.
    pub age_band: Option<AgeBand>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// The claims as the gateway names them.
pub(crate) struct PersonClaims {
    pub(crate) name: Option<String>,
    pub(crate) id_last4: Option<String>,
    pub(crate) account_type: Option<AccountType>,
    pub(crate) acr: Option<String>,
    pub(crate) age_band: Option<AgeBand>,
}

impl PersonClaims {
    pub(crate) fn person(self) -> Result<Person, IdentityError> {
        let calm =
            |text: &str, max: usize| text.chars().count() <= max && !text.chars().any(char::is_control);
        let name = self.name.unwrap_or_default();
        let last4_fits = |t: &String| t.len() == 4 && t.bytes().all(|b| b.is_ascii_alphanumeric());
        if !calm(&name, 200)
            || self.id_last4.as_ref().is_some_and(|t| !last4_fits(t))
            || self.acr.as_ref().is_some_and(|t| !calm(t, 200))
        {
            return Err(IdentityError::Claims);
        }
        if self.age_band == Some(AgeBand::Under14) {
            return Err(IdentityError::Under14);
        }
        Ok(Person {
            display_name: name,
            id_last4: self.id_last4,
            account_type: self.account_type,
            assurance_level: self.acr,
            age_band: self.age_band,
        })
    }
}
