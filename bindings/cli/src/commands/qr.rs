//! Drawing a QR: into a file, or on the terminal.

use crate::app::{App, write_file};
use crate::error::CliError;
use crate::out::Failure;
use citizen_client::ClientError;
use citizen_client::scan::{draw_png, draw_svg, draw_terminal};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Serialize)]
struct Drawn {
    path: Option<PathBuf>,
    text: String,
}

/// Draws `text` into `out` (`.svg` or `.png`), or on the terminal with the text below.
pub(crate) fn draw(app: &App, text: String, out: Option<PathBuf>) -> Result<(), Failure> {
    let Some(path) = out else {
        let picture = draw_terminal(&text).map_err(ClientError::from)?;
        app.out.object(&Drawn { path: None, text }, |drawn| {
            let rows = picture.lines().map(str::to_owned);
            rows.chain([drawn.text.clone()]).collect()
        });
        return Ok(());
    };
    let bytes = match path.extension().and_then(|e| e.to_str()) {
        Some("svg") => draw_svg(&text).map(String::into_bytes),
        Some("png") => draw_png(&text, 8),
        _ => {
            return Err(Failure::of(&CliError::QrKind));
        }
    };
    write_file(&path, &bytes.map_err(ClientError::from)?)?;
    let written = app.say("cli.written", &[("file", &path.display().to_string())]);
    let path = Some(path);
    app.out.object(&Drawn { path, text }, |_| vec![written]);
    Ok(())
}
