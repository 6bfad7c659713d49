//! `citizen outbox …`, `citizen receipt …`

use super::dossier::MAX_PICTURE;
use super::scan::Reader;
use super::{qr, show};
use crate::app::{App, read_file};
use crate::args::{Outbox, Receipt};
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::outbox::{self, OutboxError, OutboxView, Page, ReceiptView};
use citizen_client::{Client, ClientError, ReceiptTrust, verify_receipt};
use citizen_domain::Outcome;
use serde::{Deserialize, Serialize};
use std::path::Path;

#[derive(Serialize)]
struct Items {
    items: Vec<OutboxView>,
}

#[derive(Deserialize)]
struct ShownReceipt {
    jws: String,
    /// What stands beside it to be read, and proves nothing by itself.
    receipt: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Whether everything that a file says in plain words is what was signed.
fn says_the_same(shown: &serde_json::Map<String, serde_json::Value>, signed: &ReceiptView) -> bool {
    let signed = serde_json::to_value(signed).unwrap_or_default();
    shown.iter().all(|(name, value)| signed.get(name) == Some(value))
}

#[derive(Serialize)]
struct ReceiptObject {
    receipt: ReceiptView,
    /// The receipt as the province signed it; `receipt verify` takes this object as a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    jws: Option<String>,
}

pub(crate) fn run(app: &App, command: Outbox) -> Result<Ending, Failure> {
    if let Outbox::Data(asked) = &command {
        super::data::run(app, asked)?;
        return Ok(Ending::Done);
    }
    let client = app.client()?;
    let now = client.now();
    let discard = matches!(command, Outbox::Discard { .. });
    let items = match command {
        Outbox::List | Outbox::Data(_) => all(&client)?,
        Outbox::Show { id } => vec![client.outbox_item(&id)?],
        Outbox::Retry { id } => client.retry(id.as_deref())?,
        Outbox::Discard { id, yes } => {
            if !yes {
                return Err(Failure::of(&CliError::NeedsYes));
            }
            vec![client.discard(&id)?]
        }
    };
    // Kept until the province has confirmed that it is withdrawn there.
    let waits = discard && items.iter().any(|item| item.discarding);
    app.out.object(&Items { items }, |it| {
        if it.items.is_empty() {
            return vec![app.say("cli.outbox.none", &[])];
        }
        it.items
            .iter()
            .map(|item| {
                if discard && !item.discarding {
                    let gone = app.say("cli.outbox.discarded", &[]);
                    return format!("{} {} — {gone}", item.kind, item.id);
                }
                let stands = outbox::words(item, app.lang).display;
                let mut text = format!("{} {} — {stands}", item.kind, item.id);
                if let ("rejected", Some(code)) = (item.state, &item.reason) {
                    text.push_str(&format!(" ({code})"));
                }
                text.push_str(&format!(" {}/{} B", item.bytes_sent, item.bytes_total));
                if let Some(at) = item.next_try_at {
                    text.push_str(&format!(" → {}", show::when(app, at, now)));
                }
                text
            })
            .collect()
    });
    Ok(match waits {
        true => Ending::With(Outcome::Waiting),
        false => Ending::Done,
    })
}

/// Every item, page by page.
fn all(client: &Client) -> Result<Vec<OutboxView>, Failure> {
    let mut page = Page::default();
    let mut items: Vec<OutboxView> = Vec::new();
    loop {
        let more = client.outbox(&page)?;
        let full = more.len() >= page.limit as usize;
        items.extend(more);
        page.after = items.last().map(|item| item.id.clone());
        if !full {
            return Ok(items);
        }
    }
}

/// What a receipt file says: its text, or the text of the first QR in a picture of one.
fn receipt_text(app: &App, file: &Path) -> Result<String, Failure> {
    let picture = file
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ["png", "jpg", "jpeg"].contains(&ending.to_ascii_lowercase().as_str()));
    if !picture {
        return Ok(String::from_utf8_lossy(&read_file(file, 64 << 10)?).into_owned());
    }
    let read = Reader::of(app)?.picture(&read_file(file, MAX_PICTURE)?)?;
    let mut texts = read.payloads.into_iter().filter_map(|payload| payload.text);
    texts
        .next()
        .ok_or_else(|| Failure::from(ClientError::from(OutboxError::NotAReceipt)))
}

pub(crate) fn receipt(app: &App, command: Receipt) -> Result<(), Failure> {
    let (receipt, jws, now) = match command {
        Receipt::Show { id } => {
            let client = app.client()?;
            (
                client.receipt(&id)?,
                Some(client.receipt_token(&id)?),
                client.now(),
            )
        }
        Receipt::Qr { id, out } => {
            let text = app.client()?.receipt_qr(&id)?;
            return qr::draw(app, text, out);
        }
        Receipt::Verify { file, pack, key } => {
            let text = receipt_text(app, &file)?;
            // What `receipt show --json` printed is a receipt file too.
            let (text, beside) = match serde_json::from_str::<ShownReceipt>(&text) {
                Ok(shown) => (shown.jws, shown.receipt),
                Err(_) => (text, None),
            };
            let trust = match (pack, key) {
                (Some(pack), _) => ReceiptTrust::Pack(pack),
                (None, Some(key)) => {
                    ReceiptTrust::Key(String::from_utf8_lossy(&read_file(&key, 64 << 10)?).into_owned())
                }
                (None, None) => ReceiptTrust::Known,
            };
            let own = app.client_if_any()?.and_then(|client| client.pack().ok());
            let now = citizen_client::system_now();
            let signed = verify_receipt(&text, &trust, &app.shipped, own.as_deref(), now)?;
            if beside.is_some_and(|shown| !says_the_same(&shown, &signed)) {
                return Err(Failure::of(&CliError::ReceiptContradicts));
            }
            (signed, None, now)
        }
    };
    app.out.object(&ReceiptObject { receipt, jws }, |it| {
        let r = &it.receipt;
        let mut lines = vec![app.say("cli.receipt.good", &[("id", &r.id)])];
        lines.extend(show::line(
            app,
            "cli.receipt.at",
            Some(show::when(app, r.issued_at, now)),
        ));
        lines.extend(show::line(app, "cli.report.reference", r.reference.clone()));
        lines.extend(show::line(app, "cli.receipt.body", Some(r.body_sha256.clone())));
        lines.extend(
            r.attachments
                .iter()
                .map(|a| format!("  {} ({} B)", a.sha256, a.bytes)),
        );
        if !r.complete {
            lines.push(format!(
                "! {}",
                app.say("cli.receipt.incomplete", &[("n", &r.missing.len().to_string())])
            ));
        }
        lines
    });
    Ok(())
}
