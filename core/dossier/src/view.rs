use crate::course::Course;
use crate::deadline::judge;
use crate::needs::needs;
use crate::{
    AgencyView, Completion, DeadlineView, DossierView, EventView, FeeView, Followed, Held, ProcedureView,
    StatusView, SuccessorView, Warning,
};
use citizen_domain::Timestamp;
use citizen_domain::calendar::{Basis, DeadlineState, open_state};
use citizen_domain::message::Lang;
use citizen_domain::pack::{
    Agency, Calendar, PackContent, Procedure, RuleSet, StatusText, agency_now, rule_set_for,
};
use citizen_domain::status::words;
use citizen_domain::wire::{AgencyRef, DossierRecord, StatusRecord};

const HOUR: i64 = 3_600_000;

/// Parts of a pack, and settings, that a view is made with.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Working calendars.
    pub calendars: &'a [Calendar],
    /// States in words.
    pub statuses: &'a [StatusText],
    /// Procedures, for time limits.
    pub procedures: &'a [Procedure],
    /// Agencies, for names.
    pub agencies: &'a [Agency],
    /// Rules by reception day.
    pub rule_sets: &'a [RuleSet],
    /// Language of our own words; the province's stay as they are.
    pub lang: Lang,
    /// Age in milliseconds after which what is shown counts as old.
    pub stale_after_ms: i64,
}

impl<'a> Content<'a> {
    /// From a whole pack; old after 24 hours.
    pub fn of(pack: &'a PackContent, lang: Lang) -> Self {
        Self {
            calendars: &pack.calendars,
            statuses: &pack.statuses,
            procedures: &pack.procedures,
            agencies: &pack.agencies,
            rule_sets: &pack.rule_sets,
            lang,
            stale_after_ms: 24 * HOUR,
        }
    }

    /// Whether what is shown is not to be relied on: too long ago, or from the future.
    pub(crate) fn is_old(&self, as_of: Option<Timestamp>, now: Timestamp) -> bool {
        is_ahead(as_of, now) || self.is_past(as_of, now)
    }

    fn is_past(&self, as_of: Option<Timestamp>, now: Timestamp) -> bool {
        as_of.is_none_or(|at| now.millis().saturating_sub(at.millis()) > self.stale_after_ms)
    }
}

fn is_ahead(as_of: Option<Timestamp>, now: Timestamp) -> bool {
    as_of.is_some_and(|at| !at.is_within(i64::MAX, now))
}

/// Makes the view. Pure: the same arguments give the same view.
pub fn view(followed: &Followed, content: &Content<'_>, now: Timestamp) -> DossierView {
    let held = &followed.held;
    let mut view = known_without_sign_in(followed);
    let (deadline, provisional) = times(&Known::of(held, Course::of), content, now);
    view.deadline = deadline;
    if provisional {
        view.warnings.push(Warning::ProvisionalCalendar);
    }
    if let Some(record) = &held.record {
        add_record(&mut view, record, content);
    }
    let agency = match (&held.record, &held.slip) {
        (Some(record), _) => Some(record.agency.clone()),
        (None, slip) => slip
            .as_ref()
            .map(|slip| slip.agency.clone())
            .or_else(|| followed.code.agency_id())
            .map(|id| AgencyRef {
                id,
                name: String::new(),
            }),
    };
    view.agency = agency.map(|agency| agency_view(&agency, content, now));
    let day = view
        .received_at
        .map(Timestamp::date)
        .or(followed.code.received_on);
    if view.received_at.is_none() {
        // A code tells the day, and no hour is made up for it.
        view.received_on = day;
    }
    view.rule_set = day
        .and_then(|day| rule_set_for(day, content.rule_sets))
        .map(|rules| rules.id.clone());
    warn(&mut view, held, content, now);
    view
}

/// What the province says to the dossier's owner.
fn add_record(view: &mut DossierView, record: &DossierRecord, content: &Content<'_>) {
    view.procedure = Some(ProcedureView {
        code: record.procedure.code.clone(),
        name: record.procedure.name.clone(),
        demo: record.procedure.demo,
    });
    if record.procedure.demo {
        view.warnings.push(Warning::Demo);
    }
    view.status = Some(status_view(&record.status, content));
    view.received_at = record.received_at.or(view.received_at);
    view.appointment_at = record.appointment_at;
    view.previous_appointment_at = record.previous_appointment_at;
    view.finished_at = record.finished_at;
    view.needs_action = needs(record.needs.clone(), &record.status, content.lang);
    view.ratable = record.ratable;
    view.events = record
        .events
        .iter()
        .map(|event| EventView {
            at: event.at,
            status: status_view(&event.status, content),
            unit: event.unit.clone(),
            actor: event.actor.clone(),
            text: event.text.clone(),
        })
        .collect();
    view.fees = record
        .fees
        .iter()
        .map(|fee| FeeView {
            name: fee.name.clone(),
            amount_vnd: fee.amount_vnd,
            paid: fee.paid,
            vietqr: fee.vietqr.clone().filter(|_| !fee.paid),
        })
        .collect();
    view.unit = Some(record.unit.clone());
}

/// What of a dossier its deadline depends on.
pub(crate) struct Known<'a> {
    course: Option<Course<'a>>,
    /// Official appointment as a slip says it.
    appointment_at: Option<Timestamp>,
    completion: Option<Completion>,
    /// When the province was last heard of.
    as_of: Option<Timestamp>,
}

