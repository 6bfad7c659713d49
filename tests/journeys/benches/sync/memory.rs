//! The most memory that a first sync of everything takes, beside that of the same program with nothing to fetch.

use crate::phones::{Copy, World};
use citizen_journeys::{Phone, program};
use std::process::Child;

pub(crate) fn run(world: &World, template: &Phone) {
    let phone = Copy::of(template);
    let first = peak(&phone);
    let idle = peak(&phone);
    println!(
        "memory of `citizen sync` with {} dossiers: at most {first} kB, {idle} kB with nothing to fetch: {:.1} MB more",
        world.codes.len(),
        (first.saturating_sub(idle)) as f64 / 1e3
    );
}

/// Kilobytes, as the system counts them while the program runs.
fn peak(phone: &Copy) -> u64 {
    let mut child = program::citizen(&phone.home()).arg("sync").spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(high_water(&child));
    }
    most
}

fn high_water(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
    number.unwrap_or(0)
}
