//! Instants and civil dates. Vietnam keeps UTC+7 all year, without daylight saving.

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, UtcOffset, macros::offset};

/// The zone of every time that is shown or exchanged.
pub const VIETNAM: UtcOffset = offset!(+7);

/// An instant, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Serialises as RFC 3339 with the offset `+07:00`; reads any offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 0001-01-01 and 9999-12-31: what RFC 3339 can write in Vietnam's zone.
    const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_275_599_999;

    /// From milliseconds since 1970. Values that RFC 3339 cannot write are moved to the nearest that it can.
    pub const fn from_millis(ms: i64) -> Self {
        let (first, last) = (*Self::RANGE.start(), *Self::RANGE.end());
        Self(if ms < first {
            first
        } else if ms > last {
            last
        } else {
            ms
        })
    }

    /// From seconds since 1970.
    pub const fn from_secs(secs: i64) -> Self {
        Self::from_millis(secs.saturating_mul(1000))
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Seconds since 1970, rounded down.
    pub const fn secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The civil date and time in Vietnam.
    pub fn local(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(VIETNAM)
    }

    /// The civil date in Vietnam.
    pub fn date(self) -> Date {
        self.local().date()
    }

    /// Midnight at the start of `date` in Vietnam.
    pub fn start_of(date: Date) -> Self {
        Self::from_offset(date.midnight().assume_offset(VIETNAM))
    }

    /// From a civil time with its offset; finer than a millisecond is cut off.
    pub fn from_offset(at: OffsetDateTime) -> Self {
        let ms = at.unix_timestamp_nanos().div_euclid(1_000_000);
        Self::from_millis(i64::try_from(ms).unwrap_or(if ms < 0 { i64::MIN } else { i64::MAX }))
    }

    /// Reads RFC 3339.
    pub fn parse(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text, &Rfc3339).ok().map(Self::from_offset)
    }

    /// Writes RFC 3339 with `+07:00`.
    pub fn rfc3339(self) -> String {
        self.local()
            .format(&Rfc3339)
            .unwrap_or_else(|_| String::from("1970-01-01T07:00:00+07:00"))
    }

    /// Whether this was noted less than `ms` milliseconds before `now`. A moment ahead was noted by a wrong clock and is
    /// no recent one; but two honest clocks differ, and a learnt time comes in whole seconds, so up to
    /// [`Self::LEEWAY_MS`] ahead is no future.
    pub const fn is_within(self, ms: i64, now: Self) -> bool {
        let age = now.0.saturating_sub(self.0);
        -Self::LEEWAY_MS <= age && age < ms
    }

    /// How far two honest clocks may differ, in milliseconds.
    pub const LEEWAY_MS: i64 = 5 * 60 * 1000;

    /// This instant moved by `ms` milliseconds, never overflowing.
    pub fn plus_millis(self, ms: i64) -> Self {
        Self::from_millis(self.0.saturating_add(ms))
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.rfc3339())
    }
}

/// Looks at the text where it stands: a first sync reads seventy thousand.
struct Rfc3339Text;

impl Visitor<'_> for Rfc3339Text {
    type Value = Timestamp;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an RFC 3339 time")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::parse(text).ok_or_else(|| E::custom("expected an RFC 3339 time"))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_str(Rfc3339Text)
    }
}

/// `YYYY-MM-DD` for serde fields of type [`time::Date`].
pub mod iso_date {
    use serde::{Deserialize, Deserializer, Serializer};
    use time::{Date, format_description::well_known::Iso8601};

    /// Writes `YYYY-MM-DD`.
    pub fn format(date: Date) -> String {
        format!(
            "{:04}-{:02}-{:02}",
            date.year(),
            u8::from(date.month()),
            date.day()
        )
    }

    /// Reads `YYYY-MM-DD`, and no other of ISO 8601's forms: weeks, days of the year and signed years have ten characters too.
    pub fn parse(text: &str) -> Option<Date> {
        Date::parse(text, &Iso8601::DATE)
            .ok()
            .filter(|date| format(*date) == text)
    }

    /// For `#[serde(with = "…")]`.
    pub fn serialize<S: Serializer>(date: &Date, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&format(*date))
    }

    /// For `#[serde(with = "…")]`.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Date, D::Error> {
        let text = std::borrow::Cow::<'_, str>::deserialize(d)?;
        parse(&text).ok_or_else(|| serde::de::Error::custom("expected a date, YYYY-MM-DD"))
    }

    /// The same for optional dates; use with `#[serde(default)]`.
    pub mod option {
        use serde::{Deserialize, Deserializer, Serializer};
        use time::Date;

        /// For `#[serde(with = "…")]`.
        pub fn serialize<S: Serializer>(date: &Option<Date>, s: S) -> Result<S::Ok, S::Error> {
            match date {
                Some(date) => s.serialize_some(&super::format(*date)),
                None => s.serialize_none(),
            }
        }

        /// For `#[serde(with = "…")]`.
        pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Date>, D::Error> {
            Option::<String>::deserialize(d)?
                .map(|t| {
                    super::parse(&t).ok_or_else(|| serde::de::Error::custom("expected a date, YYYY-MM-DD"))
                })
                .transpose()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_vietnam_time_and_reads_any_offset() {
        let t = Timestamp::parse("2026-02-12T03:00:00Z").unwrap();
        assert_eq!(t.rfc3339(), "2026-02-12T10:00:00+07:00");
        assert_eq!(Timestamp::parse("2026-02-12T10:00:00+07:00"), Some(t));
        assert_eq!(iso_date::format(t.date()), "2026-02-12");
    }

    proptest! {
        #[test]
        fn every_instant_survives_a_round_trip(ms in any::<i64>()) {
            let t = Timestamp::from_millis(ms);
            prop_assert_eq!(Timestamp::parse(&t.rfc3339()), Some(t));
        }

        #[test]
        fn parsing_never_panics(s in "\\PC*") { let _ = Timestamp::parse(&s); let _ = iso_date::parse(&s); }

        #[test]
        fn a_date_is_written_in_one_way_only(s in "[-+0-9W]{10}", day in 0..3_000_000_i32) {
            if let Some(date) = iso_date::parse(&s) {
                prop_assert_eq!(iso_date::format(date), s);
            }
            let date = Date::from_julian_day(1_721_426 + day).unwrap();
            prop_assert_eq!(iso_date::parse(&iso_date::format(date)), Some(date));
        }
    }
}
