mod anything;
mod cards;
#[cfg(not(feature = "pictures"))]
mod files_unread;
mod frames;
mod kinds;
mod links;
#[cfg(feature = "pictures")]
mod pictures;
mod signed;

use crate::*;
use citizen_domain::Timestamp;
use citizen_domain::identity_number::Sex;
use citizen_domain::keys::KeyUse;
use citizen_domain::message;
use citizen_domain::names::NameMatch;
use citizen_domain::pack::{Agency, AllowedHost};
use citizen_domain::wire::{SlipClaims, TYP_RECEIPT, TYP_SLIP};
use citizen_fixtures::{Camera, Grey, broken, qr};
use citizen_proof::{KeySet, SigningKey};
use proptest::prelude::*;

const CODE: &str = "000.00.12.H09-230110-0001";
const STATIC_QR: &str =
    "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F";
const DYNAMIC_QR: &str = "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6";
const CARD: &str =
    "052190001234||Nguyễn Thị Mẫu|01021990|Nữ|Thôn Mẫu, Xã Thử, Huyện Ví Dụ, Bình Định|10052021";

fn hosts() -> Vec<AllowedHost> {
    let host = |host: &str, params: &[&str]| AllowedHost {
        host: host.into(),
        code_params: params.iter().map(|p| (*p).into()).collect(),
    };
    vec![
        host("dichvucong.gov.vn", &["ma_ho_so"]),
        host("*.gialai.gov.vn", &["code", "mahoso"]),
    ]
}

fn read_with(text: &str, keys: Option<&KeySet>) -> Payload {
    let agencies = [Agency {
        id: "H21.12".into(),
        name: "Sở Mẫu".into(),
        spoken: "Sở Mẫu".into(),
        valid_from: None,
        valid_to: None,
        successor: None,
        centralised: None,
    }];
    let hosts = hosts();
    let context = ScanContext {
        province: Some("52"),
        keys,
        hosts: &hosts,
        agencies: &agencies,
    };
    classify(text.as_bytes(), &context).unwrap()
}

fn read(text: &str) -> Payload {
    read_with(text, None)
}

fn is(payload: &Payload) -> (Kind, Trust, &[Warning]) {
    (payload.kind, payload.trust, &payload.warnings)
}

#[test]
fn every_error_and_warning_has_a_text_in_both_languages() {
    for info in ScanError::ERRORS {
        assert!(message::knows(&format!("error.{}", info.code)), "{}", info.code);
    }
    for warning in Warning::ALL {
        assert!(message::knows(&warning.message_id()), "{}", warning.message_id());
        assert_eq!(serde_json::to_value(warning).unwrap(), warning.code());
    }
    for kind in [
        "dossier_slip",
        "dossier_code",
        "dossier_url",
        "id_card",
        "vietqr",
        "health_card",
        "claim_ticket",
        "url",
        "text",
    ] {
        assert!(message::knows(&format!("scan.kind.{kind}")), "{kind}");
    }
    for trust in ["signed", "checked", "hint", "untrusted"] {
        assert!(message::knows(&format!("scan.trust.{trust}")), "{trust}");
    }
}

fn claims(iss: &str) -> SlipClaims {
    SlipClaims {
        iss: iss.into(),
        code: "H21.12-260210-0007".into(),
        agency: "H21.12".into(),
        received_at: Timestamp::parse("2026-02-10T09:00:00+07:00").unwrap(),
        appointment_at: Timestamp::parse("2026-02-24T16:00:00+07:00"),
    }
}
