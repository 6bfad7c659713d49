//! A dossier: as a card in a list, and as a whole screen.

use crate::{Age, DossierKey, Fact, QrView, Said, TimelineRow, Tone, Voice, qr};
use citizen_domain::Timestamp;
use citizen_domain::calendar::DeadlineState;
use citizen_domain::status::{ClockState, Status};
use citizen_dossier::{self as room, AgencyView, EventView};
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

fn finished(view: &room::DossierView) -> bool {
    view.finished_at.is_some()
        || view.completion == Some(100)
        || view.status.as_ref().is_some_and(|status| {
            let status = status.code.map(Status::of);
            status.is_some_and(|status| matches!(status.clock(), ClockState::Ended))
        })
}

/// The card of a dossier.
pub fn card(view: &room::DossierView, voice: &Voice) -> DossierCard {
    one_card(view, voice, &mut Recent::default())
}

/// The cards of a list.
pub fn cards<'a>(views: impl Iterator<Item = &'a room::DossierView>, voice: &Voice) -> Vec<DossierCard> {
    let mut recent = Recent::default();
    views.map(|view| one_card(view, voice, &mut recent)).collect()
}

/// What was said last: in a list many lines share a day, and nearly all an age.
#[derive(Default)]
struct Recent {
    days: HashMap<time::Date, Said>,
    age: Option<(Option<Timestamp>, Said)>,
}

impl Recent {
    fn day(&mut self, day: time::Date, voice: &Voice) -> Said {
        self.days.entry(day).or_insert_with(|| voice.day(day)).clone()
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

fn one_card(view: &room::DossierView, voice: &Voice, recent: &mut Recent) -> DossierCard {
    let state = match (&view.status, view.completion) {
        (Some(status), _) => Said::both(status.plain.clone(), status.spoken.clone()),
        (None, Some(percent)) => voice.say("screen.dossier.completion", &[("percent", &percent.to_string())]),
        (None, None) => voice.say("screen.dossier.unknown", &[]),
    };
    DossierCard {
        code: DossierKey(view.code.clone()),
        code_shown: Voice::spelled(&view.raw_code),
        state,
        procedure: view
            .procedure
            .as_ref()
            .map(|procedure| Said::aloud(procedure.name.clone())),
        time: time_line(view, voice, recent),
        todo: todo(view, voice).into_iter().next(),
        tone: tone(view.deadline.state),
        age: recent.age(view.as_of, view.stale, voice),
        finished: finished(view),
        demo: view.procedure.as_ref().is_some_and(|procedure| procedure.demo),
        ratable: view.ratable,
    }
}

/// "Trong hạn · còn 3 ngày làm việc · hẹn trả thứ Ba, 24/2".
fn time_line(view: &room::DossierView, voice: &Voice, recent: &mut Recent) -> Option<Said> {
    let mut parts = Vec::new();
    if view.deadline.state != DeadlineState::Unknown {
        parts.push(voice.say(view.deadline.state.message_id(), &[]));
    }
    if let Some(days) = view.deadline.working_days_left {
        let n = days.unsigned_abs().to_string();
        parts.push(match days {
            0 => voice.say("screen.time.today", &[]),
            1.. => voice.say("screen.time.left", &[("n", &n)]),
            _ => voice.say("screen.time.over", &[("n", &n)]),
        });
    }
    if let Some(at) = view.finished_at {
        parts.push(voice.say_with("screen.time.finished", &[("day", &recent.day(at.date(), voice))]));
    } else if let Some(at) = view.deadline.due_at {
        parts.push(voice.say_with("screen.time.due", &[("day", &recent.day(at.date(), voice))]));
    }
    (!parts.is_empty()).then(|| Said::joined(&parts))
}

fn todo(view: &room::DossierView, voice: &Voice) -> Vec<Said> {
    view.needs_action
        .iter()
        .map(|need| {
            let what = Said::aloud(need.text.clone());
            match need.due_at {
                Some(at) => voice.say_with(
                    "screen.todo.by",
                    &[("what", &what), ("day", &voice.day(at.date()))],
                ),
                None => what,
            }
        })
        .collect()
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
        todo: todo(view, voice),
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
