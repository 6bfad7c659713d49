//! What `-v` adds on stderr: folders and files that are opened, requests and their times. Nothing of what is in them.

use crate::out::Out;
use citizen_client::Client;
use citizen_client::net::meter::Meter;
use citizen_client::net::watch::Step;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

struct Verbose {
    out: Out,
    begun: Instant,
    meters: Mutex<Vec<Arc<Meter>>>,
}

/// Set once, by [`begin`]; without it everything here is silent.
static VERBOSE: OnceLock<Verbose> = OnceLock::new();

/// Begins to tell.
pub(crate) fn begin(out: Out) {
    let _ = VERBOSE.set(Verbose {
        out,
        begun: Instant::now(),
        meters: Mutex::default(),
    });
}

/// Whether it was begun.
pub(crate) fn asked() -> bool {
    VERBOSE.get().is_some()
}

/// Tells of a folder or file; `id` is the sentence.
pub(crate) fn path(id: &str, path: &Path) {
    if let Some(verbose) = VERBOSE.get() {
        let line = verbose.out.say(id, &[("path", &path.display().to_string())]);
        verbose.out.note(&line);
    }
}

/// Tells of every request of `client`.
pub(crate) fn watch(client: &Client) {
    if let Some(verbose) = VERBOSE.get() {
        verbose
            .meters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(client.meter());
        client.watch(Box::new(|step| tell(&verbose.out, step)));
    }
}

fn tell(out: &Out, step: &Step) {
    let status = match step.answer {
        Ok(status) => status.to_string(),
        Err(code) => out.say("cli.verbose.no_answer", &[("code", code)]),
    };
    out.note(&out.say(
        "cli.verbose.request",
        &[
            ("method", step.method),
            ("where", &step.place),
            ("status", &status),
            ("up", &step.bytes_up.to_string()),
            ("ms", &step.took.as_millis().to_string()),
        ],
    ));
}

/// Tells the sum, at the end.
pub(crate) fn total() {
    let Some(verbose) = VERBOSE.get() else {
        return;
    };
    let meters = verbose.meters.lock().unwrap_or_else(PoisonError::into_inner);
    let sum = |of: fn(citizen_client::net::meter::Reading) -> u64| {
        meters
            .iter()
            .map(|meter| of(meter.read()))
            .sum::<u64>()
            .to_string()
    };
    let line = verbose.out.say(
        "cli.verbose.total",
        &[
            ("requests", &sum(|r| r.requests)),
            ("up", &sum(|r| r.bytes_up)),
            ("down", &sum(|r| r.bytes_down)),
            ("ms", &verbose.begun.elapsed().as_millis().to_string()),
        ],
    );
    verbose.out.note(&line);
}
