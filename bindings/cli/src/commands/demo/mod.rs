//! `citizen demo`: a resident's whole story over real sockets, each step checked by the program.

mod cast;
mod phone;
mod steps;
mod story;

pub(crate) use phone::run as phone;

use crate::app::App;
use crate::args::Demo;
use crate::out::{Ending, Failure};
use cast::Cast;
use citizen_domain::text::human;
use serde::Serialize;
use std::time::Instant;
use story::{StepView, Story};

/// How many steps the story has.
const STEPS: usize = 12;

#[derive(Serialize)]
struct Summary {
    ok: bool,
    steps: Vec<StepView>,
    requests: u64,
    bytes_up: u64,
    bytes_down: u64,
    ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_in: Option<std::path::PathBuf>,
}

/// Tells the story. Ends with exit 1 when any step is untrue.
pub(crate) fn run(app: &App, args: &Demo) -> Result<Ending, Failure> {
    crate::out::mark_sample();
    let start = Instant::now();
    let mut story = Story::new(app, STEPS);
    let mut cast = Cast::new(app, args.keep.as_deref())?;
    let told = steps::tell(&mut story, &mut cast);
    let traffic = cast.traffic();
    let summary = Summary {
        ok: told.is_ok(),
        steps: std::mem::take(&mut story.steps),
        requests: traffic.requests,
        bytes_up: traffic.bytes_up,
        bytes_down: traffic.bytes_down,
        ms: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
        kept_in: args.keep.clone(),
    };
    cast.leave();
    app.out.object(&summary, |summary| {
        let args = [
            ("steps", summary.steps.len().to_string()),
            ("requests", summary.requests.to_string()),
            ("up", summary.bytes_up.to_string()),
            ("down", summary.bytes_down.to_string()),
            (
                "seconds",
                human::decimal(app.lang, i64::try_from(summary.ms / 100).unwrap_or(i64::MAX), 1),
            ),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        vec![app.say("cli.demo.summary", &args)]
    });
    match told {
        Ok(()) => Ok(Ending::Done),
        // With `--json` the summary is the one object; its `ok` says it.
        Err(failure) if app.out.json => Ok(Ending::With(failure.info.outcome)),
        Err(failure) => Err(failure),
    }
}
