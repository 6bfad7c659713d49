//! What can be looked up: procedures, units, numbers to call.

use crate::{Fact, ProcedureCode, Said, Voice};
use citizen_domain::pack::{EmergencyNumber, LimitUnit, Office, Paper, Procedure};
use citizen_pack::search::{Hit, Kind};
use serde::Serialize;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum HitKind {
    /// A procedure.
    Procedure,
    /// An administrative unit.
    Unit,
}

/// An answer to a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchHit {
    /// What it is.
    pub kind: HitKind,
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: Said,
    /// Why it was found.
    pub line: Said,
    /// Demonstration data.
    pub demo: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchView {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// What to try, where nothing was found.
    pub nothing: Option<Said>,
}

/// A procedure of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProcedureView {
    /// National code.
    pub code: ProcedureCode,
    /// Name.
    pub name: Said,
    /// Demonstration data.
    pub demo: bool,
    /// Code, time limit, where it is handled.
    pub facts: Vec<Fact>,
    /// Fees; one line when nothing is to be paid, or nobody said.
    pub fees: Vec<Said>,
    /// Papers to bring.
    pub papers: Vec<Said>,
    /// Offices that take them: where, and when they are open.
    pub offices: Vec<Fact>,
    /// What to know before relying on it.
    pub note: Option<Said>,
}

/// A number to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmergencyRow {
    /// As dialled.
    pub number: String,
    /// The number for eyes, digit by digit for ears.
    pub shown: Said,
    /// What for.
    pub name: Said,
}

/// The screen of a search.
pub fn search(hits: Vec<Hit>, voice: &Voice) -> SearchView {
    SearchView {
        nothing: hits.is_empty().then(|| voice.say("screen.search.nothing", &[])),
        hits: hits
            .into_iter()
            .map(|hit| SearchHit {
                kind: match hit.kind {
                    Kind::Procedure => HitKind::Procedure,
                    Kind::Unit => HitKind::Unit,
                },
                line: hit.why.text(voice.lang).into(),
                code: hit.code,
                title: Said::aloud(hit.name),
                demo: hit.demo,
            })
            .collect(),
    }
}

/// How many offices are read on a phone; any of the province may receive, so the first will do.
const OFFICES: usize = 5;

/// The screen of a procedure; `offices` in the order in which they are to be offered.
pub fn procedure(procedure: &Procedure, offices: &[&Office], voice: &Voice) -> ProcedureView {
    let mut facts = vec![voice.fact("screen.procedure.code", Voice::spelled(&procedure.code))];
    let limit = procedure.limit.map(|limit| {
        let id = match limit.unit {
            LimitUnit::WorkingDays => "screen.limit.working_days",
            LimitUnit::CalendarDays => "screen.limit.calendar_days",
            LimitUnit::WorkingHours => "screen.limit.working_hours",
        };
        voice.say(id, &[("n", &limit.amount.to_string())])
    });
    facts.extend(limit.map(|said| voice.fact("screen.procedure.limit", said)));
    facts.push(voice.fact(
        "screen.procedure.level",
        voice.say_or(&format!("screen.level.{}", procedure.level), &procedure.level),
    ));
    let fees = if procedure.fees.is_empty() {
        vec![voice.say("screen.fee.unknown", &[])]
    } else {
        procedure
            .fees
            .iter()
            .map(|fee| match fee.amount_vnd {
                0 if procedure.fees.len() == 1 => voice.say("screen.fee.none", &[]),
                0 => Said::joined(&[Said::aloud(fee.name.clone()), voice.say("screen.fee.none", &[])]),
                amount => Said::joined(&[Said::aloud(fee.name.clone()), voice.money(amount)]),
            })
            .collect()
    };
    ProcedureView {
        code: ProcedureCode(procedure.code.clone()),
        name: Said::aloud(procedure.name.clone()),
        demo: procedure.demo,
        facts,
        fees,
        papers: procedure
            .papers
            .iter()
            .map(|paper| paper_said(paper, voice))
            .collect(),
        offices: office_facts(offices, &procedure.level, voice),
        note: procedure.demo.then(|| voice.say("dossier.warning.demo", &[])),
    }
}

/// The first offices that take papers of `level`, and how many more there are.
fn office_facts(offices: &[&Office], level: &str, voice: &Voice) -> Vec<Fact> {
    let mut takers = offices.iter().filter(|office| office.takes(level));
    let mut facts: Vec<Fact> = takers
        .by_ref()
        .take(OFFICES)
        .map(|office| office_fact(office))
        .collect();
    let more = takers.count();
    if more > 0 {
        facts.push(voice.fact(
            "screen.office.others",
            voice.say("screen.office.more", &[("n", &more.to_string())]),
        ));
    }
    facts
}

fn office_fact(office: &Office) -> Fact {
    Fact {
        label: Said::both(office.name.clone(), office.spoken.clone()),
        value: Said::joined(&[
            Said::aloud(office.address.clone()),
            Said::aloud(office.hours.clone()),
        ]),
    }
}

fn paper_said(paper: &Paper, voice: &Voice) -> Said {
    let count = |id: &str, n: u32| (n > 0).then(|| voice.say(id, &[("n", &n.to_string())]));
    let parts: Vec<Said> = [
        Some(Said::aloud(paper.name.clone())),
        count("screen.paper.originals", paper.originals),
        count("screen.paper.copies", paper.copies),
    ]
    .into_iter()
    .flatten()
    .collect();
    Said::joined(&parts)
}

/// The line of a number to call.
pub fn emergency(number: &EmergencyNumber) -> EmergencyRow {
    EmergencyRow {
        number: number.number.clone(),
        shown: Voice::spelled(&number.number),
        name: Said::both(number.name.clone(), number.spoken.clone()),
    }
}
