//! A dossier: as a card in a list, and as a whole screen.

use crate::{Age, DossierKey, Fact, QrView, Said, TimelineRow, Tone, Voice, qr};
use citizen_domain::Timestamp;
use citizen_domain::calendar::DeadlineState;
use citizen_domain::status::{ClockState, Status};
use citizen_dossier::{self as room, AgencyView, EventView, NeedView};
use serde::Serialize;
use std::collections::HashMap;

/// A dossier on a card: plain state large, procedure, one line of time, one line of "do this".
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DossierCard {
    /// Normalised code, for asking after it.
    pub code: DossierKey,
    /// Code as printed; spelled for ears.
    pub code_shown: Said,
    /// What people call its state.
    pub state: Said,
    /// Procedure.
    pub procedure: Option<Said>,
    /// When it is due, and how many working days are left.
    pub time: Option<Said>,
    /// What the person has to do.
    pub todo: Option<Said>,
    /// How it stands.
    pub tone: Tone,
    /// How old all this is.
    pub age: Age,
    /// Nothing more is to come.
    pub finished: bool,
    /// Demonstration data.
    pub demo: bool,
    /// It can be rated now.
    pub ratable: bool,
}

impl std::fmt::Debug for DossierCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DossierCard")
            .field("tone", &self.tone)
            .finish_non_exhaustive()
    }
}

/// What a person can do with a dossier here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum DossierAction {
    /// Say how it went.
    Rate,
    /// Sign in to see more of it.
    SignIn,
    /// No longer follow it.
    Unfollow,
}

/// A fee.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FeeRow {
    /// What for.
    pub name: Said,
    /// How much.
    pub amount: Said,
    /// The province says it is paid.
    pub paid: bool,
    /// The same in words.
    pub state: Said,
    /// The transfer code of an unpaid fee.
    pub qr: Option<QrView>,
}

impl std::fmt::Debug for FeeRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeeRow")
            .field("paid", &self.paid)
            .finish_non_exhaustive()
    }
}

/// A dossier as a screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DossierView {
    /// Its card.
    pub card: DossierCard,
    /// The official wording of its state, smaller, below.
    pub official: Option<Said>,
    /// Who handles it.
    pub agency: Option<Said>,
    /// Dates.
    pub facts: Vec<Fact>,
    /// History, newest first.
    pub timeline: Vec<TimelineRow>,
    /// Everything that the person has to do, with the day it is due.
    pub todo: Vec<Said>,
    /// Fees.
    pub fees: Vec<FeeRow>,
    /// What to know before relying on any of this.
    pub warnings: Vec<Said>,
    /// How much the way to this dossier is worth.
    pub trust: Said,
    /// Its code, to be shown to somebody else.
    pub qr: Option<QrView>,
    /// What can be done.
    pub actions: Vec<DossierAction>,
}

impl std::fmt::Debug for DossierView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DossierView")
            .field("card", &self.card)
            .finish_non_exhaustive()
    }
}

const fn tone(state: DeadlineState) -> Tone {
    match state {
        DeadlineState::InTime => Tone::OnTime,
        DeadlineState::DueSoon => Tone::DueSoon,
        DeadlineState::Overdue => Tone::Overdue,
        DeadlineState::Stopped => Tone::Waiting,
        DeadlineState::Early | DeadlineState::OnTime | DeadlineState::Late => Tone::Done,
        DeadlineState::Unknown => Tone::Neutral,
    }
}

fn finished(view: &room::BriefView) -> bool {
    view.finished_at.is_some()
        || view.completion == Some(100)
        || view.status.as_ref().is_some_and(|status| {
            let status = status.code.map(Status::of);
            status.is_some_and(|status| matches!(status.clock(), ClockState::Ended))
        })
}

/// The card of a dossier.
pub fn card(view: &room::DossierView, voice: &Voice) -> DossierCard {
    one_card(view.brief(), voice, &mut Recent::default())
}

