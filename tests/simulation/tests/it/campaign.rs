//! Seeds, one after the other, on every core.

use citizen_simulation::{Outcome, Run, Setting, Template};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

pub(crate) fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(Template::make)
}

/// Seeds of a run in CI; `cargo xtask simulate` takes as many as wanted.
const SEEDS: u64 = 1_000;

/// Every kind of trouble and of news, as runs count it when it has really happened.
const TROUBLE: [&str; 22] = [
    "rated",
    "dossier handed in",
    "dossier led on",
    "offline",
    "cut off",
    "request lost",
    "request doubled",
    "request cut",
    "reply lost",
    "reply cut",
    "restarted",
    "portal",
    "forged",
    "asked for patience",
    "access ended",
    "session revoked",
    "piece after the session's end",
    "killed",
    "power gone",
    "power gone in a write",
    "disk full",
    "clock wrong",
];

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

pub(crate) fn runs(
    seeds: impl Iterator<Item = u64>,
    setting: impl Fn(u64) -> Setting + Sync,
) -> Vec<Outcome> {
    let seeds: Vec<u64> = seeds.collect();
    let (next, done) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    let outcome = Run::of(template(), setting(*seed));
                    done.lock().unwrap().push(outcome);
                }
            });
        }
    });
    let mut outcomes = done.into_inner().unwrap();
    outcomes.sort_by_key(|outcome| outcome.seed);
    outcomes
}

#[test]
fn nothing_is_lost_doubled_or_falsely_called_sent_and_all_comes_to_an_end() {
    use std::io::Write as _;
    let (first, seeds) = (number("SIMULATE_SEED", 1), number("SIMULATE_SEEDS", SEEDS));
    let items = number("SIMULATE_ITEMS", 30) as usize;
    let tells = number("SIMULATE_TELL", 0) > 0;
    let begun = std::time::Instant::now();
    let outcomes = runs(first..first + seeds, |seed| Setting {
        tells,
        items,
        ..Setting::storm(seed)
    });
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (what, n) in outcomes.iter().flat_map(|outcome| &outcome.counts) {
        *counts.entry(what).or_default() += n;
    }
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{seeds} seeds from {first} in {:.1} s: {counts:?}",
        begun.elapsed().as_secs_f64()
    )
    .unwrap();
    // With so few seeds anything may be missing; a run in CI has to have met every kind of trouble.
    let never: Vec<&str> = TROUBLE
        .into_iter()
        .filter(|what| seeds >= SEEDS && !counts.contains_key(what))
        .collect();
    assert!(never.is_empty(), "never happened: {never:?}");
    let wrong: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| !outcome.wrong.is_empty())
        .collect();
    let shown = wrong.first().copied().or(outcomes.first());
    for line in shown.iter().flat_map(|outcome| &outcome.told) {
        writeln!(out, "{line}").unwrap();
    }
    let said: Vec<String> = wrong
        .iter()
        .map(|outcome| format!("seed {}: {:?}", outcome.seed, outcome.wrong))
        .collect();
    assert!(
        said.is_empty(),
        "{}\nAgain: cargo xtask simulate --seeds 1 --seed N",
        said.join("\n")
    );
}
