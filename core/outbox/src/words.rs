//! Where an item stands, in words.

use crate::view::OutboxView;
use citizen_domain::message::{Lang, Text, text};

/// A sentence or two for the person: where the item stands, and what it waits for. "Sent" is said only with a receipt.
pub fn words(view: &OutboxView, lang: Lang) -> Text {
    let waits = |prefix: &str| {
        view.reason
            .as_deref()
            .map(|reason| text(lang, &format!("outbox.{prefix}.{reason}"), &[]))
    };
    match view.state {
        // Somebody may be lying: the person must see what is wrong, before all else.
        _ if view.problem.is_some() => {
            let problem = view.problem.unwrap_or_default();
            let wrong = text(lang, &format!("outbox.problem.{problem}"), &[]);
            and_wait(wrong, waits(if view.body_held { "wait" } else { "unsent" }))
        }
        "draft" | "accepted" | "rejected" => text(lang, &format!("outbox.state.{}", view.state), &[]),
        _ if view.discarding => and_wait(text(lang, "outbox.discarding", &[]), waits("wait")),
        _ if view.body_held && view.photo_refused.is_some() => {
            let refused = view.photo_refused.as_ref();
            let (n, why) = refused.map_or_else(Default::default, |refused| {
                (refused.number.to_string(), refused.why.as_str())
            });
            let said = text(lang, "outbox.photo_refused", &[("n", &n), ("why", why)]);
            and_wait(said, Some(text(lang, "outbox.photo_refused.then", &[])))
        }
        _ if view.body_held => {
            let n = view.parts_missing.to_string();
            let held = if view.parts_missing > 0 {
                text(lang, "outbox.parts_missing", &[("n", &n)])
            } else {
                text(lang, "outbox.body_held", &[])
            };
            and_wait(held, waits("wait"))
        }
        state => waits("unsent").unwrap_or_else(|| text(lang, &format!("outbox.state.{state}"), &[])),
    }
}

/// A sentence, and why it is not done yet.
fn and_wait(stands: Text, wait: Option<Text>) -> Text {
    let joined = |stands: &str, wait: &str| format!("{}. {wait}", stands.trim_end_matches('.'));
    match wait {
        Some(wait) => Text {
            display: joined(&stands.display, &wait.display),
            spoken: joined(&stands.spoken, &wait.spoken),
        },
        None => stands,
    }
}
