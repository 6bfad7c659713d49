//! Drafts, places, photos and reports, by everything that the room offers.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]
#![cfg_attr(
    feature = "pictures",
    expect(clippy::indexing_slicing, reason = "helpers of tests may fail loudly")
)]

mod advice;
mod anything;
mod drafts;
#[cfg(feature = "pictures")]
mod photos;
#[cfg(feature = "pictures")]
mod photos_shrunk;
#[cfg(not(feature = "pictures"))]
mod photos_unread;
mod places;
mod reports;

use citizen_domain::message::{self, Lang};
use citizen_domain::pack::{EmergencyNumber, ReportCategory, Visibility};
use citizen_domain::wire::{Location, LocationSource, ReportRecord, ReportUpdate, UnitRef};
use citizen_domain::{Coded, Timestamp};
#[cfg(feature = "pictures")]
use citizen_fixtures::metadata_segments;
use citizen_fixtures::{Camera, broken};
use citizen_incident::*;
use proptest::prelude::*;

const NOW: i64 = 1_770_865_200_000; // 2026-02-12T10:00:00+07:00
const DAY: i64 = 24 * 60 * 60 * 1000;

fn now() -> Timestamp {
    Timestamp::from_millis(NOW)
}

fn categories() -> Vec<ReportCategory> {
    let category = |code: &str, emergency: Option<&str>, visibility| ReportCategory {
        code: code.into(),
        name: code.into(),
        spoken: code.into(),
        emergency: emergency.map(Into::into),
        visibility,
        due_days: vec![1, 3, 7],
    };
    vec![
        category("giao_thong", None, Visibility::Public),
        category("an_ninh", None, Visibility::Handler),
        category("pccc", Some("114"), Visibility::Handler),
    ]
}

fn draft() -> Draft {
    let mut draft = Draft::new("0196f0c0-0000-7000-8000-000000000001", now());
    draft.category = "giao_thong".into();
    draft.text = "  Ổ gà sâu trước cổng trường\r\n".into();
    draft.location = Some(gps(13.78, 109.22));
    draft
}

fn gps(lat: f64, lon: f64) -> Location {
    Location {
        lat,
        lon,
        accuracy_m: Some(8.0),
        source: LocationSource::Gps,
        fix_time: Some(now()),
    }
}

fn finish(draft: &Draft) -> Result<citizen_domain::wire::ReportBody, IncidentError> {
    let categories = categories();
    finalise(
        draft,
        &Rules {
            categories: &categories,
            anonymous: false,
            publish: true,
        },
    )
}

#[test]
fn every_error_flag_state_and_advice_has_a_text_in_both_languages() {
    for info in IncidentError::ERRORS {
        assert!(message::knows(&format!("error.{}", info.code)), "{}", info.code);
    }
    for flag in PlaceFlag::ALL {
        assert!(message::knows(flag.message_id()), "{}", flag.message_id());
    }
    for state in ProvinceState::ALL {
        let id = format!("incident.state.{}", state.code());
        assert!(message::knows(&id), "{id}");
        assert_eq!(ProvinceState::parse(state.code()), Some(*state));
    }
    let call = Advice::CallFirst {
        number: String::new(),
        name: String::new(),
        spoken: String::new(),
    };
    for advice in [
        call,
        Advice::CallOneOf(Vec::new()),
        Advice::Complaint,
        Advice::Denunciation,
    ] {
        assert!(message::knows(advice.message_id()), "{}", advice.message_id());
    }
    assert_eq!(
        state_text(Lang::Vi, "cho_duyet").spoken,
        "cho duyet",
        "a province's own word is shown as it came"
    );
}

fn sent() -> StoredReport {
    StoredReport::new(draft().id, finish(&draft()).unwrap(), vec![], now())
}

#[test]
fn nothing_personal_is_in_debug_output() {
    let photo = Photo {
        jpeg: b"\xff\xd8".to_vec(),
        sha256: "00".repeat(32),
        width: 1,
        height: 1,
        exif_location: Some(ExifPlace {
            lat: 13.78,
            lon: 109.22,
            accuracy_m: None,
        }),
        taken_at: Some(now()),
    };
    let view = ReportView::of_report(&sent(), &ItemState::default());
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        draft(),
        sent(),
        photo,
        view,
        view.location
    );
    for secret in ["Ổ gà", "13.78", "109.2"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert_eq!(IncidentError::OtherReport.code(), "incident.other_report");
}
