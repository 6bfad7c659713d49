//! A seed is a run: the same one, to the last event.

use crate::campaign::template;
use citizen_simulation::{Run, Setting};

#[test]
fn the_same_seed_is_the_same_run_and_another_seed_is_another() {
    let run = |seed| {
        Run::of(
            template(),
            Setting {
                items: 12,
                tells: true,
                ..Setting::storm(seed)
            },
        )
    };
    for seed in [7, 8, 9] {
        let (first, second) = (run(seed), run(seed));
        let differs = first.told.iter().zip(&second.told).find(|(a, b)| a != b);
        assert_eq!(differs, None, "seed {seed}");
        assert_eq!(first, second, "seed {seed}");
        assert!(first.told.len() > 100);
    }
    assert_ne!(run(7).trace, run(8).trace);
}
