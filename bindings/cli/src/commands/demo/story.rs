//! The frame of the demonstration: steps that are checked, not just printed.

use crate::app::App;
use crate::error::CliError;
use crate::out::Failure;
use serde::Serialize;
use std::time::Instant;

/// One step as it went.
#[derive(Debug, Serialize)]
pub(super) struct StepView {
    pub(super) name: &'static str,
    pub(super) ok: bool,
    pub(super) detail: String,
    pub(super) ms: u64,
}

/// Why a step is untrue: what was expected, in a few English words for whoever mends it.
#[derive(Debug)]
pub(super) struct Untrue(pub(super) String);

impl<E: std::error::Error> From<E> for Untrue {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

pub(super) type Told = Result<String, Untrue>;

/// Fails the step unless `fact` holds.
pub(super) fn check(fact: bool, what: &str) -> Result<(), Untrue> {
    if fact {
        Ok(())
    } else {
        Err(Untrue(what.to_owned()))
    }
}

/// The steps so far.
pub(super) struct Story<'a> {
    app: &'a App,
    total: usize,
    pub(super) steps: Vec<StepView>,
}

impl<'a> Story<'a> {
    pub(super) fn new(app: &'a App, total: usize) -> Self {
        Self {
            app,
            total,
            steps: Vec::new(),
        }
    }

    /// Tells one step. An untrue one ends the story.
    pub(super) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Told) -> Result<(), Failure> {
        let start = Instant::now();
        let told = work();
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let title = self.app.say(&format!("cli.demo.step.{name}"), &[]);
        let count = format!("{}/{}", self.steps.len() + 1, self.total);
        let (ok, detail) = match told {
            Ok(detail) => (true, detail),
            Err(Untrue(what)) => (false, what),
        };
        self.app.out.note(&format!(
            "{} {count} {title} ({ms} ms)",
            if ok { "✓" } else { "✗" }
        ));
        for line in detail.lines() {
            self.app.out.note(&format!("      {line}"));
        }
        self.steps.push(StepView { name, ok, detail, ms });
        if ok {
            Ok(())
        } else {
            Err(Failure::of(&CliError::DemoUntrue).with("step", title))
        }
    }
}
