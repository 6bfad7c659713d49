//! `citizen outbox data`: what photos may cost on a network in a day, and what they have cost today.

use crate::app::App;
use crate::args::{Megabytes, OutboxData};
use crate::out::Failure;
use citizen_client::DataLimits;
use serde::Serialize;

#[derive(Serialize)]
struct Data {
    slow: Purse,
    mobile: Purse,
}

/// One network's, in bytes.
#[derive(Serialize)]
struct Purse {
    /// A day; null for no limit.
    limit: Option<u64>,
    /// Today.
    spent: u64,
}

pub(crate) fn run(app: &App, asked: &OutboxData) -> Result<(), Failure> {
    let client = app.client()?;
    let held = client.data_limits()?;
    let limits = DataLimits {
        slow: asked.slow.map_or(held.slow, Megabytes::bytes),
        mobile: asked.mobile.map_or(held.mobile, Megabytes::bytes),
    };
    if limits != held {
        client.set_data_limits(limits)?;
    }
    let spent = client.data_spent()?;
    let purse = |limit, spent| Purse { limit, spent };
    let data = Data {
        slow: purse(limits.slow, spent.slow),
        mobile: purse(limits.mobile, spent.mobile),
    };
    app.out.object(&data, |data| {
        let line = |id: &str, purse: &Purse| {
            let mb = |bytes: u64| format!("{:.1}", bytes as f64 / f64::from(1 << 20));
            let name = app.say(id, &[]);
            let spent = mb(purse.spent);
            match purse.limit {
                Some(limit) => app.say(
                    "cli.data.limit",
                    &[("name", &name), ("spent", &spent), ("limit", &mb(limit))],
                ),
                None => app.say("cli.data.free", &[("name", &name), ("spent", &spent)]),
            }
        };
        vec![
            line("cli.data.slow", &data.slow),
            line("cli.data.mobile", &data.mobile),
            app.say("cli.data.words", &[]),
        ]
    });
    Ok(())
}
