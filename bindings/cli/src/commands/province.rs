//! `citizen province …`: the officials' side, and the reference gateway itself.

use super::province_words::Words;
use super::show;
use crate::app::{App, write_file};
use crate::args::{
    AddDossier, Province, ProvinceDossier, ProvinceKeys, ProvinceRating, ProvinceReport, Serve, SlipKind,
    read_secret,
};
use crate::error::CliError;
use crate::officials::Side;
use crate::out::Failure;
use crate::stop::Stop;
use citizen_client::ClientError;
use citizen_domain::wire::DossierRecord;
use citizen_domain::{Secret, Timestamp};
use citizen_province::demo::DemoCodes;
use citizen_province::officials::{Advance, NewDossier, OfficialReport, RatingRow, ReportChange};
use citizen_province::oidc::upstream::Upstream;
use citizen_province::{Clock, Config, ResourceServer, StartError, officials};
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct Ready {
    ready: bool,
    base_url: String,
    /// Where it listens.
    listen: std::net::SocketAddr,
    issuer: String,
}

#[derive(Serialize)]
struct DossierObject {
    dossier: DossierRecord,
}

#[derive(Serialize)]
struct Reports {
    reports: Vec<OfficialReport>,
}

#[derive(Serialize)]
struct ReportObject {
    report: OfficialReport,
}

#[derive(Serialize)]
struct Ratings {
    ratings: Vec<RatingRow>,
}

#[derive(Serialize)]
struct Slip {
    path: PathBuf,
}

pub(crate) fn run(app: &App, command: Province) -> Result<(), Failure> {
    match command {
        Province::Serve(args) => serve(app, *args),
        Province::Dossier(command) => dossier(app, command),
        Province::Report(ProvinceReport::List(data)) => {
            let words = Words::of(app, data.data.clone());
            let reports = Side::of(app, data.data)?.reports()?;
            app.out.object(&Reports { reports }, |it| {
                it.reports.iter().flat_map(|r| words.report(r)).collect()
            });
            Ok(())
        }
        Province::Report(ProvinceReport::Update {
            id,
            data,
            status,
            text,
        }) => {
            let words = Words::of(app, data.data.clone());
            let report = Side::of(app, data.data)?.update_report(&id, &ReportChange { status, text })?;
            app.out
                .object(&ReportObject { report }, |it| words.report(&it.report));
            Ok(())
        }
        Province::Keys(ProvinceKeys::Rotate(data)) => {
            let key = Side::of(app, data.data)?.rotate_provider_key()?;
            app.out.object(&key, |key| {
                vec![app.say("cli.province.key", &[("id", &key.key_id)])]
            });
            Ok(())
        }
        Province::Rating(ProvinceRating::List(data)) => {
            let words = Words::of(app, data.data.clone());
            let ratings = Side::of(app, data.data)?.ratings()?;
            app.out.object(&Ratings { ratings }, |it| {
                it.ratings.iter().flat_map(|r| words.rating(r)).collect()
            });
            Ok(())
        }
    }
}

fn dossier(app: &App, command: ProvinceDossier) -> Result<(), Failure> {
    let dossier = match command {
        ProvinceDossier::Add(args) => {
            let side = Side::of(app, args.data.data.clone())?;
            side.add_dossier(&new_dossier(args)?)?
        }
        ProvinceDossier::Advance {
            code,
            data,
            status,
            text,
        } => {
            let advance = Advance {
                status: Some(status),
                text,
                ..Advance::default()
            };
            Side::of(app, data.data)?.advance(&code, &advance)?
        }
        ProvinceDossier::Slip {
            code,
            data,
            kind,
            out,
        } => {
            let kind = match kind {
                SlipKind::Signed => officials::SlipKind::Signed,
                SlipKind::Code => officials::SlipKind::Code,
                SlipKind::Url => officials::SlipKind::Url,
            };
            let bytes = Side::of(app, data.data)?.slip(&code, kind)?;
            write_file(&out, &bytes)?;
            app.out.object(&Slip { path: out }, |it| {
                vec![app.say("cli.written", &[("file", &it.path.display().to_string())])]
            });
            return Ok(());
        }
    };
    let now = citizen_client::system_now();
    app.out.object(&DossierObject { dossier }, |it| {
        let d = &it.dossier;
        let mut lines = vec![format!("{} · {}", d.code, d.procedure.name)];
        lines.extend(show::line(
            app,
            "cli.dossier.received",
            d.received_at.map(|at| show::when(app, at, now)),
        ));
        lines.extend(show::line(
            app,
            "cli.dossier.appointment",
            d.appointment_at.map(|at| show::when(app, at, now)),
        ));
        lines.extend(
            d.events
                .last()
                .map(|e| format!("  {} · {}", show::when(app, e.at, now), e.text)),
        );
        lines
    });
    Ok(())
}

