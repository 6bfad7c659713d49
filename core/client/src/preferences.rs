//! What the person chose for the app, kept with everything else of theirs.

use crate::client::setting;
use crate::{Client, ClientError};
use citizen_domain::message::{Addressee, Lang};
use citizen_domain::repository::Settings as _;
use serde::{Deserialize, Serialize};

/// Language of everything that the core says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageWord {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// How large letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSizeWord {
    /// As the device has it.
    System,
    /// Larger.
    Large,
    /// Largest.
    Largest,
}

/// How the person is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressWord {
    /// Bạn.
    Ban,
    /// Ông.
    Ong,
    /// Bà.
    Ba,
    /// Anh.
    Anh,
    /// Chị.
    Chi,
}

/// What the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Language.
    pub language: LanguageWord,
    /// Size of letters.
    pub text_size: TextSizeWord,
    /// How they are spoken to.
    pub address: AddressWord,
}

impl Preferences {
    /// How the core speaks to this person.
    pub const fn lang(&self) -> Lang {
        match (self.language, self.address) {
            (LanguageWord::En, _) => Lang::En,
            (LanguageWord::Vi, AddressWord::Ban) => Lang::Vi,
            (LanguageWord::Vi, AddressWord::Ong) => Lang::ViTo(Addressee::Ong),
            (LanguageWord::Vi, AddressWord::Ba) => Lang::ViTo(Addressee::Ba),
            (LanguageWord::Vi, AddressWord::Anh) => Lang::ViTo(Addressee::Anh),
            (LanguageWord::Vi, AddressWord::Chi) => Lang::ViTo(Addressee::Chi),
        }
    }
}

impl Client {
    /// What the person chose; nothing before they did, or where a later version kept it in a form that this one does not know.
    ///
    /// # Errors
    /// The store's own.
    pub fn preferences(&self) -> Result<Option<Preferences>, ClientError> {
        let kept = self.inner.setting(setting::PREFERENCES)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps what the person chose.
    ///
    /// # Errors
    /// The store's own.
    pub fn set_preferences(&self, preferences: &Preferences) -> Result<(), ClientError> {
        let text = serde_json::to_string(preferences).map_err(|_| ClientError::Runtime)?;
        self.inner
            .write(|tx| Ok(tx.set_setting(setting::PREFERENCES, Some(&text))?))
    }
}