/// The cards of a list.
pub fn cards(views: Vec<room::BriefView>, voice: &Voice) -> Vec<DossierCard> {
    let mut recent = Recent::default();
    views
        .into_iter()
        .map(|view| one_card(view, voice, &mut recent))
        .collect()
}

/// What was said before: in a list many lines of time are the same, and nearly all ages.
#[derive(Default)]
struct Recent {
    times: HashMap<Times, Option<Said>>,
    age: Option<(Option<Timestamp>, Said)>,
}

/// What the line of time says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Times {
    state: DeadlineState,
    days_left: Option<i32>,
    finished: Option<time::Date>,
    due: Option<time::Date>,
}

impl Recent {
    fn time_line(&mut self, view: &room::BriefView, voice: &Voice) -> Option<Said> {
        let times = Times {
            state: view.deadline.state,
            days_left: view.deadline.working_days_left,
            finished: view.finished_at.map(Timestamp::date),
            due: view.deadline.due_at.map(Timestamp::date),
        };
        let said = self.times.entry(times).or_insert_with(|| time_line(times, voice));
        said.clone()
    }

    fn age(&mut self, at: Option<Timestamp>, stale: bool, voice: &Voice) -> Age {
        match &self.age {
            Some((said_of, said)) if *said_of == at => Age {
                said: said.clone(),
                at_ms: at.map(Timestamp::millis),
                stale,
            },
            _ => {
                let age = voice.age(at, stale);
                self.age = Some((at, age.said.clone()));
                age
            }
        }
    }
}

fn one_card(view: room::BriefView, voice: &Voice, recent: &mut Recent) -> DossierCard {
    let (time, finished) = (recent.time_line(&view, voice), finished(&view));
    let state = match (view.status, view.completion) {
        (Some(status), _) => Said::both(status.plain, status.spoken),
        (None, Some(percent)) => voice.say("screen.dossier.completion", &[("percent", &percent.to_string())]),
        (None, None) => voice.say("screen.dossier.unknown", &[]),
    };
    DossierCard {
        code: DossierKey(view.code),
        code_shown: Voice::spelled(&view.raw_code),
        state,
        procedure: view.procedure.map(Said::aloud),
        time,
        todo: view.todo.map(|need| to_do(need, voice)),
        tone: tone(view.deadline.state),
        age: recent.age(view.as_of, view.stale, voice),
        finished,
        demo: view.demo,
        ratable: view.ratable,
    }
}

/// "Trong hạn · còn 3 ngày làm việc · hẹn trả thứ Ba, 24/2".
fn time_line(times: Times, voice: &Voice) -> Option<Said> {
    let mut parts = Vec::new();
    if times.state != DeadlineState::Unknown {
        parts.push(voice.say(times.state.message_id(), &[]));
    }
    if let Some(days) = times.days_left {
        let n = days.unsigned_abs().to_string();
        parts.push(match days {
            0 => voice.say("screen.time.today", &[]),
            1.. => voice.say("screen.time.left", &[("n", &n)]),
            _ => voice.say("screen.time.over", &[("n", &n)]),
        });
    }
    if let Some(day) = times.finished {
        parts.push(voice.say_with("screen.time.finished", &[("day", &voice.day(day))]));
    } else if let Some(day) = times.due {
        parts.push(voice.say_with("screen.time.due", &[("day", &voice.day(day))]));
    }
    (!parts.is_empty()).then(|| Said::joined(&parts))
}

fn to_do(need: NeedView, voice: &Voice) -> Said {
    let what = Said::aloud(need.text);
    match need.due_at {
        Some(at) => voice.say_with(
            "screen.todo.by",
            &[("what", &what), ("day", &voice.day(at.date()))],
        ),
        None => what,
    }
}

