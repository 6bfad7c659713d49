//! The vault beside plain SQLite: `cargo bench -p citizen-store`.
//!
//! Both are the same SQLite with the same settings in one process. The sides take turns within each round, in another order each time, so that
//! whatever else the machine does meets all of them, and a second plain database shows how far two equal things differ here. Criterion sees
//! each side's part of those rounds; the table at the end is of the same rounds. With `SQLCIPHER_SIDE` naming the program of
//! `tests/bench-sqlcipher` (`cargo xtask bench --sqlcipher`), SQLCipher takes its turns too.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that prints a table and may fail loudly"
)]

mod opening;
mod sides;
mod sqlcipher;
mod table;
mod workload;

use criterion::{Criterion, SamplingMode};
use std::time::Duration;
use table::{Row, Table};
use workload::Work;

const ROWS: [Row; 6] = [
    Row {
        work: Work::Bulk,
        name: "bulk upsert of 10,000, one transaction",
        at_most: "1.10",
        samples: 10,
    },
    Row {
        work: Work::Cold,
        name: "cold open to the newest 50",
        at_most: "1.25",
        samples: 50,
    },
    Row {
        work: Work::Newest,
        name: "newest 50, warm",
        at_most: "1.05",
        samples: 50,
    },
    Row {
        work: Work::Point,
        name: "point read, 50 at random",
        at_most: "1.05",
        samples: 50,
    },
    Row {
        work: Work::Missed,
        name: "point read, 50 that mostly miss the cache",
        at_most: "(reported)",
        samples: 50,
    },
    // Samples of one round at least for each of three sides: more than 400 rounds.
    Row {
        work: Work::Insert,
        name: "durable insert of one",
        at_most: "1.05",
        samples: 300,
    },
];

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    let mut table = Table::new(sides::all(dir.path()));
    for row in &ROWS {
        let mut group = criterion.benchmark_group(row.name);
        group
            .sample_size(row.samples)
            .sampling_mode(SamplingMode::Flat)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1));
        for side in 0..table.sides() {
            let name = table.name(side);
            group.bench_function(name, |bencher| {
                bencher.iter_custom(|rounds| table.run(row, rounds, side));
            });
        }
        group.finish();
    }
    let whole = opening::bench(&mut criterion, dir.path());
    criterion.final_summary();
    println!("\n{table}");
    for (what, took) in [
        (
            "open of an existing vault with unsealing, all checks, and closing",
            whole.opened,
        ),
        ("a transaction of the store that writes nothing", whole.nothing),
    ] {
        if let Some(took) = took {
            println!("{what}: {:.0} µs", took.as_secs_f64() * 1e6);
        }
    }
}
