//! Each promise broken on purpose: the simulation must notice, or it proves nothing.

use crate::campaign::runs;
use citizen_simulation::{Doctored, Setting};

/// So many seeds are tried for each; most of them notice.
const SEEDS: u64 = 4;

#[test]
fn a_promise_that_is_broken_on_purpose_is_noticed() {
    for (doctored, promise) in [
        (Doctored::NoDedupe, "duplicated"),
        (Doctored::NoProbe, "sent again unasked"),
        (Doctored::ReceiptsBelieved, "false accepted"),
        (Doctored::CursorOutside, "stale"),
    ] {
        let outcomes = runs(1..=SEEDS, |seed| Setting {
            doctored,
            ..Setting::storm(seed)
        });
        let named: Vec<&str> = outcomes
            .iter()
            .flat_map(|outcome| outcome.wrong.iter().map(|wrong| wrong.name()))
            .collect();
        assert!(named.contains(&promise), "{doctored:?}: {named:?}");
    }
}
