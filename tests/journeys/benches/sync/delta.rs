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
        let mut cost = None;
        let reply = world.line.keep(|| cost = Some(news(world, &client, round)));
        let (time, passed, report) = cost.unwrap();
        times.push(time);
        last = Some((passed, report, packed(&reply)));
        let start = Instant::now();
        client.block_on(client.sync()).unwrap();
        empty.push(start.elapsed());
    }
    let (passed, report, packed) = last.unwrap();
    let (time, empty) = (median(times), median(empty));
    println!(
        "{CHANGES} changes of {} dossiers: {time:?}; nothing changed: {empty:?} ({:.1} times less)",
        world.codes.len(),
        ratio(time, empty)
    );
    println!(
        "  {} changes, {} requests, {passed}",
        report.received, report.requests
    );
    println!(
        "  the changes alone {} B, compressed {} B; {} B of body {:.2} times that, {} B with the headers {:.2} times",
        packed.news,
        packed.alone,
        packed.body,
        packed.body as f64 / packed.alone as f64,
        passed.down,
        passed.down as f64 / packed.alone as f64
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

/// Bytes of a reply.
struct Packed {
    /// The changes alone, as text.
    news: usize,
    /// The same, compressed at once at zstd's usual level.
    alone: usize,
    /// The body that came.
    body: usize,
}

fn packed(reply: &[u8]) -> Packed {
    let begin = reply.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let body = pieces(&reply[begin..]);
    let text = zstd::decode_all(&*body).unwrap();
    let news: String = String::from_utf8(text)
        .unwrap()
        .lines()
        .filter(|line| line.contains("\"dossier_part\""))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(news.lines().count(), CHANGES);
    Packed {
        news: news.len(),
        alone: zstd::encode_all(news.as_bytes(), 0).unwrap().len(),
        body: body.len(),
    }
}

/// What `Transfer-Encoding: chunked` carries (RFC 9112 §7.1).
fn pieces(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let line = body.windows(2).position(|two| two == b"\r\n").unwrap();
        let size = std::str::from_utf8(&body[..line]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[line + 2..line + 2 + size]);
        body = &body[line + 2 + size + 2..];
    }
}
