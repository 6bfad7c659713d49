//! Codes in pictures and camera frames.

use crate::error::ScanError;
use crate::records::ScanView;
use crate::shared::Shared;
use citizen_client::{Client, ClientError};
use citizen_domain::message::Lang;
use std::path::Path;
use std::sync::Arc;

/// What was found in a picture or frame.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ScanResult {
    /// Every code; usually none or one.
    pub found: Vec<ScanView>,
}

/// Codes in pictures and camera frames.
#[derive(uniffi::Object)]
pub struct Scanner(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Scanner {
    /// A grey camera frame: `height` lines of `stride` bytes, of which `width` are pixels. For a thread of its own.
    pub fn frame(&self, width: u32, height: u32, stride: u32, luma: &[u8]) -> Result<ScanResult, ScanError> {
        self.0
            .look(|client, lang| views(client, &client.scan_frame(width, height, stride, luma)?, lang))
    }

    /// A picture file, JPEG or PNG.
    pub fn picture(&self, path: &str) -> Result<ScanResult, ScanError> {
        self.0
            .look(|client, lang| views(client, &client.scan_file(Path::new(path))?.payloads, lang))
    }

    /// A text that some other scanner read, or that a person pasted.
    pub fn text(&self, text: &str) -> Result<ScanResult, ScanError> {
        self.0
            .look(|client, lang| views(client, &[client.scan_text(text)?], lang))
    }
}

fn views(
    client: &Client,
    payloads: &[citizen_client::scan::Payload],
    lang: Lang,
) -> Result<ScanResult, ClientError> {
    Ok(ScanResult {
        found: payloads
            .iter()
            .map(|payload| client.show_scanned(payload, lang))
            .collect(),
    })
}
