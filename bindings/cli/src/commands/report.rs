//! `citizen report …`

use super::dossier::MAX_PICTURE;
use super::show;
use crate::app::{App, read_file};
use crate::args::{Changes, NewReport, Report, VisibilityArg};
use crate::out::Failure;
use citizen_client::incident::{IncidentError, MAX_PHOTOS, ReportView};
use citizen_client::outbox::WireBytes;
use citizen_client::{Client, ClientError, DraftChange, Filed, Place, ReportDecision, ReportRequest};
use citizen_domain::pack::{ReportCategory, Visibility};
use citizen_domain::wire::LocationSource;
use serde::Serialize;
use std::path::{Path, PathBuf};

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
    /// What is still to leave of it, in bytes on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    wire: Option<WireBytes>,
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
    let categories = client.report_categories()?;
    let one = |report: ReportView, wire: Option<WireBytes>| {
        if let Some(wire) = wire {
            tell_size(app, wire);
        }
        app.out.object(&One { report, wire }, |one| {
            show::report(app, &one.report, &categories, now)
        });
    };
    match command {
        Report::Categories => {}
        Report::New(args) => {
            let filed = file(&client, args)?;
            tell(app, &filed);
            let wire = to_leave(&client, &filed.report)?;
            one(filed.report, wire);
        }
        Report::List => {
            let reports = client.reports(0, 500)?;
            app.out.object(&Many { reports }, |many| {
                if many.reports.is_empty() {
                    return vec![app.say("cli.report.none", &[])];
                }
                many.reports
                    .iter()
                    .flat_map(|report| show::report(app, report, &categories, now))
                    .collect()
            });
        }
        Report::Show { id } => {
            let report = client.report(&id)?;
            let wire = to_leave(&client, &report)?;
            one(report, wire);
        }
        Report::Edit(args) => {
            let filed = edit(&client, &args.id, args.changes)?;
            tell(app, &filed);
            let wire = to_leave(&client, &filed.report)?;
            one(filed.report, wire);
        }
        Report::Send { id } => {
            let filed = client.send_draft(&id)?;
            tell(app, &filed);
            let wire = to_leave(&client, &filed.report)?;
            one(filed.report, wire);
        }
        Report::Withdraw { id } => decide(&client, &id, &ReportDecision::Withdraw, one)?,
        Report::Confirm { id } => decide(&client, &id, &ReportDecision::Confirm, one)?,
        Report::Reopen { id, text } => decide(&client, &id, &ReportDecision::Reopen(text), one)?,
    }
    Ok(())
}

fn decide(
    client: &Client,
    id: &str,
    decision: &ReportDecision,
    one: impl Fn(ReportView, Option<WireBytes>),
) -> Result<(), Failure> {
    let report = client.decide_report(id, decision)?;
    let wire = to_leave(client, &report)?;
    one(report, wire);
    Ok(())
}

/// What the next sync will send of a report or of a decision about it; of a draft, what would be sent as it stands.
fn to_leave(client: &Client, report: &ReportView) -> Result<Option<WireBytes>, Failure> {
    let waits = |id: &str| match client.outbox_item(id) {
        Ok(item) => Some(item.wire).filter(|_| !item.body_held && item.state != "rejected"),
        // Nothing waits under that name.
        Err(_) => None,
    };
    if report.state == "draft" {
        let size = client.draft_size(&report.id)?;
        return Ok(size.map(|size| WireBytes {
            text: size.body,
            photos: size.photos,
        }));
    }
    Ok(match &report.pending_action {
        Some(decision) => waits(&decision.item),
        None => waits(&report.id),
    })
}

