use super::*;
use crate::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What no log may ever show: codes, names, words and places of a person.
const PERSONAL: [&str; 12] = [
    "H29.7-251125-0001",
    "1.004222",
    "Cap ban sao",
    "Nguyen Thi Mau",
    "Ho ga truoc nha toi",
    "10.776",
    "106.700",
    "Phuong Mau",
    "VIETQR-1",
    "Bo sung giay to",
    "hush-1",
    "PA-0007",
];

fn shown<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    format!("{0:?} {0:#?}", serde_json::from_value::<T>(value).unwrap())
}

#[test]
fn debug_shows_nothing_of_a_person() {
    let at = "2026-11-25T08:00:00+07:00";
    let procedure = json!({"code": "1.004222", "name": "Cap ban sao"});
    let status = json!({"code": 2, "text": "Nguyen Thi Mau: Bo sung giay to"});
    let event = json!({"id": 3, "at": at, "status": status, "unit": "Phuong Mau", "actor": "Nguyen Thi Mau",
        "text": "Bo sung giay to"});
    let need = json!({"kind": "papers", "text": "Bo sung giay to"});
    let fee = json!({"name": "Cap ban sao", "amount_vnd": 8000, "paid": false, "vietqr": "VIETQR-1"});
    let dossier = json!({"code": "H29.7-251125-0001", "procedure": procedure, "unit": "Phuong Mau",
        "agency": {"id": "a", "name": "Phuong Mau"}, "status": status, "events": [event], "needs": [need], "fees": [fee]});
    let update = json!({"id": 1, "at": at, "status": "da_tiep_nhan", "text": "Nguyen Thi Mau"});
    let report = json!({"id": "r1", "reference": "PA-0007", "status": "da_tiep_nhan", "updates": [update]});
    let location = json!({"lat": 10.776, "lon": 106.700, "source": "gps"});
    let body = json!({"kind": "report", "category": "ha_tang", "severity": 2, "text": "Ho ga truoc nha toi",
        "captured_at": at, "location": location, "unit": {"code": "u", "name": "Phuong Mau", "version": 1},
        "visibility": "handler"});
    let action = json!({"kind": "report_action", "report": "r1", "action": "reopen", "text": "Ho ga truoc nha toi", "at": at});
    let rating = json!({"kind": "rating", "token": "hush-1", "unit": "Phuong Mau", "questionnaire": "q", "answers": {}});

    let all = [
        shown::<DossierRecord>(dossier.clone()),
        shown::<EventRecord>(event),
        shown::<Need>(need),
        shown::<FeeRecord>(fee),
        shown::<ProcedureRef>(procedure),
        shown::<StatusRecord>(status),
        shown::<LookupRequest>(json!({"codes": ["H29.7-251125-0001"]})),
        shown::<Lookup>(json!({"code": "H29.7-251125-0001", "known": true, "completion": 40})),
        shown::<FollowRequest>(json!({"lookup_secret": "hush-1"})),
        shown::<RatingTokenRequest>(json!({"code": "H29.7-251125-0001"})),
        shown::<ReportRecord>(report.clone()),
        shown::<ReportUpdate>(update),
        shown::<Location>(location),
        shown::<ItemBody>(body.clone()),
        shown::<ItemBody>(action),
        shown::<ItemBody>(rating),
        shown::<ReportBody>(body),
        shown::<Change>(json!({"type": "dossier", "dossier": dossier})),
        shown::<Change>(json!({"type": "dossier_gone", "code": "H29.7-251125-0001"})),
        shown::<Change>(json!({"type": "report", "report": report})),
        shown::<Change>(json!({"type": "cursor", "cursor": "hush-1"})),
    ];
    for text in all {
        for word in PERSONAL {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    // What helps whoever reads a log is still there.
    assert!(
        shown::<ReportAction>(json!({"report": "r1", "action": "confirm", "at": at})).contains("confirm")
    );
    assert!(Timestamp::parse(at).is_some());
}
