//! `citizen report …`

use super::dossier::MAX_PICTURE;
use super::show;
use crate::app::{App, read_file};
use crate::args::{NewReport, Report, VisibilityArg};
use crate::out::Failure;
use citizen_client::incident::{Advice, IncidentError, MAX_PHOTOS, ReportView};
use citizen_client::{ClientError, Filed, ReportDecision, ReportRequest};
use citizen_domain::pack::{ReportCategory, Visibility};
use citizen_domain::wire::LocationSource;
use serde::Serialize;

#[derive(Serialize)]
struct Categories {
    categories: Vec<CategoryView>,
}

#[derive(Serialize)]
struct CategoryView {
    code: String,
    name: String,
    spoken: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    emergency: Option<String>,
}

#[derive(Serialize)]
struct One {
    report: ReportView,
}

#[derive(Serialize)]
struct Many {
    reports: Vec<ReportView>,
}

pub(crate) fn run(app: &App, command: Report) -> Result<(), Failure> {
    if let Report::Categories = command {
        return categories(app);
    }
    let client = app.client()?;
    let now = client.now();
    let one = |report: ReportView| {
        app.out
            .object(&One { report }, |one| show::report(app, &one.report, now));
    };
    match command {
        Report::Categories => {}
        Report::New(args) => {
            let filed = client.file_report(request(args)?)?;
            tell(app, &filed);
            one(filed.report);
        }
        Report::List => {
            let reports = client.reports(0, 500)?;
            app.out.object(&Many { reports }, |many| {
                if many.reports.is_empty() {
                    return vec![app.say("cli.report.none", &[])];
                }
                many.reports
                    .iter()
                    .flat_map(|report| show::report(app, report, now))
                    .collect()
            });
        }
        Report::Show { id } => one(client.report(&id)?),
        Report::Send { id } => {
            let filed = client.send_draft(&id)?;
            tell(app, &filed);
            one(filed.report);
        }
        Report::Withdraw { id } => one(client.decide_report(&id, &ReportDecision::Withdraw)?),
        Report::Confirm { id } => one(client.decide_report(&id, &ReportDecision::Confirm)?),
        Report::Reopen { id, text } => one(client.decide_report(&id, &ReportDecision::Reopen(text))?),
    }
    Ok(())
}

fn categories(app: &App) -> Result<(), Failure> {
    let pack = super::scan::Reader::of(app)?.pack()?;
    let view = |c: &ReportCategory| CategoryView {
        code: c.code.clone(),
        name: c.name.clone(),
        spoken: c.spoken.clone(),
        emergency: c.emergency.clone(),
    };
    let categories = pack.content().categories.iter().map(view).collect();
    app.out.object(&Categories { categories }, |it| {
        it.categories
            .iter()
            .map(|c| match &c.emergency {
                Some(number) => format!(
                    "{}: {} ({})",
                    c.code,
                    c.name,
                    app.say("cli.call_first", &[("number", number)])
                ),
                None => format!("{}: {}", c.code, c.name),
            })
            .collect()
    });
    Ok(())
}

fn request(args: NewReport) -> Result<ReportRequest, Failure> {
    // Said before any picture is read: they can be large.
    if args.photo.len() > MAX_PHOTOS {
        return Err(ClientError::from(IncidentError::TooManyPhotos).into());
    }
    let mut photos = Vec::new();
    for path in &args.photo {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        photos.push((name, read_file(path, MAX_PICTURE)?));
    }
    Ok(ReportRequest {
        category: args.category,
        text: args.text,
        photos,
        place: args.lat.zip(args.lon).map(|(lat, lon)| (lat, lon, args.accuracy)),
        // A measured accuracy means a measured place; without one it was typed or picked on a map.
        place_source: args.accuracy.map(|_| LocationSource::Gps),
        unit: args.unit,
        severity: args.severity,
        visibility: args.visibility.map(|v| match v {
            VisibilityArg::Public => Visibility::Public,
            VisibilityArg::Handler => Visibility::Handler,
        }),
        anonymous: args.anonymous,
        draft: args.draft,
    })
}

/// What the person should know before the report leaves: on stderr, so that `--json` stays one object.
fn tell(app: &App, filed: &Filed) {
    for advice in &filed.advice {
        app.out.note(&match advice {
            Advice::CallFirst { number, name, .. } => {
                app.say(advice.message_id(), &[("number", number), ("name", name)])
            }
            other => app.say(other.message_id(), &[]),
        });
    }
    for flag in &filed.place {
        app.out.note(&app.say(flag.message_id(), &[]));
    }
    if let Some(size) = filed.size {
        let kb = |bytes: u64| bytes.div_ceil(1024).to_string();
        app.out.note(&app.say(
            "cli.report.size",
            &[("text", &kb(size.body)), ("photos", &kb(size.photos))],
        ));
        app.out.note(&app.say("cli.report.kept", &[]));
    }
}
