//! What a person would see and hear, in both languages.
#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

mod directory;
mod dossiers;
mod ratings;
mod reports;
mod results;
mod said;

use citizen_domain::Timestamp;
use citizen_domain::message::{Addressee, Lang};
use citizen_screen::Voice;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Tuesday, half past three in the afternoon.
fn now() -> Timestamp {
    at("2026-02-24T15:30:00+07:00")
}

fn vi() -> Voice {
    Voice {
        lang: Lang::Vi,
        now: now(),
    }
}

/// To somebody who is called "bà".
fn to_ba() -> Voice {
    Voice {
        lang: Lang::ViTo(Addressee::Ba),
        now: now(),
    }
}

fn en() -> Voice {
    Voice {
        lang: Lang::En,
        now: now(),
    }
}
