//! Judges a reply: whose is it, and what does it mean? By the one table in [`crate::RULES`].

use crate::MAX_REPLY;
use crate::action::Action;
use crate::apply::ApplyContext;
use crate::event::Reply;
use crate::item::{Item, Kind};
use crate::receipt::{Judged, ReceiptProblem, judge_receipt};
use crate::retry::retry_after_ms;
use crate::rules::{Meaning, Rule};
use crate::upload::{UploadVerdict, judge_upload};
use crate::withdrawal::judge_withdrawal;
use citizen_domain::wire::{ErrorReply, ReceiptReply, UploadGrant, WithdrawalReply};

/// What a reply means.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// A verified receipt, and leave to bring what is missing.
    Receipt(Judged, String, Vec<UploadGrant>),
    /// The province's verified word that the item is withdrawn.
    Withdrawn,
    /// About an upload.
    Upload(UploadVerdict),
    /// A receipt that does not fit.
    Wrong(ReceiptProblem),
    /// The province does not know the item.
    Unknown,
    /// The province's 401.
    Unauthorized,
    /// Refused for good.
    Refused {
        code: String,
        reason: String,
        editable: bool,
    },
    /// The province asks for patience.
    Busy {
        /// For how long, in milliseconds, if it says so.
        wait: Option<i64>,
        /// It turned the request away unread.
        untouched: bool,
    },
    /// Not the province: a captive portal, a lying proxy, a redirect.
    Stranger,
}

/// Longest code and sentence of the province that are kept, in characters.
pub(crate) const MAX_CODE: usize = 64;
pub(crate) const MAX_REASON: usize = 500;

pub(crate) fn judge(item: &Item, action: &Action, reply: &Reply, context: &ApplyContext<'_>) -> Verdict {
    let busy = |untouched| Verdict::Busy {
        wait: reply
            .retry_after
            .as_deref()
            .and_then(|value| retry_after_ms(value, reply.date.as_deref(), context.now)),
        untouched,
    };
    if let Action::Upload { sha256, call } = action {
        let Some(part) = item.parts.iter().find(|part| part.sha256 == *sha256) else {
            return Verdict::Stranger;
        };
        return match judge_upload(part, *call, reply) {
            UploadVerdict::Busy { untouched } => busy(untouched),
            UploadVerdict::Stranger => Verdict::Stranger,
            other => Verdict::Upload(other),
        };
    }
    let refusal = parse::<ErrorReply>(&reply.body).map(|reply| reply.error);
    let code = refusal.as_ref().map(|error| error.code.as_str());
    match Rule::of(item, action, reply.status, code, reply.challenged).map(|rule| rule.means) {
        Some(Meaning::Signed) => word(item, &reply.body, context),
        Some(Meaning::SignIn) => Verdict::Unauthorized,
        Some(Meaning::Unknown) => Verdict::Unknown,
        Some(Meaning::Busy { untouched }) => busy(untouched),
        Some(Meaning::Refused { editable }) => {
            let (code, reason) = refusal
                .map(|error| (error.code, error.message))
                .unwrap_or_default();
            Verdict::Refused {
                editable: editable && item.kind != Kind::Rating,
                code: cut(&code, MAX_CODE),
                reason: cut(&reason, MAX_REASON),
            }
        }
        Some(Meaning::Stranger) | None => Verdict::Stranger,
    }
}

/// The province's signed word about the item: a receipt or a withdrawal.
fn word(item: &Item, body: &[u8], context: &ApplyContext<'_>) -> Verdict {
    if let Some(ReceiptReply { receipt, uploads }) = parse(body) {
        return match judge_receipt(item, &receipt, context.keys, context.province) {
            Ok(judged) => Verdict::Receipt(judged, receipt, uploads),
            Err(problem) => Verdict::Wrong(problem),
        };
    }
    if let Some(WithdrawalReply { withdrawal }) = parse(body) {
        return match judge_withdrawal(item, &withdrawal, context.keys, context.province) {
            Ok(()) => Verdict::Withdrawn,
            Err(problem) => Verdict::Wrong(problem),
        };
    }
    Verdict::Stranger
}

pub(crate) fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Option<T> {
    (body.len() <= MAX_REPLY)
        .then(|| serde_json::from_slice(body).ok())
        .flatten()
}

pub(crate) fn cut(text: &str, chars: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(chars).collect()
}
