//! Texts that waited, sent in one sync, beside one connection for each.

use crate::phones::{Copy, World};
use citizen_client::{Client, ReportRequest};
use citizen_journeys::Phone;
use std::time::{Duration, Instant};

/// How many wait: what one costs must not grow with them.
const QUEUED: [u32; 3] = [250, 1_000, 2_000];
/// Enough to know what one costs.
const SINGLY: u32 = 50;

pub(crate) fn run(world: &World, template: &Phone) {
    let phone = Copy::of(template);
    let client = phone.open();
    client.block_on(client.sync()).unwrap();
    let mut filed = 0;
    let mut together = Duration::ZERO;
    for queued in QUEUED {
        for _ in 0..queued {
            file(&client, filed);
            filed += 1;
        }
        world.line.take();
        let start = Instant::now();
        let report = client.block_on(client.sync()).unwrap();
        let each = start.elapsed() / queued;
        assert_eq!(report.sent, queued, "{report:?}");
        println!("{queued} texts that waited: {each:?} each, {}", world.line.take());
        together = together.max(each);
    }
    client.shutdown().unwrap();

    let mut singly = Duration::ZERO;
    for n in 0..SINGLY {
        let client = phone.open();
        file(&client, filed + n);
        let start = Instant::now();
        assert_eq!(client.block_on(client.sync()).unwrap().sent, 1);
        singly += start.elapsed();
        client.shutdown().unwrap();
    }
    let each = world.line.take();
    let singly = singly / SINGLY;
    println!(
        "  {SINGLY} texts, a sync and a connection each: {singly:?} each, {:.1} times the slowest of those, {each}",
        crate::ratio(singly, together)
    );
}

fn file(client: &Client, n: u32) {
    let request = ReportRequest {
        category: "giao_thong".into(),
        text: format!("Ổ gà lớn trước số nhà {n}, đường Thử Nghiệm, xe máy dễ ngã khi trời mưa."),
        ..ReportRequest::default()
    };
    client.file_report(&request).unwrap();
}
