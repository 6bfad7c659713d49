//! Each promise broken on purpose: the simulation must notice, or it proves nothing.

use crate::campaign::runs;
use citizen_simulation::{Doctored, Setting};

/// At most so many seeds are tried for each, so many at once; most need the first few.
const SEEDS: u64 = 40;
const AT_ONCE: u64 = 4;

#[test]
fn a_promise_that_is_broken_on_purpose_is_noticed() {
    for (doctored, promise) in [
        (Doctored::NoDedupe, "duplicated"),
        (Doctored::NoProbe, "sent again unasked"),
        (Doctored::ReceiptsBelieved, "false accepted"),
        (Doctored::CursorOutside, "stale"),
        (Doctored::RatingsAgain, "duplicated"),
        (Doctored::NewsLeftOut, "stale"),
    ] {
        let mut named = Vec::new();
        for first in (1..=SEEDS).step_by(usize::try_from(AT_ONCE).unwrap()) {
            let outcomes = runs(first..=first + AT_ONCE - 1, |seed| Setting {
                doctored,
                ..Setting::storm(seed)
            });
            named.extend(
                outcomes
                    .iter()
                    .flat_map(|o| o.wrong.iter().map(|wrong| wrong.name())),
            );
            if named.contains(&promise) {
                break;
            }
        }
        assert!(named.contains(&promise), "{doctored:?}: {named:?}");
    }
}
