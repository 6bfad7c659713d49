//! What to do next: a question that changes nothing.

use crate::action::{Action, Reason};
use crate::item::{Endpoint, Item, Kind};
use crate::retry::MAX_WAIT_MS;
use crate::state::{Pause, State};
use crate::upload::chunk;
use citizen_domain::Timestamp;
use citizen_domain::ports::NetworkClass;
use std::collections::BTreeMap;

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
/// pictures; the oldest first. `items` are the open ones in order of creation. Costs one pass over them.
pub fn plan_all<'a>(items: &'a [Item], context: &PlanContext) -> Vec<(&'a Item, Action)> {
    let mut steps: Vec<(&Item, Action)> = items.iter().zip(planned(items, context)).collect();
    steps.sort_by_key(|(_, action)| rank(action));
    steps
}

/// The first steps of [`plan_all`] that can be taken one after the other without planning anew, by the item's place in
/// `items`: questions alone, or texts alone. Of pictures only one step: after each piece something else may be more urgent.
/// Empty when nothing can be done now.
pub fn next_steps(items: &[Item], context: &PlanContext) -> Vec<(usize, Action)> {
    let mut steps: Vec<(usize, Action)> = planned(items, context)
        .enumerate()
        .filter(|(_, action)| !matches!(action, Action::Wait { .. } | Action::Done))
        .collect();
    let first = steps.iter().map(|(_, action)| rank(action)).min();
    steps.retain(|(_, action)| Some(rank(action)) == first);
    if matches!(steps.first(), Some((_, Action::Upload { .. }))) {
        steps.truncate(1);
    }
    steps
}

/// The next step of each item, with the order inside each object.
fn planned<'a>(items: &'a [Item], context: &'a PlanContext) -> impl Iterator<Item = Action> + 'a {
    let turns = Turns::of(items);
    items.iter().enumerate().map(move |(index, item)| {
        let action = plan(item, context);
        if turns.hold_up(index, item, &action) {
            Action::Wait {
                until: None,
                reason: Reason::Order,
            }
        } else {
            action
        }
    })
}

/// What the items of one object say about whose turn it is.
#[derive(Default)]
struct Turn {
    /// Place of the oldest that the province has not confirmed.
    first: Option<usize>,
    /// The report itself is not confirmed.
    report: bool,
    /// The person has taken the report back: until the province has answered that, no picture of it goes out.
    taken_back: bool,
}

/// Whose turn it is, by object.
struct Turns<'a>(BTreeMap<&'a str, Turn>);

impl<'a> Turns<'a> {
    fn of(items: &'a [Item]) -> Self {
        let mut turns: BTreeMap<&str, Turn> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let unconfirmed = is_unconfirmed(item);
            let takes_back = is_taking_back(item);
            if !unconfirmed && !takes_back {
                continue;
            }
            let turn = turns.entry(&item.object).or_default();
            if unconfirmed {
                turn.first.get_or_insert(index);
                turn.report |= item.kind == Kind::Report;
            }
            turn.taken_back |= takes_back;
        }
        Self(turns)
    }

    /// Whether a step of the item at this place waits for another one about the same object.
    fn hold_up(&self, index: usize, item: &Item, action: &Action) -> bool {
        let Some(turn) = self.0.get(item.object.as_str()) else {
            return false;
        };
        // A report waits for nothing that is said about it.
        let comes_later = item.kind != Kind::Report && turn.first.is_some_and(|first| first < index);
        // What is said about a report follows it, even where a clock that was set back makes it look older.
        let before_report = item.kind == Kind::ReportAction && turn.report;
        match action {
            Action::Upload { .. } => comes_later || before_report || turn.taken_back,
            Action::Probe | Action::SendBody | Action::Withdraw => comes_later || before_report,
            Action::Wait { .. } | Action::Done => false,
        }
    }
}

/// The province has not confirmed the body. A draft, a refused item or pictures still under way hold up nothing.
fn is_unconfirmed(item: &Item) -> bool {
    item.receipt.is_none()
        && matches!(
            item.state,
            State::Queued | State::Sending { .. } | State::Paused { .. }
        )
}

fn is_taking_back(item: &Item) -> bool {
    !item.state.is_final() && item.state != State::Draft && item.takes_back()
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
