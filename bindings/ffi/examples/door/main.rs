//! The calls of a phone without a phone's language: how long they take in Rust, for the benchmarks of the shells, which ask for them in the
//! same run (`cargo xtask bench --android`).
//!
//! `door WORLD [COUNT]`: WORLD is the program `citizen-world`. It signs a resident in, follows COUNT dossiers (100), writes `ready` and then
//! answers each line of its input (`text 50`, `page 50`, `session 50`, `found 50`, `empty 50`, `event 50`) with so many times in nanoseconds on one line.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program for measuring may fail loudly"
)]

mod phone;
mod world;

use citizen_ffi::{Citizen, FollowRequest, Language, Preferences, ProvinceRequest, Topic};
use phone::Times;
use std::io::BufRead as _;
use std::sync::Arc;
use std::time::Instant;
use world::World;

fn main() {
    let mut args = std::env::args().skip(1);
    let mut world = World::start(&args.next().expect("the world's program"));
    let count: u32 = args.next().map_or(100, |count| count.parse().unwrap());
    let home = tempfile::tempdir().unwrap();
    let citizen = phone::open(home.path(), &world.texts("packs"));
    settle(&citizen, &mut world, count);
    let frame = world.frame();
    println!("ready");
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (what, times) = line.split_once(' ').expect("what and how often");
        let times: usize = times.parse().unwrap();
        let taken: Vec<u64> = match what {
            "page" => timed(times, || {
                assert_eq!(
                    citizen.dossiers().page(0, 100).unwrap().cards.len(),
                    count.min(100) as usize
                );
            }),
            "text" => timed(times, || {
                assert_eq!(citizen.scanner().text("xin chào").unwrap().found.len(), 1);
            }),
            "session" => timed(times, || {
                assert!(citizen.identity().session().unwrap().name.is_some());
            }),
            "found" => timed(times, || assert_eq!(frame.read(&citizen), 1)),
            "empty" => {
                let empty = frame.emptied();
                timed(times, || assert_eq!(empty.read(&citizen), 0))
            }
            "event" => events(&citizen, times),
            other => panic!("nobody measures {other}"),
        };
        println!(
            "{}",
            taken.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
        );
    }
    citizen.shutdown().unwrap();
}

/// A resident who follows so many dossiers.
fn settle(citizen: &Citizen, world: &mut World, count: u32) {
    let province = ProvinceRequest {
        base_url: world.text("base_url"),
        accept_key: None,
        root: None,
    };
    phone::wait(citizen.choose_province(province)).unwrap();
    let identity = citizen.identity();
    let start = phone::wait(identity.begin_sign_in("http://127.0.0.1:7/callback".to_owned())).unwrap();
    phone::wait(identity.finish_sign_in(world.browse(&start.url))).unwrap();
    for code in world.many(count) {
        phone::wait(
            citizen
                .dossiers()
                .follow(FollowRequest::Typed { code, secret: None }),
        )
        .unwrap();
    }
}

fn timed(times: usize, mut work: impl FnMut()) -> Vec<u64> {
    (0..times)
        .map(|_| {
            let began = Instant::now();
            work();
            nanos(began.elapsed())
        })
        .collect()
}

/// So many watch the same, and all are told of one change, one after the other by the one thread that tells: the time from one to the next.
fn events(citizen: &Citizen, times: usize) -> Vec<u64> {
    let told = Arc::new(Times::default());
    let watching: Vec<_> = (0..=times)
        .map(|_| citizen.subscribe(Topic::Session, Arc::clone(&told) as _).unwrap())
        .collect();
    told.wait(times + 1);
    told.clear();
    let now = citizen.preferences().unwrap();
    let language = match now.language {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    };
    citizen.set_preferences(Preferences { language, ..now }).unwrap();
    let moments = told.wait(times + 1);
    for one in watching {
        one.cancel();
    }
    moments.windows(2).map(|two| nanos(two[1] - two[0])).collect()
}

fn nanos(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap()
}
