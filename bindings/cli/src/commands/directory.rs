//! `procedure`, `offices`: what to bring, and where it is taken.

use super::scan::Reader;
use super::show;
use crate::app::App;
use crate::args::{LevelArg, Offices};
use crate::out::Failure;
use citizen_client::pack::lookup;
use citizen_client::screen::{self, Fact, Said, Voice};
use citizen_client::{ClientError, system_now};
use citizen_domain::pack::{Fee, Office, PackContent, Paper, Procedure, TimeLimit};
use serde::Serialize;
use time::Date;

#[derive(Serialize)]
struct OfficesObject<'a> {
    offices: Vec<OfficeView<'a>>,
}

#[derive(Serialize)]
struct OfficeView<'a> {
    id: &'a str,
    name: &'a str,
    unit: UnitView<'a>,
    address: &'a str,
    hours: &'a str,
    /// Levels that it takes; empty for all.
    receives: &'a [String],
    phone: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    demo: bool,
}

#[derive(Serialize)]
struct UnitView<'a> {
    code: &'a str,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct ProcedureObject<'a> {
    procedure: ProcedureView<'a>,
}

#[derive(Serialize)]
struct ProcedureView<'a> {
    code: &'a str,
    name: &'a str,
    group: &'a str,
    level: &'a str,
    limit: Option<TimeLimit>,
    fees: &'a [Fee],
    papers: &'a [Paper],
    /// Ids of the offices that take it.
    offices: Vec<&'a str>,
    demo: bool,
}

fn office<'a>(pack: &'a PackContent, office: &'a Office, day: Date) -> OfficeView<'a> {
    OfficeView {
        id: &office.id,
        name: &office.name,
        unit: UnitView {
            code: &office.unit,
            name: lookup::unit(pack, &office.unit, day).map(|unit| unit.name.as_str()),
        },
        address: &office.address,
        hours: &office.hours,
        receives: &office.receives,
        phone: office.phone.as_deref(),
        lat: office.lat,
        lon: office.lon,
        demo: office.demo,
    }
}

/// Those of the unit first, then all others: any office of the province may take papers.
pub(crate) fn offices(app: &App, args: &Offices) -> Result<(), Failure> {
    let pack = Reader::of(app)?.pack()?;
    let (content, today) = (pack.content(), system_now().date());
    if let Some(code) = &args.unit {
        lookup::unit(content, code, today).ok_or(ClientError::UnknownUnit)?;
    }
    let level = args.level.map(LevelArg::word);
    let offices = lookup::offices(content, args.unit.as_deref())
        .into_iter()
        .filter(|office| level.is_none_or(|level| office.takes(level)))
        .map(|found| office(content, found, today))
        .collect();
    app.out.object(&OfficesObject { offices }, |it| {
        let mut lines = vec![app.say("cli.offices.any", &[])];
        for office in &it.offices {
            lines.push(format!("{}{}", office.name, show::demo_mark(app, office.demo)));
            lines.push(format!("  {}", office.address));
            lines.push(format!("  {}", office.hours));
            lines.extend(office.phone.map(|phone| format!("  {phone}")));
        }
        lines
    });
    Ok(())
}

/// What to bring, what it costs, how long it takes, where it is taken.
pub(crate) fn procedure(app: &App, code: &str) -> Result<(), Failure> {
    let pack = Reader::of(app)?.pack()?;
    let content = pack.content();
    let found: &Procedure = lookup::procedure(content, code).ok_or(ClientError::NotFound)?;
    let offices = lookup::offices(content, None);
    let view = ProcedureView {
        code: &found.code,
        name: &found.name,
        group: &found.group,
        level: &found.level,
        limit: found.limit,
        fees: &found.fees,
        papers: &found.papers,
        offices: offices
            .iter()
            .filter(|office| office.takes(&found.level))
            .map(|office| office.id.as_str())
            .collect(),
        demo: found.demo,
    };
    let voice = Voice {
        lang: app.lang,
        now: system_now(),
    };
    let shown = screen::procedure(found, &offices, &voice);
    app.out.object(&ProcedureObject { procedure: view }, |_| {
        let fact = |fact: &Fact| format!("  {}: {}", fact.label.display, fact.value.display);
        let said = |said: &Said| format!("    {}", said.display);
        let mut lines = vec![format!("{}{}", found.name, show::demo_mark(app, found.demo))];
        lines.extend(shown.facts.iter().map(fact));
        lines.push(format!("  {}:", app.say("cli.procedure.fees", &[])));
        lines.extend(shown.fees.iter().map(said));
        lines.push(format!("  {}:", app.say("cli.procedure.papers", &[])));
        lines.extend(shown.papers.iter().map(said));
        lines.push(format!("  {}", app.say("cli.offices.any", &[])));
        lines.extend(shown.offices.iter().map(|office| format!("  {}", fact(office))));
        lines
    });
    Ok(())
}
