//! What photos may cost on a network in a day. Only they wait for it: words are small, and go at once on any network.

use crate::client::{Inner, setting};
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Connectivity, NetworkClass};
use citizen_domain::repository::Settings as _;
use citizen_domain::time::iso_date;
use citizen_store::Tx;
use serde::{Deserialize, Serialize};
use time::Date;

/// Bytes a day; nothing for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataLimits {
    /// On 2G or worse.
    pub slow: Option<u64>,
    /// On 3G and 4G, and on any other network whose bytes cost money.
    pub mobile: Option<u64>,
}

impl Default for DataLimits {
    /// A report with five photos on a slow network, twenty of them on a mobile one.
    fn default() -> Self {
        Self {
            slow: Some(4 << 20),
            mobile: Some(64 << 20),
        }
    }
}

/// What photos have cost today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSpent {
    /// Which day that is, by Vietnam's clock.
    #[serde(with = "iso_date")]
    pub day: Date,
    /// Bytes on 2G or worse.
    pub slow: u64,
    /// Bytes on 3G and 4G, and on any other network whose bytes cost money.
    pub mobile: u64,
}

/// A network that has a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purse {
    Slow,
    Mobile,
}

impl Purse {
    pub(crate) fn of(connectivity: &dyn Connectivity) -> Option<Self> {
        match connectivity.class() {
            NetworkClass::Slow => Some(Self::Slow),
            NetworkClass::Mobile => Some(Self::Mobile),
            NetworkClass::Fast if connectivity.metered() => Some(Self::Mobile),
            NetworkClass::Fast | NetworkClass::None => None,
        }
    }
}

/// What may still be spent, and from when on it is more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) bytes: Option<u64>,
    pub(crate) renews_at: Option<Timestamp>,
}

impl Client {
    /// What photos may cost on a network in a day.
    ///
    /// # Errors
    /// The store's own.
    pub fn data_limits(&self) -> Result<DataLimits, ClientError> {
        self.inner.read(limits)
    }

    /// Sets what photos may cost on a network in a day.
    ///
    /// # Errors
    /// The store's own.
    pub fn set_data_limits(&self, limits: DataLimits) -> Result<(), ClientError> {
        let text = serde_json::to_string(&limits).map_err(|_| ClientError::Runtime)?;
        self.inner
            .write(|tx| Ok(tx.set_setting(setting::DATA_LIMITS, Some(&text))?))
    }

    /// What photos have cost today.
    ///
    /// # Errors
    /// The store's own.
    pub fn data_spent(&self) -> Result<DataSpent, ClientError> {
        let now = self.now();
        self.inner.read(|tx| spent(tx, now))
    }
}

impl Inner {
    /// What photos may still cost on the network in use. Without knowledge nothing is held back.
    pub(crate) fn budget_left(&self, now: Timestamp) -> Left {
        let Some(purse) = Purse::of(&*self.ports.connectivity) else {
            return Left::default();
        };
        let kept = self.read(|tx| Ok((limits(tx)?, spent(tx, now)?)));
        kept.map_or_else(|_| Left::default(), |(limits, spent)| left(purse, limits, spent))
    }
}

fn left(purse: Purse, limits: DataLimits, spent: DataSpent) -> Left {
    let (limit, spent_there) = match purse {
        Purse::Slow => (limits.slow, spent.slow),
        Purse::Mobile => (limits.mobile, spent.mobile),
    };
    let tomorrow = spent.day.next_day().map(Timestamp::start_of);
    Left {
        bytes: limit.map(|limit| limit.saturating_sub(spent_there)),
        // A network on which no photo may go at all gets no better overnight.
        renews_at: tomorrow.filter(|_| limit.is_some_and(|limit| limit > 0)),
    }
}

/// Writes down what a piece of a photo has cost, in the transaction of what came of it.
pub(crate) fn note_spent(tx: &Tx<'_>, purse: Purse, bytes: u64, now: Timestamp) -> Result<(), ClientError> {
    let mut spent = spent(tx, now)?;
    let there = match purse {
        Purse::Slow => &mut spent.slow,
        Purse::Mobile => &mut spent.mobile,
    };
    *there = there.saturating_add(bytes);
    let text = serde_json::to_string(&spent).map_err(|_| ClientError::Runtime)?;
    Ok(tx.set_setting(setting::DATA_SPENT, Some(&text))?)
}

fn limits(tx: &Tx<'_>) -> Result<DataLimits, ClientError> {
    let kept = tx.setting(setting::DATA_LIMITS)?;
    // What a later version kept in another form counts as not chosen.
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn spent(tx: &Tx<'_>, now: Timestamp) -> Result<DataSpent, ClientError> {
    let day = now.date();
    let kept: Option<DataSpent> = tx
        .setting(setting::DATA_SPENT)?
        .and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.filter(|kept| kept.day == day).unwrap_or(DataSpent {
        day,
        slow: 0,
        mobile: 0,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use citizen_testkit::FixedConnectivity;

    #[test]
    fn each_network_has_its_purse_and_a_free_one_has_none() {
        for (class, metered, expected) in [
            (NetworkClass::None, false, None),
            (NetworkClass::Slow, false, Some(Purse::Slow)),
            (NetworkClass::Mobile, false, Some(Purse::Mobile)),
            (NetworkClass::Fast, false, None),
            (NetworkClass::Fast, true, Some(Purse::Mobile)),
        ] {
            let network = FixedConnectivity::new(class);
            network.set_metered(metered);
            assert_eq!(Purse::of(&network), expected, "{class:?} {metered}");
        }
    }

    #[test]
    fn what_is_left_ends_with_the_day_and_never_below_nothing() {
        let day = time::macros::date!(2026 - 11 - 26);
        let midnight = Some(Timestamp::start_of(time::macros::date!(2026 - 11 - 27)));
        let spent = |slow| DataSpent { day, slow, mobile: 0 };
        for (limit, slow, bytes, renews_at) in [
            (None, 9, None, None),
            (Some(10), 4, Some(6), midnight),
            (Some(10), 40, Some(0), midnight),
            (Some(0), 0, Some(0), None),
        ] {
            let limits = DataLimits {
                slow: limit,
                mobile: None,
            };
            let found = left(Purse::Slow, limits, spent(slow));
            assert_eq!(found, Left { bytes, renews_at }, "{limit:?} {slow}");
            assert_eq!(left(Purse::Mobile, limits, spent(slow)).bytes, None);
        }
    }
}