/// How much will leave: on stderr, before anything does.
pub(super) fn tell_size(app: &App, wire: WireBytes) {
    let kb = |bytes: u64| bytes.div_ceil(1024).to_string();
    app.out.note(&app.say(
        "cli.report.size",
        &[("text", &kb(wire.text)), ("photos", &kb(wire.photos))],
    ));
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

/// Files a report. Its words and its place are kept before any picture is touched, so that none can cost them.
fn file(client: &Client, args: NewReport) -> Result<Filed, Failure> {
    let begun = client.keep_draft(&ReportRequest {
        category: args.category,
        text: args.text,
        photos: Vec::new(),
        place: place(args.lat, args.lon, args.accuracy),
        no_place: args.no_place,
        unit: args.unit,
        severity: args.severity,
        visibility: args.visibility.map(Into::into),
        anonymous: args.anonymous,
        draft: true,
    })?;
    let photos = add_photos(client, &begun.id, &args.photo);
    if let Some(refused) = begun.refused {
        return Err(refused.into());
    }
    photos?;
    Ok(if args.draft {
        client.review_draft(&begun.id)?
    } else {
        client.send_draft(&begun.id)?
    })
}

/// Changes a draft. Of a report that the province refused, or a photo of it, a draft is made first.
fn edit(client: &Client, id: &str, changes: Changes) -> Result<Filed, Failure> {
    let view = client.report(id)?;
    let refused = view.state == "rejected" || view.photos.iter().any(|photo| photo.state == "refused");
    let mended = if refused {
        Some(client.mend_report(id)?.report.id)
    } else {
        None
    };
    let id = mended.as_deref().unwrap_or(id);
    let at = place(changes.lat, changes.lon, changes.accuracy);
    client.change_draft(
        id,
        &DraftChange {
            category: changes.category,
            text: changes.text,
            place: if changes.no_place {
                Some(None)
            } else {
                at.map(Some)
            },
            unit: if changes.no_unit {
                Some(None)
            } else {
                changes.unit.map(Some)
            },
            severity: changes.severity,
            visibility: changes.visibility.map(Into::into),
            anonymous: (changes.anonymous || changes.named).then_some(changes.anonymous),
            remove_photos: changes.remove_photo,
        },
    )?;
    add_photos(client, id, &changes.photo)?;
    Ok(client.review_draft(id)?)
}

/// Adds every picture that can be taken, and says what the first of the others is about.
fn add_photos(client: &Client, id: &str, paths: &[PathBuf]) -> Result<(), Failure> {
    // Said before any picture is read: they can be large.
    if paths.len() > MAX_PHOTOS {
        return Err(Failure::from(ClientError::from(IncidentError::TooManyPhotos)).kept_in(id));
    }
    let mut first = Ok(());
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let added = read_picture(path)
            .and_then(|bytes| Ok(client.add_draft_photo(id, &name, &bytes)?))
            .map(drop)
            .map_err(|mut failure| {
                failure.detail.get_or_insert_with(|| path.display().to_string());
                failure.kept_in(id)
            });
        first = first.and(added);
    }
    first
}

fn read_picture(path: &Path) -> Result<Vec<u8>, Failure> {
    if std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > MAX_PICTURE) {
        return Err(ClientError::from(IncidentError::PhotoTooLarge).into());
    }
    read_file(path, MAX_PICTURE)
}

/// A measured accuracy means a measured place; without one it was typed or picked on a map.
fn place(lat: Option<f64>, lon: Option<f64>, accuracy_m: Option<f64>) -> Option<Place> {
    let source = match accuracy_m {
        Some(_) => LocationSource::Gps,
        None => LocationSource::MapPin,
    };
    lat.zip(lon).map(|(lat, lon)| Place {
        lat,
        lon,
        accuracy_m,
        source,
        age_ms: 0,
    })
}

impl From<VisibilityArg> for Visibility {
    fn from(arg: VisibilityArg) -> Self {
        match arg {
            VisibilityArg::Public => Self::Public,
            VisibilityArg::Handler => Self::Handler,
        }
    }
}

/// What the person should know before the report leaves: on stderr, so that `--json` stays one object.
fn tell(app: &App, filed: &Filed) {
    for advice in &filed.advice {
        app.out.note(&advice.text(app.lang).display);
    }
    for flag in &filed.place {
        app.out.note(&app.say(flag.message_id(), &[]));
    }
    if app.out.json {
        // Without it the report itself, below, shows both.
        for line in show::place_and_eyes(app, &filed.report) {
            app.out.note(line.trim_start());
        }
    }
    let taken_from_photo = filed
        .report
        .location
        .as_ref()
        .is_some_and(|place| place.source == LocationSource::PhotoExif);
    if taken_from_photo {
        let way = match filed.size {
            Some(_) => "cli.report.drop_place.kept",
            None => "cli.report.drop_place.draft",
        };
        app.out.note(&app.say(way, &[("id", &filed.report.id)]));
    }
    if filed.size.is_some() {
        app.out.note(&app.say("cli.report.kept", &[]));
    }
}
