//! A first sync of everything, beside the plain insert of the same rows.

use crate::phones::{Copy, World};
use crate::plain::Plain;
use crate::{median, ratio};
use citizen_journeys::Phone;
use std::time::Instant;

const ROUNDS: usize = 9;

pub(crate) fn run(world: &World, template: &Phone) {
    let first = Copy::of(template);
    let client = first.open();
    client.block_on(client.sync()).unwrap();
    client.shutdown().unwrap();
    let rows = Plain::rows_of(&first.home());
    println!(
        "a pull of {} dossiers, {:.2} MB as they are kept",
        rows.len(),
        rows.bytes() as f64 / 1e6
    );
    let (mut plain, mut plain_again, mut pull) = (Vec::new(), Vec::new(), Vec::new());
    let mut passed = None;
    for _ in 0..ROUNDS {
        let dir = tempfile::tempdir().unwrap();
        plain.push(rows.insert(dir.path()));
        let phone = Copy::of(template);
        let client = phone.open();
        world.line.take();
        let start = Instant::now();
        let report = client.block_on(client.sync()).unwrap();
        pull.push(start.elapsed());
        passed = Some((world.line.take(), report.requests, report.received));
        assert!(report.outcome.is_none(), "{report:?}");
        client.shutdown().unwrap();
        let dir = tempfile::tempdir().unwrap();
        plain_again.push(rows.insert(dir.path()));
    }
    let (plain, again, pull) = (median(plain), median(plain_again), median(pull));
    println!(
        "  plain insert {plain:?}, again {again:?} ({:.3} times)",
        ratio(again, plain)
    );
    println!("  sync {pull:?}: {:.2} times", ratio(pull, plain));
    if let Some((passed, requests, received)) = passed {
        println!("  {received} changes, {requests} requests, {passed}");
    }
}
