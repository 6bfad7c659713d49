//! `cargo xtask bench citizen-journeys`: what a sync costs, over real sockets against a reference province on loopback. Sides that are
//! compared run in turns in one process, and the ratio of their medians is printed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark says what it measured, and may fail loudly"
)]

mod canned;
mod delta;
mod line;
mod link;
mod memory;
mod peers;
mod phones;
mod plain;
mod pull;
mod queue;

use std::time::Duration;

fn main() {
    // `-- queue` measures the texts alone, without waiting for the dossiers.
    let only_queue = std::env::args().any(|arg| arg == "queue");
    // `-- pull` measures the first sync alone.
    let only_pull = std::env::args().any(|arg| arg == "pull");
    // `-- link` measures over an emulated line, and nothing else.
    if std::env::args().any(|arg| arg == "link") {
        return link::run();
    }
    // `-- peers` measures beside what others wrote, and nothing else.
    let peers = std::env::args().any(|arg| arg == "peers").then(peers::folder);
    let world = phones::World::new(if only_queue { 0 } else { 10_000 });
    let template = world.signed_in();
    if only_queue {
        return queue::run(&world, &template);
    }
    if let Some(folder) = peers {
        return peers::run(&folder, &world, &template);
    }
    pull::run(&world, &template);
    if only_pull {
        return;
    }
    memory::run(&world, &template);
    delta::run(&world, &template);
    queue::run(&world, &template);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ratio(of: Duration, to: Duration) -> f64 {
    of.as_secs_f64() / to.as_secs_f64()
}
