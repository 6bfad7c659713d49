//! `citizen scan`, `citizen code`.

use super::dossier::MAX_PICTURE;
use super::show;
use crate::app::{App, read_file};
use crate::args::Scan;
use crate::out::{Ending, Failure};
use citizen_client::Client;
use citizen_client::scan::Payload;
use citizen_domain::codes::DossierCode;
use citizen_domain::pack::agency_now;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Serialize)]
struct Images {
    images: Vec<Image>,
}

#[derive(Serialize)]
struct Image {
    path: PathBuf,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decode_ms: Option<u64>,
    payloads: Vec<Payload>,
    /// Code of the error, for a picture that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
}

#[derive(Serialize)]
struct Payloads {
    payloads: Vec<Payload>,
}

pub(crate) fn run(app: &App, args: &Scan) -> Result<Ending, Failure> {
    let reader = Reader::of(app)?;
    if let Some(text) = &args.text {
        let payloads = vec![reader.text(text)?];
        app.out.object(&Payloads { payloads }, |it| {
            it.payloads.iter().flat_map(|p| words(app, p)).collect()
        });
        return Ok(Ending::Done);
    }
    let mut images = Vec::new();
    let mut first: Option<Failure> = None;
    for path in &args.images {
        let read =
            read_file(path, MAX_PICTURE).and_then(|bytes| reader.picture(&bytes).map_err(Failure::from));
        images.push(match read {
            Ok(found) => Image {
                path: path.clone(),
                width: Some(found.width),
                height: Some(found.height),
                decode_ms: Some(found.decode_ms),
                payloads: found.payloads,
                error: None,
            },
            // With one picture its error is the command's; with several the others still count.
            Err(failure) if args.images.len() == 1 => return Err(failure),
            Err(failure) => {
                let image = Image {
                    path: path.clone(),
                    width: None,
                    height: None,
                    decode_ms: None,
                    payloads: Vec::new(),
                    error: Some(failure.info.code),
                };
                first.get_or_insert(failure);
                image
            }
        });
    }
    app.out.object(&Images { images }, |it| {
        let mut lines = Vec::new();
        for image in &it.images {
            lines.push(image.path.display().to_string());
            if let Some(code) = image.error {
                lines.push(format!(
                    "  {}",
                    app.say(&format!("error.{code}"), &[("file", "")])
                ));
            } else if image.payloads.is_empty() {
                lines.push(format!("  {}", app.say("cli.scan.nothing", &[])));
            }
            lines.extend(image.payloads.iter().flat_map(|p| words(app, p)));
        }
        lines
    });
    Ok(first.map_or(Ending::Done, |failure| Ending::With(failure.info.outcome)))
}

/// Works before `init`, with the shipped packs.
pub(crate) enum Reader {
    Opened(Client),
    Shipped(citizen_client::ShippedReader),
}

impl Reader {
    pub(crate) fn of(app: &App) -> Result<Self, Failure> {
        Ok(match app.client_if_any()? {
            Some(client) => Self::Opened(client),
            None => Self::Shipped(citizen_client::ShippedReader::new(&app.shipped)),
        })
    }

    pub(crate) fn picture(
        &self,
        bytes: &[u8],
    ) -> Result<citizen_client::Scanned, citizen_client::ClientError> {
        match self {
            Self::Opened(client) => client.scan_picture(bytes),
            Self::Shipped(reader) => reader.scan_picture(bytes),
        }
    }

    fn text(&self, text: &str) -> Result<Payload, citizen_client::ClientError> {
        match self {
            Self::Opened(client) => client.scan_text(text),
            Self::Shipped(reader) => reader.scan_text(text),
        }
    }

    /// The pack in use, or the first shipped one.
    pub(crate) fn pack(&self) -> Result<std::sync::Arc<citizen_client::pack::VerifiedPack>, Failure> {
        Ok(match self {
            Self::Opened(client) => client.pack_or_shipped()?,
            Self::Shipped(reader) => reader.pack()?,
        })
    }
}

