use crate::held::held;
use citizen_proof::KeySet;
use citizen_scan::{IdCard, MAX_PAYLOAD, ScanContext, ScanError, Trust};

/// See `fuzz_targets/classify.rs`.
pub fn classify(input: &[u8]) {
    let content = held().content();
    let keys = KeySet::new(content.keys.clone()).unwrap();
    let context = ScanContext {
        province: Some("52"),
        keys: Some(&keys),
        hosts: &content.hosts,
        agencies: &content.agencies,
    };
    match citizen_scan::classify(input, &context) {
        // Nobody in here has the province's key.
        Ok(payload) => assert_ne!(payload.trust, Trust::Signed),
        Err(error) => {
            assert_eq!(error, ScanError::PayloadTooLong);
            assert!(input.len() > MAX_PAYLOAD / 4);
        }
    }
}

/// See `fuzz_targets/id_card.rs`.
pub fn id_card(input: &[u8]) {
    let Ok(input) = std::str::from_utf8(input) else {
        return;
    };
    if let Ok(card) = IdCard::parse(input) {
        assert_eq!(card.number().birth_year(), card.born().year());
        assert_eq!(card.last_four().len(), 4);
        assert_eq!(format!("{card:?}"), "IdCard(…)");
    }
}
