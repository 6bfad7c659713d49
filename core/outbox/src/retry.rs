//! When to try again: exponential back-off with full jitter, and the province's own word (`Retry-After`).

use citizen_domain::Timestamp;
use time::{OffsetDateTime, PrimitiveDateTime};

/// First window of the back-off.
pub(crate) const BASE_MS: i64 = 2_000;
/// Widest window of the back-off.
pub(crate) const CAP_MS: i64 = 3_600_000;
/// Longest wait that anybody's `Retry-After` can ask for: a lying proxy must not silence an item for a year.
pub(crate) const MAX_WAIT_MS: i64 = 24 * 3_600_000;

/// Milliseconds to wait before try number `attempts` + 1: uniform in `0..min(cap, base · 2^attempts)`
/// ("full jitter"), drawn from `jitter`, 64 random bits.
pub fn backoff_ms(attempts: u32, jitter: u64) -> i64 {
    let window = BASE_MS
        .checked_mul(1_i64.checked_shl(attempts.min(20)).unwrap_or(i64::MAX))
        .map_or(CAP_MS, |window| window.min(CAP_MS));
    spread(window, jitter)
}

/// Milliseconds that a `Retry-After` asks for (RFC 9110 §10.2.3), from 0 to one day; `None` if it is neither seconds
/// nor a date. `date` is the reply's own `Date`: a date is counted from there, or from `now` without it.
pub fn retry_after_ms(value: &str, date: Option<&str>, now: Timestamp) -> Option<i64> {
    let value = value.trim();
    let wait = if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than fit are longer than we wait anyway.
        value.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(1000)
    } else {
        let from = date.and_then(http_date).unwrap_or(now);
        http_date(value)?.millis().saturating_sub(from.millis())
    };
    Some(wait.clamp(0, MAX_WAIT_MS))
}

/// Adds up to two seconds, so that phones sent away together do not come back together.
pub(crate) fn with_jitter(wait_ms: i64, jitter: u64) -> i64 {
    wait_ms.saturating_add(spread(BASE_MS, jitter))
}

/// Reads an HTTP date in its three forms (RFC 9110 §5.6.7).
pub fn http_date(text: &str) -> Option<Timestamp> {
    use time::macros::format_description as form;
    if text.len() > 40 {
        return None;
    }
    let fix = form!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    let asctime =
        form!("[weekday repr:short] [month repr:short] [day padding:space] [hour]:[minute]:[second] [year]");
    let at = |parsed: PrimitiveDateTime| Timestamp::from_offset(parsed.assume_utc());
    if let Ok(parsed) = PrimitiveDateTime::parse(text, fix) {
        return Some(at(parsed));
    }
    if let Ok(parsed) = PrimitiveDateTime::parse(text, asctime) {
        return Some(at(parsed));
    }
    rfc850(text).map(Timestamp::from_offset)
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`: two digits of year, read as 1970 to 2069.
fn rfc850(text: &str) -> Option<OffsetDateTime> {
    use time::macros::format_description as form;
    let (_, rest) = text.split_once(", ")?;
    let (day_month, rest) = rest.rsplit_once('-')?;
    let (year, clock) = rest.split_once(' ')?;
    let short: u16 = (year.len() == 2).then(|| year.parse().ok()).flatten()?;
    let year = if short < 70 { 2000 + short } else { 1900 + short };
    PrimitiveDateTime::parse(
        &format!("{day_month}-{year} {clock}"),
        form!("[day]-[month repr:short]-[year] [hour]:[minute]:[second] GMT"),
    )
    .ok()
    .map(PrimitiveDateTime::assume_utc)
}

/// Uniform in `0..window` from 64 random bits, by multiplication instead of remainder.
fn spread(window: i64, jitter: u64) -> i64 {
    let window = u64::try_from(window).unwrap_or(0);
    i64::try_from((u128::from(jitter) * u128::from(window)) >> 64).unwrap_or(0)
}