/// A word of the contract, in the person's language where the catalogue has it.
fn name<T: Serialize>(app: &App, part: &str, value: &T) -> String {
    let word = serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default();
    app.say_if(&format!("scan.{part}.{word}")).unwrap_or(word)
}

fn words(app: &App, payload: &Payload) -> Vec<String> {
    let mut lines = vec![format!(
        "  {} — {}",
        name(app, "kind", &payload.kind),
        name(app, "trust", &payload.trust)
    )];
    if let Some(dossier) = &payload.dossier {
        lines.push(format!("    {}", dossier.code));
        lines.extend(dossier.agency_name.iter().map(|agency| format!("    {agency}")));
        let now = citizen_client::system_now();
        for (id, at) in [
            ("cli.dossier.received", dossier.received_at),
            ("cli.dossier.appointment", dossier.appointment_at),
        ] {
            lines.extend(at.map(|at| format!("    {}: {}", app.say(id, &[]), show::when(app, at, now))));
        }
    }
    if let Some(card) = &payload.id_card {
        lines.push(format!("    •••• {}", card.id_last4));
    }
    if let Some(transfer) = &payload.vietqr {
        lines.push(format!("    {} {}", transfer.bin, transfer.account));
    }
    if payload.dossier.is_none() {
        lines.extend(payload.text.iter().map(|text| format!("    {text}")));
    }
    lines.extend(payload.url.iter().map(|url| format!("    {url}")));
    lines.extend(
        payload
            .warnings
            .iter()
            .map(|w| format!("    ! {}", app.say(&w.message_id(), &[]))),
    );
    lines
}

#[derive(Serialize)]
struct CodeView {
    raw: String,
    normalized: String,
    shape: citizen_domain::codes::Shape,
    agency: Vec<String>,
    /// Whom the code names, where the registry knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_name: Option<String>,
    /// Who answers for it today, where it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_now: Option<String>,
    level1: Option<String>,
    #[serde(with = "citizen_domain::time::iso_date::option")]
    received_on: Option<time::Date>,
    sequence: Option<String>,
    warnings: Vec<citizen_domain::codes::CodeWarning>,
}

pub(crate) fn code(app: &App, text: &str) -> Result<(), Failure> {
    let agencies = match Reader::of(app)?.pack() {
        Ok(pack) => pack.content().agencies.clone(),
        Err(_) => Vec::new(),
    };
    let code = DossierCode::parse_with(text, &agencies).map_err(citizen_client::ClientError::from)?;
    let today = citizen_client::system_now().date();
    let id = code.agency_id();
    let named = id
        .as_ref()
        .and_then(|id| agencies.iter().find(|agency| agency.id == *id));
    let now =
        named.and_then(|named| agency_now(&agencies, &named.id, today).filter(|now| now.id != named.id));
    let (agency_name, agency_now) = (
        named.map(|agency| agency.name.clone()),
        now.map(|agency| agency.name.clone()),
    );
    let view = CodeView {
        agency_name,
        agency_now,
        raw: code.raw,
        normalized: code.normalized,
        shape: code.shape,
        agency: code.agency,
        level1: code.level1,
        received_on: code.received_on,
        sequence: code.sequence,
        warnings: code.warnings,
    };
    app.out.object(&view, |view| {
        let mut lines = vec![view.normalized.clone()];
        let after = view
            .agency_now
            .as_ref()
            .map(|name| app.say("dossier.agency_now", &[("name", name)]));
        let agency = view
            .agency_name
            .iter()
            .chain(&after)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        lines.extend(show::line(
            app,
            "cli.dossier.agency",
            Some(agency).filter(|agency| !agency.is_empty()),
        ));
        lines.extend(show::line(app, "cli.code.level1", view.level1.clone()));
        let day = view
            .received_on
            .map(|d| citizen_domain::text::human::date(app.lang, d).display);
        lines.extend(show::line(app, "cli.code.received", day));
        lines.extend(show::line(app, "cli.code.sequence", view.sequence.clone()));
        lines.extend(
            view.warnings
                .iter()
                .map(|w| format!("! {}", app.say(w.message_id(), &[]))),
        );
        lines
    });
    Ok(())
}
