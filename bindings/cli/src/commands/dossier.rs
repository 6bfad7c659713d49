//! `citizen dossier …`

use super::{qr, show};
use crate::app::{App, read_file};
use crate::args::{Dossier, read_secret};
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::dossier::{DossierView, Page, Warning};
use citizen_client::scan::Kind;
use citizen_client::{Client, ClientError, Found};
use citizen_domain::Outcome;
use citizen_domain::Secret;
use serde::Serialize;

/// Largest picture that is read.
pub(crate) const MAX_PICTURE: u64 = 64 << 20;

#[derive(Serialize)]
struct One {
    dossier: DossierView,
}

#[derive(Serialize)]
struct Many {
    dossiers: Vec<DossierView>,
}

#[derive(Serialize)]
struct Unfollowed {
    unfollowed: String,
}

pub(crate) fn run(app: &App, command: Dossier) -> Result<Ending, Failure> {
    let client = app.client()?;
    let now = client.now();
    match command {
        Dossier::Follow { code, secret, scan } => {
            let found = match (code, scan) {
                (_, Some(picture)) => scanned(&client, &read_file(&picture, MAX_PICTURE)?)?,
                (Some(code), None) => Found::Typed {
                    code,
                    secret: secret.map(asked).transpose()?,
                },
                (None, None) => return Err(ClientError::NoCodeFound.into()),
            };
            let dossier = client.block_on(client.follow(found, app.lang))?;
            let unasked = dossier.as_of.is_none();
            let unknown = dossier.warnings.contains(&Warning::NotKnown);
            app.out
                .object(&One { dossier }, |one| show::dossier(app, &one.dossier, now));
            if unasked {
                // Followed, and asked about by the next sync.
                return Ok(Ending::With(Outcome::Waiting));
            }
            if unknown {
                // Followed all the same: offices register late, and the next sync asks again.
                return Ok(Ending::With(Outcome::NotFound));
            }
        }
        Dossier::List => {
            let dossiers = client.dossiers(Page::ALL, app.lang)?;
            app.out.object(&Many { dossiers }, |many| {
                if many.dossiers.is_empty() {
                    return vec![app.say("cli.dossier.none", &[])];
                }
                many.dossiers
                    .iter()
                    .flat_map(|view| show::dossier_card(app, view, now))
                    .collect()
            });
        }
        Dossier::Show { code } => {
            let dossier = client.dossier(&code, app.lang)?;
            app.out
                .object(&One { dossier }, |one| show::dossier(app, &one.dossier, now));
        }
        Dossier::Unfollow { code } => {
            let unfollowed = client.unfollow(&code)?;
            app.out.object(&Unfollowed { unfollowed }, |it| {
                vec![app.say("cli.dossier.unfollowed", &[("code", &it.unfollowed)])]
            });
        }
        Dossier::Qr { code, out } => {
            let text = client.dossier(&code, app.lang)?.raw_code;
            qr::draw(app, text, out)?;
        }
    }
    Ok(Ending::Done)
}

/// The secret as given, or read from standard input.
fn asked(secret: Secret<String>) -> Result<Secret<String>, Failure> {
    read_secret(secret, std::io::stdin().lock()).ok_or_else(|| Failure::of(&CliError::Usage))
}

/// The first payload of a picture that names a dossier, the most trusted one first.
fn scanned(client: &Client, bytes: &[u8]) -> Result<Found, Failure> {
    let mut payloads = client.scan_picture(bytes)?.payloads;
    payloads.sort_by_key(|payload| payload.trust);
    let best = payloads.into_iter().find(|payload| {
        payload.dossier.is_some()
            && matches!(
                payload.kind,
                Kind::DossierSlip | Kind::DossierCode | Kind::DossierUrl
            )
    });
    Ok(Found::Scanned(Box::new(best.ok_or(ClientError::NoCodeFound)?)))
}