/// The whole screen of a dossier.
pub fn dossier(view: &room::DossierView, signed_in: bool, voice: &Voice) -> DossierView {
    let card = card(view, voice);
    let mut facts = vec![voice.fact("screen.dossier.code", card.code_shown.clone())];
    let received = view
        .received_at
        .map(|at| voice.when(at))
        .or_else(|| view.received_on.map(|day| voice.day(day)));
    facts.extend(received.map(|when| voice.fact("screen.dossier.received", when)));
    for (label, at) in [
        ("screen.dossier.appointment", view.appointment_at),
        ("screen.dossier.previous", view.previous_appointment_at),
        ("screen.dossier.finished", view.finished_at),
    ] {
        facts.extend(at.map(|at| voice.fact(label, voice.when(at))));
    }
    let mut actions = Vec::new();
    if view.ratable {
        actions.push(DossierAction::Rate);
    }
    if !signed_in && view.status.is_none() {
        actions.push(DossierAction::SignIn);
    }
    actions.push(DossierAction::Unfollow);
    DossierView {
        official: view
            .status
            .as_ref()
            .map(|status| Said::aloud(status.official.clone())),
        agency: view.agency.as_ref().map(|agency| agency_said(agency, voice)),
        facts,
        timeline: timeline(&view.events, card.finished, voice),
        todo: view
            .needs_action
            .iter()
            .map(|need| to_do(need.clone(), voice))
            .collect(),
        fees: view.fees.iter().map(|fee| fee_row(fee, voice)).collect(),
        warnings: view
            .warnings
            .iter()
            .map(|warning| voice.say(warning.message_id(), &[]))
            .collect(),
        trust: voice.say(&format!("screen.trust.{}", trust_word(view.trust)), &[]),
        qr: qr(&view.raw_code, voice.say("screen.dossier.qr", &[])).ok(),
        actions,
        card,
    }
}

const fn trust_word(trust: room::Trust) -> &'static str {
    match trust {
        room::Trust::Signed => "signed",
        room::Trust::Checked => "checked",
        room::Trust::Hint => "hint",
        room::Trust::Untrusted => "untrusted",
        room::Trust::Typed => "typed",
    }
}

fn timeline(events: &[EventView], finished: bool, voice: &Voice) -> Vec<TimelineRow> {
    let newest = events.len().saturating_sub(1);
    let rows = events.iter().enumerate().rev().map(|(n, event)| {
        // A person's name and rank are theirs; what an office is called is the province's.
        let who: Vec<Said> = [Said::aloud(event.unit.clone()), Said::plain(event.actor.clone())]
            .into_iter()
            .filter(|name| !name.display.is_empty())
            .collect();
        let clock = event.status.code.map(|code| Status::of(code).clock());
        TimelineRow {
            when: voice.when(event.at),
            what: Said::both(event.status.plain.clone(), event.status.spoken.clone()),
            who: (!who.is_empty()).then(|| Said::joined(&who)),
            note: (!event.text.is_empty()).then(|| Said::aloud(event.text.clone())),
            now: n == newest && !finished,
            clock_stopped: clock == Some(ClockState::Stopped),
        }
    });
    rows.collect()
}

fn fee_row(fee: &room::FeeView, voice: &Voice) -> FeeRow {
    let state = if fee.amount_vnd == 0 {
        "screen.fee.none"
    } else if fee.paid {
        "screen.fee.paid"
    } else {
        "screen.fee.open"
    };
    FeeRow {
        name: Said::aloud(fee.name.clone()),
        amount: voice.money(fee.amount_vnd),
        paid: fee.paid,
        state: voice.say(state, &[]),
        qr: fee
            .vietqr
            .as_ref()
            .and_then(|code| qr(code, voice.say("screen.fee.qr", &[])).ok()),
    }
}

/// An agency, with who answers for it today.
fn agency_said(agency: &AgencyView, voice: &Voice) -> Said {
    let named = Said::both(agency.name.clone(), agency.spoken.clone());
    match &agency.now {
        Some(now) => {
            let after = Said::both(now.name.clone(), now.spoken.clone());
            Said::joined(&[named, voice.say_with("dossier.agency_now", &[("name", &after)])])
        }
        None => named,
    }
}
