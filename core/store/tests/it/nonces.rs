//! No two pieces that one key seals share a nonce (`FORMAT.md` §4).

use crate::workload::{Device, Done, STEPS};
use citizen_testkit::{Fault, SeededRandom};
use std::collections::HashMap;

const PAGE: usize = 4096;
const HEADER: usize = 4 * PAGE;
const LOG_HEADER: usize = 64;
const FRAME: usize = 4160;

/// Where the nonces are in what was written at `at` of this file, as `FORMAT.md` §3 and §5 have it: none where only zeros were written.
fn nonces(name: &str, at: usize, bytes: &[u8]) -> Vec<[u8; 12]> {
    let end = at + bytes.len();
    let starts: Vec<usize> = if name.ends_with("-wal") {
        let frames = (0..)
            .map(|n| LOG_HEADER + n * FRAME)
            .take_while(|start| *start < end);
        std::iter::once(0).chain(frames).collect()
    } else if name.contains("-pages") {
        vec![0]
    } else {
        // The key check's, the records', and those at the end of each page.
        let pages = (0..)
            .map(|n| HEADER + n * PAGE + PAGE - 16)
            .take_while(|start| *start < end);
        [48, PAGE, 2 * PAGE, 3 * PAGE].into_iter().chain(pages).collect()
    };
    starts
        .into_iter()
        .filter(|start| (at..end).contains(start))
        .filter_map(|start| bytes[start - at..].first_chunk().copied())
        .filter(|nonce| nonce != &[0; 12])
        .collect()
}

/// Whatever the work meets: each sealing has a nonce of its own under its key, also those that a power cut or an error undid.
#[test]
fn no_nonce_is_used_twice_under_a_key() {
    let dir = tempfile::tempdir().unwrap();
    let mut sealed = 0;
    for seed in 1..=40 {
        let device = Device::new(dir.path(), seed);
        device.disk.watch();
        let mut done = Done::default();
        // The power goes twice, an error and a full disk come between.
        for fault in [
            Fault::PowerLoss(60 + seed * 7),
            Fault::Error(30 + seed * 5),
            Fault::Full(20 + seed * 3),
            Fault::PowerLoss(90 + seed * 11),
        ] {
            device.disk.set_fault(Some(fault));
            device.work(&mut done);
            device.disk.restart(&SeededRandom::new(seed));
        }
        device.work(&mut done);
        assert_eq!(done.steps, STEPS, "seed {seed}");
        let mut seen = HashMap::new();
        let mut kinds = [0; 3];
        for (path, at, bytes) in device.disk.seen() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.starts_with("vault-"), "{name}");
            let kind = usize::from(name.ends_with("-wal")) + 2 * usize::from(name.contains("-pages"));
            // The epoch is the key's number.
            let epoch = name.split_once(".db").unwrap().0.to_owned();
            for nonce in nonces(&name, at, &bytes) {
                kinds[kind] += 1;
                sealed += 1;
                if let Some((other, there, before)) =
                    seen.insert((epoch.clone(), nonce), (name.clone(), at, bytes.clone()))
                {
                    panic!(
                        "seed {seed}: {name} at {at} and {other} at {there} (the same bytes: {})",
                        before == bytes
                    );
                }
            }
        }
        assert!(kinds.iter().all(|count| *count > 5), "{kinds:?}");
    }
    assert!(sealed > 10_000, "{sealed}");
}
