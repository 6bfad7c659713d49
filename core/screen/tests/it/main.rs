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
use citizen_domain::pack::PackContent;
use citizen_screen::Voice;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Tuesday, half past three in the afternoon.
fn now() -> Timestamp {
    at("2026-02-24T15:30:00+07:00")
}

/// What came with the app for a province.
fn pack() -> PackContent {
    let file = include_bytes!("../../../pack/assets/79.json");
    let now = at("2026-11-26T08:00:00+07:00");
    let pack = citizen_pack::verify(file, &citizen_pack::Trust::builtin(), None, now).unwrap();
    PackContent::clone(pack.content())
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
