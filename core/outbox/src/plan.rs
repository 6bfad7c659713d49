//! What to do next: a question that changes nothing.

use crate::action::{Action, Reason};
use crate::item::{Endpoint, Item, Kind};
use crate::retry::MAX_WAIT_MS;
use crate::state::{Pause, State};
use crate::upload::chunk;
use citizen_domain::Timestamp;
use citizen_domain::ports::NetworkClass;

/// How things stand outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanContext {
    /// Wall time.
    pub now: Timestamp,
    /// Network in use; [`NetworkClass::None`] also behind a captive portal.
    pub network: NetworkClass,
    /// A session is there that can be used or renewed.
    pub signed_in: bool,
    /// Bytes of photos that may still be sent on this network; `None` for no limit. Words never wait for it.
    pub budget_left: Option<u64>,
    /// When that becomes more.
    pub budget_renews_at: Option<Timestamp>,
}

/// The next step of one item, other items left aside. See [`plan_all`] for the order between items.
pub fn plan(item: &Item, context: &PlanContext) -> Action {
    let wait = |reason| Action::Wait {
        until: item.next_try_at.filter(|_| !due(item, context.now)),
        reason,
    };
    let reason = match &item.state {
        State::Draft => {
            return Action::Wait {
                until: None,
                reason: Reason::Draft,
            };
        }
        State::Accepted | State::Rejected { .. } => return Action::Done,
        State::Queued | State::Sending { .. } => None,
        State::Paused { reason, .. } => Some(*reason),
    };
    let action = step(item, chunk(context.network));
    if matches!(action, Action::Wait { .. }) {
        return action;
    }
    // A rating goes without session, so only the province's own 401 can make it wait for one. An upload's own token is
    // all that it needs: a session that ends does not stop a photo.
    let needs_session =
        (item.needs_session() || reason == Some(Pause::Auth)) && !matches!(action, Action::Upload { .. });
    if needs_session && !context.signed_in {
        return Action::Wait {
            until: None,
            reason: Reason::Auth,
        };
    }
    if context.network == NetworkClass::None {
        return wait(Reason::Network);
    }
    if context.budget_left.is_some_and(|left| cost(&action) > left) {
        return Action::Wait {
            until: context.budget_renews_at,
            reason: Reason::Budget,
        };
    }
    if !due(item, context.now) {
        return wait(match reason {
            Some(pause) => pause.into(),
            None if item.receipt_problem.is_some() => Reason::Receipt,
            None => Reason::Busy,
        });
    }
    action
}

/// The steps that can be taken now, in the order in which they are worth taking: questions first, then texts, then
/// pictures; the oldest first. `items` are the open ones in order of creation.
pub fn plan_all<'a>(items: &'a [Item], context: &PlanContext) -> Vec<(&'a Item, Action)> {
    let mut steps: Vec<(&Item, Action)> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let earlier = items.get(..index).unwrap_or_default();
            let action = match plan(item, context) {
                Action::Probe | Action::SendBody | Action::Upload { .. } | Action::Withdraw
                    if earlier.iter().any(|other| goes_first(other, item))
                        || items.iter().any(|other| report_first(other, item)) =>
                {
                    Action::Wait {
                        until: None,
                        reason: Reason::Order,
                    }
                }
                Action::Upload { .. } if items.iter().any(|other| taken_back_by(other, item)) => {
                    Action::Wait {
                        until: None,
                        reason: Reason::Order,
                    }
                }
                action => action,
            };
            (item, action)
        })
        .collect();
    steps.sort_by_key(|(_, action)| rank(action));
    steps
}

/// The same object, and the province has not confirmed the earlier body. A draft, a refused item or pictures still
/// under way hold up nothing.
fn goes_first(earlier: &Item, item: &Item) -> bool {
    // A report waits for nothing that is said about it.
    item.kind != Kind::Report
        && earlier.object == item.object
        && earlier.receipt.is_none()
        && matches!(
            earlier.state,
            State::Queued | State::Sending { .. } | State::Paused { .. }
        )
}

/// What is said about a report follows the report, even where a clock that was set back makes it look older.
fn report_first(report: &Item, item: &Item) -> bool {
    report.kind == Kind::Report && item.kind == Kind::ReportAction && goes_first(report, item)
}

/// The person has taken the report back: until the province has answered that, no picture of it goes out.
fn taken_back_by(other: &Item, report: &Item) -> bool {
    other.object == report.object
        && !other.state.is_final()
        && other.state != State::Draft
        && other.takes_back()
}

fn step(item: &Item, chunk: u64) -> Action {
    if item.discarding {
        return Action::Withdraw;
    }
    // There is nothing to ask about a rating: nobody but its token opens it. The same body again brings the first
    // receipt, so it may go again after silence.
    if item.needs_probe && item.endpoint != Endpoint::Ratings {
        return Action::Probe;
    }
    if item.receipt.is_none() {
        return Action::SendBody;
    }
    // One after the other. Without leave to bring it, with every byte brought, or with a partial receipt that misses
    // nothing of ours, only the province can say how it goes on.
    let only_refused = item.missing().next().is_some() && item.missing().all(|part| part.refused.is_some());
    if only_refused {
        return Action::Wait {
            until: None,
            reason: Reason::Photo,
        };
    }
    item.missing()
        .filter(|part| part.refused.is_none())
        .find_map(|part| match &part.upload {
            None => Some(Action::Probe),
            Some(upload) => upload.next(part, chunk).map(|call| Action::Upload {
                sha256: part.sha256.clone(),
                call,
            }),
        })
        .unwrap_or(Action::Probe)
}

/// Bytes that a step takes from the budget: of photos alone. Words and questions are small, and a person's word is not to wait for
/// Wi-Fi.
const fn cost(action: &Action) -> u64 {
    match action {
        Action::Upload { call, .. } => call.range().1,
        _ => 0,
    }
}

/// Whether the time to try has come. A moment further away than any rule sets comes from a clock that was wrong.
fn due(item: &Item, now: Timestamp) -> bool {
    item.next_try_at
        .is_none_or(|at| at <= now || at > now.plus_millis(MAX_WAIT_MS))
}

const fn rank(action: &Action) -> u8 {
    match action {
        Action::Probe => 0,
        Action::SendBody => 1,
        Action::Withdraw => 1,
        Action::Upload { .. } => 2,
        Action::Wait { .. } => 3,
        Action::Done => 4,
    }
}

impl From<Pause> for Reason {
    fn from(pause: Pause) -> Self {
        match pause {
            Pause::Auth => Self::Auth,
            Pause::Clock => Self::Clock,
            Pause::Network => Self::Network,
            Pause::Budget => Self::Budget,
            Pause::Storage => Self::Storage,
        }
    }
}
