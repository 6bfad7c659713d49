use crate::now;
use citizen_domain::wire::{Change, ErrorReply, ReportBody};
use citizen_incident::StoredReport;

/// See `fuzz_targets/feed.rs`.
pub fn feed(input: &[u8]) {
    let _ = serde_json::from_slice::<ErrorReply>(input).is_ok();
    let Ok(change) = serde_json::from_slice::<Change>(input) else {
        return;
    };
    let written = serde_json::to_vec(&change).unwrap();
    assert_eq!(serde_json::from_slice::<Change>(&written).unwrap(), change);
    if let Change::Report { report } = change {
        let body: ReportBody = serde_json::from_str(
            r#"{"category":"khac","severity":2,"text":"x","captured_at":"2026-02-12T10:00:00+07:00","visibility":"public"}"#,
        )
        .unwrap();
        let mut stored = StoredReport::new(report.id.clone(), body, vec![], now());
        stored.apply(&report).unwrap();
        assert_eq!(stored.apply(&report), Ok(false), "the same again changes nothing");
    }
}
