//! Arguments of a call, by name.

use citizen_ffi::{Eyes, FixSource, PlaceRequest};
use serde_json::{Map, Value};

/// Arguments of a call.
pub(super) struct With<'a>(pub(super) &'a Map<String, Value>);

impl With<'_> {
    pub(super) fn text(&self, name: &str) -> String {
        self.maybe(name).unwrap_or_default()
    }
    pub(super) fn maybe(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }
    pub(super) fn number(&self, name: &str) -> u32 {
        let number = self.0.get(name).and_then(Value::as_u64).unwrap_or_default();
        u32::try_from(number).unwrap_or(u32::MAX)
    }
    pub(super) fn float(&self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(Value::as_f64)
    }
    pub(super) fn is(&self, name: &str) -> bool {
        self.maybe_is(name).unwrap_or_default()
    }
    pub(super) fn maybe_number(&self, name: &str) -> Option<u8> {
        self.0.get(name).and_then(Value::as_u64)?.try_into().ok()
    }
    pub(super) fn maybe_is(&self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }
    pub(super) fn eyes(&self) -> Option<Eyes> {
        Some(match self.text("visibility").as_str() {
            "" => return None,
            "public" => Eyes::Public,
            "handler" => Eyes::Handler,
            other => panic!("nobody sees it as {other}"),
        })
    }
    pub(super) fn place(&self) -> Option<PlaceRequest> {
        Some(PlaceRequest {
            lat: self.float("lat")?,
            lon: self.float("lon")?,
            accuracy_m: self.float("accuracy_m"),
            source: if self.text("source") == "map_pin" {
                FixSource::MapPin
            } else {
                FixSource::Gps
            },
            age_ms: u64::from(self.number("age_ms")),
        })
    }
}
