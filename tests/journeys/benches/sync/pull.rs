//! A first sync of everything, beside the plain insert of the same rows: from the reference province, from one that has the lines ready
//! and packs them, and from one that has the packed answer ready.

use crate::canned::Canned;
use crate::line::Passed;
use crate::phones::{Copy, World};
use crate::plain::Plain;
use crate::{median, ratio};
use citizen_client::SyncReport;
use citizen_journeys::Phone;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;

/// What a first sync of everything brought: provinces that have the same answer ready, and the rows that were kept of it.
pub(crate) struct First {
    ready: Canned,
    packing: Canned,
    pub(crate) rows: Plain,
}

impl First {
    pub(crate) fn of(world: &World, template: &Phone) -> Self {
        let first = Copy::of(template);
        let answer = world.line.keep(|| {
            let client = first.open();
            client.block_on(client.sync()).unwrap();
            client.shutdown().unwrap();
        });
        Self {
            packing: Canned::packing(&answer),
            ready: Canned::ready(answer),
            rows: Plain::rows_of(&first.home()),
        }
    }

    /// The sync of another phone, the answer being ready.
    pub(crate) fn ready(&self, world: &World, template: &Phone) -> (Duration, Passed, SyncReport) {
        self.from(&self.ready, world, template)
    }

    /// The sync of another phone, the lines being ready and packed for it.
    pub(crate) fn packed(&self, world: &World, template: &Phone) -> (Duration, Passed, SyncReport) {
        self.from(&self.packing, world, template)
    }

    fn from(&self, canned: &Canned, world: &World, template: &Phone) -> (Duration, Passed, SyncReport) {
        world.line.lead_to(canned.addr);
        let pulled = pull(world, template, self.rows.len());
        world.line.lead_to(world.town.addr());
        pulled
    }

    /// The sync of another phone, from the reference province.
    pub(crate) fn whole(&self, world: &World, template: &Phone) -> (Duration, Passed, SyncReport) {
        pull(world, template, self.rows.len())
    }
}

pub(crate) fn run(world: &World, template: &Phone) {
    let first = First::of(world, template);
    let rows = &first.rows;
    println!(
        "a pull of {} dossiers, {:.2} MB as they are kept",
        rows.len(),
        rows.bytes() as f64 / 1e6
    );
    let (mut plain, mut plain_again) = (Vec::new(), Vec::new());
    let (mut ready, mut packed, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..ROUNDS {
        plain.push(insert(rows));
        ready.push(first.ready(world, template).0);
        packed.push(first.packed(world, template).0);
        let (time, passed, report) = first.whole(world, template);
        whole.push(time);
        last = Some((passed, report));
        plain_again.push(insert(rows));
    }
    let plain = median(plain);
    let of = |times| {
        let time = median(times);
        format!("{time:?}: {:.2} times", ratio(time, plain))
    };
    println!("  plain insert {plain:?}, again {}", of(plain_again));
    println!("  sync, the answer being ready {}", of(ready));
    println!(
        "  sync, its lines being ready, packed for each who asks {}",
        of(packed)
    );
    println!(
        "  sync, from the reference province on the same cores {}",
        of(whole)
    );
    if let Some((passed, report)) = last {
        println!(
            "  {} changes, {} requests, {passed}",
            report.received, report.requests
        );
    }
}

fn insert(rows: &Plain) -> Duration {
    let dir = tempfile::tempdir().unwrap();
    rows.insert(dir.path())
}

/// One sync of a phone that has nothing yet.
fn pull(world: &World, template: &Phone, rows: usize) -> (Duration, Passed, SyncReport) {
    let phone = Copy::of(template);
    let client = phone.open();
    world.line.take();
    let start = Instant::now();
    let report = client.block_on(client.sync()).unwrap();
    let time = start.elapsed();
    assert!(report.outcome.is_none(), "{report:?}");
    assert_eq!(
        (report.received as usize, report.requests),
        (rows, 1),
        "{report:?}"
    );
    client.shutdown().unwrap();
    (time, world.line.take(), report)
}
