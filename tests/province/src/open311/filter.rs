//! What `GET requests` is narrowed to. Knows neither the server nor the store, so that it can be fuzzed by itself (`tests/fuzz`).

use citizen_domain::Timestamp;
use std::collections::BTreeMap;

/// So many days when no dates are given, and so many words of one argument (the first is the standard's own limit).
const DAYS: i64 = 90;
const DAY: i64 = 86_400_000;
const WORDS: usize = 100;

/// What a list is narrowed to.
pub(super) struct Filter {
    pub(super) ids: Option<Vec<String>>,
    pub(super) services: Option<Vec<String>>,
    pub(super) statuses: Option<Vec<String>>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

impl Filter {
    /// Reads the query of `GET requests`.
    ///
    /// # Errors
    /// The text of the catalogue that says why not.
    pub(super) fn parse(query: &str, now: Timestamp) -> Result<Self, &'static str> {
        let mut all = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            all.insert(name.into_owned(), value.into_owned());
        }
        let words = |name: &str| {
            all.get(name).filter(|v| !v.is_empty()).map(|v| {
                v.split(',')
                    .take(WORDS)
                    .map(|w| w.trim().to_owned())
                    .collect::<Vec<_>>()
            })
        };
        let time = |name: &str| match all.get(name).filter(|v| !v.is_empty()) {
            None => Ok(None),
            Some(text) => Timestamp::parse(text).map(Some).ok_or("bad_date"),
        };
        let statuses = words("status");
        if statuses.iter().flatten().any(|s| s != "open" && s != "closed") {
            return Err("bad_status");
        }
        let to = time("end_date")?.unwrap_or(now);
        let from = time("start_date")?.unwrap_or(to.plus_millis(-DAYS * DAY));
        Ok(Self {
            ids: words("service_request_id"),
            services: words("service_code"),
            statuses,
            from,
            to,
        })
    }

    /// Whether a request of that service, `open` or `closed`, is asked for.
    pub(super) fn takes(&self, service: &str, status: &str) -> bool {
        let among = |list: &Option<Vec<String>>, word: &str| {
            list.as_ref().is_none_or(|l| l.iter().any(|w| w == word))
        };
        among(&self.services, service) && among(&self.statuses, status)
    }
}
