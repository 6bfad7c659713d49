//! For whom somebody acts: an explicit choice, kept until it is changed, shown on every screen and sent with every item.

use crate::client::{Inner, setting};
use crate::{Client, ClientError};
use citizen_domain::pack::Relation;
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::ActingFor;

/// Longest name of whom somebody acts for, in characters.
const MAX_NAME: usize = 120;

impl Client {
    /// From now on everything is written and sent for somebody else. What was written before stays as it was.
    ///
    /// # Errors
    /// [`ClientError::SignInNeeded`] where nobody is signed in, [`ClientError::MayNotAct`] where the province's rules do not
    /// allow it, [`ClientError::BadName`].
    pub fn act_for(&self, relation: Relation, name: &str) -> Result<ActingFor, ClientError> {
        let session = self.session()?;
        if !session.signed_in {
            return Err(ClientError::SignInNeeded);
        }
        let pack = self.inner.pack()?;
        let band = session.age_band.map(citizen_identity::AgeBand::as_str);
        if pack.content().accounts.may_act(relation, band).is_none() {
            return Err(ClientError::MayNotAct);
        }
        let name = citizen_domain::text::clean_line(name, MAX_NAME * 4).map_err(|_| ClientError::BadName)?;
        if name.is_empty() || name.chars().count() > MAX_NAME {
            return Err(ClientError::BadName);
        }
        let acting = ActingFor { relation, name };
        let text = serde_json::to_string(&acting).map_err(|_| ClientError::Runtime)?;
        self.inner
            .write(|tx| Ok::<_, ClientError>(tx.set_setting(setting::ACTING_FOR, Some(&text))?))?;
        Ok(acting)
    }

    /// From now on the person acts for themselves again.
    ///
    /// # Errors
    /// The store's own.
    pub fn act_for_myself(&self) -> Result<(), ClientError> {
        self.inner
            .write(|tx| Ok::<_, ClientError>(tx.set_setting(setting::ACTING_FOR, None)?))
    }

    /// For whom the person acts; `None` for themselves.
    ///
    /// # Errors
    /// The store's own.
    pub fn acting_for(&self) -> Result<Option<ActingFor>, ClientError> {
        self.inner.acting_for()
    }
}

impl Inner {
    pub(crate) fn acting_for(&self) -> Result<Option<ActingFor>, ClientError> {
        self.setting(setting::ACTING_FOR)?.map(acting_kept).transpose()
    }
}

/// Read from how it is kept.
pub(crate) fn acting_kept(text: String) -> Result<ActingFor, ClientError> {
    serde_json::from_str(&text).map_err(|_| RepositoryError::Damaged.into())
}
