//! `cargo xtask size`: the library as it goes into the apps, in the profile `mobile`. How large it is and of what, held against the
//! ledger in the repository; and what may not be in it. It is built for this machine, as a stand-in for the phones, whose linkers it
//! has not.

mod build;
mod ledger;
mod library;
mod map;
mod symbol;

pub(crate) use build::{as_for_phones, with_rival};

use crate::command::root;
use crate::tally::{PartResult, Report, Tally};
use build::{Built, Kind};
use ledger::Ledger;
use std::path::PathBuf;

const USAGE: &str = "usage: cargo xtask size [--accept \"why\"]";

/// `cargo xtask size [--accept "why"]`.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    match args {
        [] => run(None),
        ["--accept", why] if !why.trim().is_empty() && !why.contains(['|', '\n']) => run(Some(why.trim())),
        _ => Err(USAGE.to_owned()),
    }
}

fn run(accept: Option<&str>) -> PartResult {
    if !cfg!(target_os = "linux") {
        return Ok(Report::elsewhere(
            "the library is weighed on Linux only: sizes elsewhere cannot be compared",
        ));
    }
    // Before the one that the apps get: that one is what stays.
    let without = match accept {
        Some(_) => Some(weight(&build::build(Kind::WithoutPictures)?)?),
        None => None,
    };
    let built = build::build(Kind::Whole)?;
    let mut report = Report::default();
    for (what, faults) in library::check(&built.library, &build::traces()?)? {
        println!(
            "{what}: {}",
            if faults.is_empty() {
                "as it should be"
            } else {
                "WRONG"
            }
        );
        report += Report::of_faults(faults);
    }

    let bytes = weight(&built)?;
    let map = std::fs::read(&built.map).map_err(|e| format!("{}: {e}", built.map.display()))?;
    let shares = map::shares(&String::from_utf8_lossy(&map), bytes)?;
    for share in shares.iter().take(30) {
        println!("{:>10}  {}", ledger::spaced(share.bytes), share.name);
    }
    println!("{:>10}  in all", ledger::spaced(bytes));
    if let Some(without) = without {
        println!("{:>10}  without pictures", ledger::spaced(without));
    }

    let path = page();
    let mut ledger = Ledger::read(&std::fs::read_to_string(&path).unwrap_or_default())?;
    if let Some(why) = accept {
        ledger.add(&ledger::today()?, bytes, without, why);
        std::fs::write(&path, ledger.write(&shares)).map_err(|e| format!("{}: {e}", path.display()))?;
        report.notes.push(format!("written to {}", path.display()));
        report.tally += Tally::PASSED;
    } else {
        report += Report::of_faults(ledger.held_against(bytes).err().into_iter().collect());
    }
    Ok(report)
}

fn weight(built: &Built) -> Result<u64, String> {
    std::fs::metadata(&built.library)
        .map(|about| about.len())
        .map_err(|e| format!("{}: {e}", built.library.display()))
}

fn page() -> PathBuf {
    root().join("bindings/ffi/SIZE.md")
}
