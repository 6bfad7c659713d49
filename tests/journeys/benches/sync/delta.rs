//! What changed since: bytes on the line beside the bytes of the news alone, compressed.

use crate::line::Passed;
use crate::phones::{Copy, World};
use crate::{median, ratio};
use citizen_client::{Client, SyncReport};
use citizen_journeys::Phone;
use std::time::{Duration, Instant};

pub(crate) const CHANGES: usize = 100;
const ROUNDS: usize = 5;

pub(crate) fn run(world: &World, template: &Phone) {
    let phone = Copy::of(template);
    let client = phone.open();
    client.block_on(client.sync()).unwrap();
    let (mut times, mut empty) = (Vec::new(), Vec::new());
    let mut last = None;
    for round in 0..ROUNDS {
        let (time, passed, report) = news(world, &client, round);
        times.push(time);
        last = Some((passed, report));
        let start = Instant::now();
        client.block_on(client.sync()).unwrap();
        empty.push(start.elapsed());
    }
    let (passed, report) = last.unwrap();
    let (time, empty) = (median(times), median(empty));
    println!(
        "{CHANGES} changes of {} dossiers: {time:?}; nothing changed: {empty:?} ({:.1} times less)",
        world.codes.len(),
        ratio(time, empty)
    );
    println!(
        "  {} changes, {} requests, {} B of news uncompressed, {passed}",
        report.received, report.requests, report.bytes_down
    );
    client.shutdown().unwrap();
}

/// The sync that brings what officials did to the dossiers of this round.
pub(crate) fn news(world: &World, client: &Client, round: usize) -> (Duration, Passed, SyncReport) {
    let from = round * CHANGES;
    for code in &world.codes[from..from + CHANGES] {
        world.town.advance(code, 4, "Chuyển phòng chuyên môn xem xét.");
    }
    world.line.take();
    let start = Instant::now();
    let report = client.block_on(client.sync()).unwrap();
    (start.elapsed(), world.line.take(), report)
}
