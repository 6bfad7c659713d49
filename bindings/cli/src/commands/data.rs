//! `citizen outbox data`: what photos may cost on a network in a day, and what they have cost today.

use crate::app::App;
use crate::args::{Megabytes, OutboxData};
use crate::out::Failure;
use citizen_client::DataLimits;
use citizen_domain::message::Lang;
use citizen_domain::text::human;
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
            let mb = |bytes: u64| megabytes(app.lang, bytes);
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

/// With one place, rounded, as the language writes it.
fn megabytes(lang: Lang, bytes: u64) -> String {
    const MB: u128 = 1 << 20;
    let tenths = (u128::from(bytes) * 10 + MB / 2) / MB;
    human::decimal(lang, i64::try_from(tenths).unwrap_or(i64::MAX), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_point() {
        for (bytes, vi, en) in [
            (0, "0,0", "0.0"),
            (52_429, "0,1", "0.1"),
            (2_097_152, "2,0", "2.0"),
            (u64::MAX, "17.592.186.044.416,0", "17,592,186,044,416.0"),
        ] {
            assert_eq!(megabytes(Lang::Vi, bytes), vi);
            assert_eq!(megabytes(Lang::En, bytes), en);
        }
    }
}