fn new_dossier(args: AddDossier) -> Result<NewDossier, Failure> {
    // A day alone is meant from the opening of the counter, or until it closes.
    let time = |text: Option<String>, hour: &str| match text {
        None => Ok(None),
        // With an offset, or as people write a local time.
        Some(text) => Timestamp::parse(&text)
            .or_else(|| Timestamp::parse(&format!("{text}:00+07:00")))
            .or_else(|| Timestamp::parse(&format!("{text}T{hour}:00+07:00")))
            .map(Some)
            .ok_or_else(|| Failure::of(&CliError::BadDate)),
    };
    let secret = args
        .secret
        .map(|given| read_secret(given, std::io::stdin().lock()).ok_or_else(|| Failure::of(&CliError::Usage)))
        .transpose()?
        .map(|secret| secret.reveal().clone());
    Ok(NewDossier {
        code: args.code,
        owner: args.owner,
        procedure: args.procedure,
        unit: args.unit,
        received_at: time(args.received, "08:00")?,
        appointment_at: time(args.appointment, "17:00")?,
        lookup_secret: secret,
        ..NewDossier::default()
    })
}

/// The first line of a file.
fn secret_of(file: &Path) -> Result<Secret<String>, Failure> {
    let open = std::fs::File::open(file).ok();
    open.and_then(|file| read_secret(Secret::new("-".to_owned()), std::io::BufReader::new(file)))
        .ok_or_else(|| Failure::of(&CliError::Usage))
}

/// `ID=FILE`: a name and the file with its secret.
fn resource_server(given: &str) -> Result<ResourceServer, Failure> {
    let (id, file) = given
        .split_once('=')
        .filter(|(id, _)| !id.is_empty())
        .ok_or_else(|| Failure::of(&CliError::Usage))?;
    Ok(ResourceServer {
        id: id.to_owned(),
        secret: secret_of(Path::new(file))?,
    })
}

fn serve(app: &App, args: Serve) -> Result<(), Failure> {
    let base_pack = match args.pack.or_else(|| app.shipped.files().first().cloned()) {
        Some(pack) => pack,
        None => {
            return Err(Failure::of(&CliError::NoPack));
        }
    };
    if args.tls_cert.is_none() && !args.listen.ip().is_loopback() {
        return Err(Failure::of(&CliError::Cleartext).with("address", args.listen.to_string()));
    }
    if args
        .issuer
        .as_deref()
        .is_some_and(|issuer| url::Url::parse(issuer).is_err())
    {
        return Err(Failure::of(&CliError::Usage));
    }
    let config = Config {
        listen: args.listen,
        demo: args.demo,
        base_url: args.base_url,
        issuer: args.issuer,
        client_id: args.client_id,
        resource_id: args.resource_id,
        client_secret: args.client_secret_file.as_deref().map(secret_of).transpose()?,
        required_scope: args.required_scope,
        upstream: args
            .upstream
            .as_deref()
            .map(Upstream::read)
            .transpose()
            .map_err(|error| Failure::of(&error))?,
        resource_servers: args
            .resource_server
            .iter()
            .map(|given| resource_server(given))
            .collect::<Result<_, _>>()?,
        provider_roots: args.provider_root,
        require_dpop: !args.allow_bearer,
        app_links: args.app_link,
        tls: args.tls_cert.zip(args.tls_key),
        tls_next: args.tls_next,
        clock: Clock::system(),
        ..Config::new(app.province_folder(args.data), base_pack)
    };
    let data = config.data.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| Failure::of(&ClientError::Runtime))?;
    runtime
        .block_on(citizen_province::serve(
            config,
            |running| {
                let ready = Ready {
                    ready: true,
                    base_url: running.base_url.clone(),
                    listen: running.addr,
                    issuer: running.issuer.clone(),
                };
                app.out.object(&ready, |it| {
                    let mut lines = vec![app.say("cli.serve.ready", &[("url", &it.base_url)])];
                    // Something to begin with: a dossier, and how its slip comes on paper.
                    let sample = args.demo.then(|| DemoCodes::of(running.state()).ok()).flatten();
                    lines.extend(sample.map(|codes| {
                        let dir = data.display().to_string();
                        app.say("cli.serve.sample", &[("code", &codes.fresh), ("dir", &dir)])
                    }));
                    lines
                });
            },
            async { Stop::listen().asked().await },
        ))
        .map_err(|error| {
            let failure = Failure::of(&error);
            match error {
                StartError::PortTaken(port) => failure.with("port", port.to_string()),
                _ => failure,
            }
        })
}
