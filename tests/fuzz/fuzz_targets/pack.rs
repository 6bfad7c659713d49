//! A pack as anybody may send it, and whatever a person may type into the search box.
#![no_main]

use citizen_domain::Timestamp;
use citizen_pack::search::Index;
use citizen_pack::{Trust, VerifiedPack, verify};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static PACK: &[u8] = include_bytes!("../../../core/pack/assets/52.json");

fn held() -> &'static (VerifiedPack, Index) {
    static HELD: OnceLock<(VerifiedPack, Index)> = OnceLock::new();
    HELD.get_or_init(|| {
        let pack = verify(PACK, &Trust::builtin(), None, now()).unwrap();
        // One name of forty: with all, instrumented, building this alone takes half a minute, and a brief run would do nothing else.
        let mut content = pack.content().as_ref().clone();
        thin(&mut content.units);
        thin(&mut content.old_units);
        let index = Index::build(&content, now().date());
        (pack, index)
    })
}

fn thin<T>(all: &mut Vec<T>) {
    let mut at = 0;
    all.retain(|_| {
        at += 1;
        at % 40 == 0
    });
}

fn now() -> Timestamp {
    Timestamp::parse("2026-03-02T10:00:00+07:00").unwrap()
}

fuzz_target!(|input: &[u8]| {
    let (pack, index) = held();
    // Nobody in here has a key, so nothing but the pack itself may ever be taken.
    for held in [None, Some(pack)] {
        if let Ok(taken) = verify(input, &Trust::default().loopback(true), held, now()) {
            assert_eq!(taken.manifest(), pack.manifest());
        }
    }
    if let Ok(query) = std::str::from_utf8(input) {
        assert!(index.search(query, None, 10).len() <= 10);
    }
});
