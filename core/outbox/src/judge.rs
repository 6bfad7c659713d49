//! Judges a reply: whose is it, and what does it mean? One place for every status.

use crate::MAX_REPLY;
use crate::action::Action;
use crate::apply::ApplyContext;
use crate::event::Reply;
use crate::item::{Item, Kind};
use crate::receipt::{Judged, ReceiptProblem, judge_receipt};
use crate::retry::retry_after_ms;
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
    /// 401.
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
const MAX_CODE: usize = 64;
const MAX_REASON: usize = 500;

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
    match reply.status {
        200 | 201 => word(item, &reply.body, context),
        // Ratings and anonymous reports go without session, so there 401 is no call to sign in.
        401 if item.needs_session() => Verdict::Unauthorized,
        // Proxies answer these too, and mean the same.
        425 | 429 => busy(true),
        408 | 503 => busy(false),
        status => match (parse::<ErrorReply>(&reply.body), status) {
            (None, _) => Verdict::Stranger,
            (Some(_), 404) if matches!(action, Action::Probe) => Verdict::Unknown,
            // The phone must become newer first, or the province changes its mind: waiting loses nothing.
            (Some(_), 426) => busy(true),
            // The words are held already, or a question was asked: what is refused here is the picture's trip, not the
            // item. It goes again; saying "refused" of words that officials hold would be untrue.
            (Some(_), 400..=499) if !matches!(action, Action::SendBody) => busy(false),
            (Some(reply), 400..=499) => {
                let code = cut(&reply.error.code, MAX_CODE);
                Verdict::Refused {
                    // A rating's id is made from its token, so no other id can take its place. Anything else can be
                    // changed and sent as a new item, also where another body stands under the same id (409).
                    editable: !matches!(status, 403 | 404 | 410) && item.kind != Kind::Rating,
                    reason: cut(&reply.error.message, MAX_REASON),
                    code,
                }
            }
            (Some(_), 500..=599) => busy(false),
            _ => Verdict::Stranger,
        },
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

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Option<T> {
    (body.len() <= MAX_REPLY)
        .then(|| serde_json::from_slice(body).ok())
        .flatten()
}

fn cut(text: &str, chars: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(chars).collect()
}
