//! The form of `POST requests`. Knows neither the server nor the store, so that it can be fuzzed by itself (`tests/fuzz`).

use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::pack::ReportCategory;
use citizen_domain::wire::{Location, LocationSource, ReportBody};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// Why a form is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The standard's 404: the province has no such service.
    NoSuchService,
    /// The standard's 400, by the text of the catalogue that says why.
    Bad(&'static str),
}

/// The members of a form; of one that is repeated, the last.
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads `application/x-www-form-urlencoded`. Any bytes are one.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut form = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(body) {
            form.insert(name.into_owned(), value.into_owned());
        }
        Self(form)
    }

    /// The standard's `api_key`.
    pub(super) fn api_key(&self) -> Option<&str> {
        self.0.get("api_key").map(String::as_str)
    }

    /// What makes the request idempotent, where the client names one.
    pub(super) fn client_id(&self) -> Result<Option<Uuid>, Fault> {
        self.0
            .get("client_id")
            .filter(|id| !id.is_empty())
            .map(|id| Uuid::parse_str(id).map_err(|_| Fault::Bad("bad_client_id")))
            .transpose()
    }

    /// The report that the form tells, under the id that tells when it was made (RFC 9562 §5.7): sending the same form again gives the
    /// same body.
    pub(super) fn report(
        &self,
        categories: &[ReportCategory],
        id: &Uuid,
        anonymous: bool,
    ) -> Result<ReportBody, Fault> {
        let code = self.field("service_code").ok_or(Fault::Bad("no_service_code"))?;
        let category = categories
            .iter()
            .find(|c| c.code == code)
            .ok_or(Fault::NoSuchService)?;
        let location = self.location()?;
        let address = self.field("address_string");
        if location.is_none() && address.is_none() {
            return Err(Fault::Bad("no_place"));
        }
        let mut text: String = self.field("description").unwrap_or_default().nfc().collect();
        if let Some(address) = address {
            let address: String = address.nfc().collect();
            let line = message::text(Lang::Vi, "province.open311.address", &[("address", &address)]).display;
            text = format!("{text}\n{line}").trim().to_owned();
        }
        let severity = match self.field("attribute[severity]") {
            None => 2,
            Some(value) => value.parse().map_err(|_| Fault::Bad("bad_severity"))?,
        };
        let (seconds, nanos) = id.get_timestamp().ok_or(Fault::Bad("bad_client_id"))?.to_unix();
        let millis = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
        Ok(ReportBody {
            category: code.to_owned(),
            severity,
            text,
            captured_at: Timestamp::from_millis(millis.saturating_add(i64::from(nanos / 1_000_000))),
            location,
            unit: None,
            visibility: category.visibility,
            anonymous,
            attachments: Vec::new(),
            replaces: None,
            acting_for: None,
        })
    }

    fn location(&self) -> Result<Option<Location>, Fault> {
        match (self.degrees("lat", 90.0)?, self.degrees("long", 180.0)?) {
            (Some(lat), Some(lon)) => Ok(Some(Location {
                lat,
                lon,
                accuracy_m: None,
                source: LocationSource::MapPin,
                fix_time: None,
            })),
            (None, None) => Ok(None),
            _ => Err(Fault::Bad("bad_place")),
        }
    }

    /// Degrees up to `most` on either side. `NaN` and `inf` read as numbers, and are no place.
    fn degrees(&self, name: &str, most: f64) -> Result<Option<f64>, Fault> {
        let Some(text) = self.field(name) else {
            return Ok(None);
        };
        let degrees = text.parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
        degrees.map(Some).ok_or(Fault::Bad("bad_place"))
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }
}
