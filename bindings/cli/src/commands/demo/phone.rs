//! The demonstration's phone in a process of its own, so that it can really be killed.

use crate::app::{App, read_file};
use crate::commands::dossier::MAX_PICTURE;
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::{Place, ReportRequest};
use citizen_domain::wire::LocationSource;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the phone is told to file, on its standard input.
#[derive(Serialize, Deserialize)]
struct Order {
    category: String,
    text: String,
    photo: PathBuf,
    lat: f64,
    lon: f64,
}

/// What it answers when everything is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    kept: String,
}

/// Hidden command: files a report and then waits to be killed.
pub(crate) fn run(app: &App) -> Result<Ending, Failure> {
    let unreadable = || Failure::of(&CliError::Usage);
    let mut line = String::new();
    let mut input = BufReader::new(std::io::stdin().lock());
    input
        .by_ref()
        .take(64 << 20)
        .read_line(&mut line)
        .map_err(|_| unreadable())?;
    let order: Order = serde_json::from_str(&line).map_err(|_| unreadable())?;
    let client = app.client()?;
    let filed = client.file_report(&ReportRequest {
        category: order.category,
        text: order.text,
        photos: vec![("anh.jpg".to_owned(), read_file(&order.photo, MAX_PICTURE)?)],
        place: Some(Place {
            lat: order.lat,
            lon: order.lon,
            accuracy_m: Some(12.0),
            source: LocationSource::Gps,
            age_ms: 0,
        }),
        ..ReportRequest::default()
    })?;
    app.out.object(
        &Kept {
            kept: filed.report.id,
        },
        |kept| vec![kept.kept.clone()],
    );
    // Nothing is closed, nothing is flushed: the process ends here by force.
    let mut rest = Vec::new();
    let _ = input.read_to_end(&mut rest);
    Ok(Ending::Done)
}

/// Starts a phone on `home`, lets it file the report and kills it at once. Gives the report's id.
pub(super) fn file_and_kill(home: &Path, photo: &Path, text: &str) -> Result<String, super::story::Untrue> {
    let mut phone = Command::new(std::env::current_exe()?)
        .args(["--json", "--home"])
        .arg(home)
        .arg("demo-phone")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let order = Order {
        category: "giao_thong".to_owned(),
        text: text.to_owned(),
        photo: photo.to_path_buf(),
        lat: 10.9804,
        lon: 106.6519,
    };
    let told = (|| -> Result<String, super::story::Untrue> {
        let mut input = phone
            .stdin
            .take()
            .ok_or_else(|| super::story::Untrue("no pipe to the phone".into()))?;
        serde_json::to_writer(&mut input, &order)?;
        input.write_all(b"\n")?;
        input.flush()?;
        let mut line = String::new();
        let output = phone
            .stdout
            .take()
            .ok_or_else(|| super::story::Untrue("no pipe from the phone".into()))?;
        BufReader::new(output).read_line(&mut line)?;
        let kept: Kept = serde_json::from_str(&line)
            .map_err(|_| super::story::Untrue(format!("the phone said: {}", line.trim())))?;
        // The pipe stays open until here, so the phone was alive, waiting, when it was killed.
        phone.kill()?;
        drop(input);
        Ok(kept.kept)
    })();
    if told.is_err() {
        let _ = phone.kill();
    }
    let ended = phone.wait()?;
    super::story::check(!ended.success(), "the phone was not killed")?;
    told
}
