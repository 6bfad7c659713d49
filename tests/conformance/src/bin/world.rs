//! The world around a phone, for stories told in other languages: one JSON object a line in, one out.

use citizen_conformance::world::World;
use std::io::{BufRead as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut world = World::new();
    let mut out = std::io::stdout();
    writeln!(out, "{{\"ready\":true}}")?;
    for line in std::io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?) {
            Ok(request) => world.answer(&request),
            Err(error) => serde_json::json!({ "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}
