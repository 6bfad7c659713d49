//! What a call through the door costs in Rust; see `citizen_conformance::side`. `side WORLD`: WORLD is the program `citizen-world`.
#![expect(clippy::expect_used, reason = "a program for the benchmark may fail loudly")]

use citizen_conformance::side::Side;
use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let world = std::env::args_os().nth(1).expect("the world's program");
    let mut side = Side::new(&PathBuf::from(world));
    let mut out = std::io::stdout();
    writeln!(out, "ready")?;
    out.flush()?;
    for line in std::io::stdin().lock().lines() {
        writeln!(out, "{}", side.answer(&line?))?;
        out.flush()?;
    }
    Ok(())
}