impl<'a> Known<'a> {
    /// `course`: how a record is read.
    pub(crate) fn of<R>(held: &'a Held<R>, course: impl FnOnce(&'a R) -> Course<'a>) -> Self {
        Self {
            course: held.record.as_ref().map(course),
            appointment_at: held.slip.as_ref().and_then(|slip| slip.appointment_at),
            completion: held.completion,
            as_of: held.as_of,
        }
    }
}

/// What the deadline means now, and whether it was counted with a calendar that is not announced yet.
pub(crate) fn times(known: &Known<'_>, content: &Content<'_>, now: Timestamp) -> (DeadlineView, bool) {
    let unknown = DeadlineView {
        state: DeadlineState::Unknown,
        working_days_left: None,
        basis: None,
        due_at: None,
    };
    if let Some(course) = &known.course {
        let found = judge(course, content.procedures, content.calendars, now);
        let mut deadline = DeadlineView {
            state: found.state,
            working_days_left: found.working_days_left,
            basis: found.basis,
            due_at: found.due_at,
        };
        if found.state == DeadlineState::Overdue && passed_unheard(known.as_of, found.due_at, content, now) {
            deadline.state = DeadlineState::Unknown;
            deadline.working_days_left = None;
        }
        return (deadline, found.provisional);
    }
    // Done, and nobody without sign-in is told when: there is nothing left to count down to.
    let done = known.completion.is_some_and(|c| c.percent == Some(100));
    let Some(appointment) = known.appointment_at.filter(|_| !done) else {
        return (unknown, false);
    };
    let (state, left) = open_state(now, appointment, content.calendars);
    // A slip knows nothing of what came after it: that the day has passed does not make the dossier late.
    if state == DeadlineState::Overdue {
        return (unknown, false);
    }
    let official = DeadlineView {
        state,
        working_days_left: left,
        basis: Some(Basis::Official),
        due_at: Some(appointment),
    };
    (official, false)
}

/// Whether the due day passed since the province was last heard of, and that is long ago: then nobody here knows that the
/// dossier is late, least of all a device whose clock ran ahead.
fn passed_unheard(
    as_of: Option<Timestamp>,
    due: Option<Timestamp>,
    content: &Content<'_>,
    now: Timestamp,
) -> bool {
    as_of.zip(due).is_some_and(|(heard, due)| {
        heard < due && now.millis().saturating_sub(heard.millis()) > content.stale_after_ms
    })
}

/// What the code, the slip and a look-up say.
fn known_without_sign_in(followed: &Followed) -> DossierView {
    let held = &followed.held;
    let slip = held.slip.as_ref();
    DossierView {
        code: followed.code.normalized.clone(),
        raw_code: followed.code.raw.clone(),
        procedure: None,
        agency: None,
        status: None,
        received_at: slip.map(|s| s.received_at),
        received_on: None,
        appointment_at: slip.and_then(|s| s.appointment_at),
        previous_appointment_at: None,
        finished_at: None,
        deadline: DeadlineView {
            state: DeadlineState::Unknown,
            working_days_left: None,
            basis: None,
            due_at: None,
        },
        completion: held.completion.and_then(|c| c.percent),
        as_of: held.shown_as_of(),
        stale: false,
        source: held.source(),
        trust: held.trust,
        events: Vec::new(),
        needs_action: Vec::new(),
        fees: Vec::new(),
        ratable: false,
        unit: None,
        rule_set: None,
        warnings: Vec::new(),
    }
}

fn warn(view: &mut DossierView, held: &Held, content: &Content<'_>, now: Timestamp) {
    let ahead = is_ahead(view.as_of, now);
    let old = content.is_past(view.as_of, now);
    view.stale = content.is_old(view.as_of, now);
    let unknown = held.record.is_none() && held.completion.is_some_and(|c| !c.known);
    let found = [
        (old, Warning::Stale),
        (ahead, Warning::Clock),
        (held.gone, Warning::Gone),
        (unknown, Warning::NotKnown),
        (!held.anomalies.is_empty(), Warning::Anomaly),
    ];
    view.warnings.extend(
        found
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, warning)| warning),
    );
}

pub(crate) fn status_view(record: &StatusRecord, content: &Content<'_>) -> StatusView {
    let words = words(record, content.statuses, content.lang);
    StatusView {
        code: record.code,
        official: words.official,
        plain: words.plain,
        spoken: words.spoken,
    }
}

/// The province's name for the agency, else the registry's, else the identifier; with who took over where it has ended.
fn agency_view(agency: &AgencyRef, content: &Content<'_>, now: Timestamp) -> AgencyView {
    let today = now.date();
    let successor = agency_now(content.agencies, &agency.id, today).filter(|after| after.id != agency.id);
    let registered = content.agencies.iter().find(|a| a.id == agency.id);
    let name = Some(agency.name.clone())
        .filter(|name| !name.is_empty())
        .or_else(|| registered.map(|a| a.name.clone()))
        .unwrap_or_else(|| agency.id.clone());
    AgencyView {
        spoken: registered.map_or_else(|| name.clone(), |a| a.spoken.clone()),
        id: agency.id.clone(),
        name,
        now: successor.map(|after| SuccessorView {
            id: after.id.clone(),
            name: after.name.clone(),
            spoken: after.spoken.clone(),
        }),
    }
}
