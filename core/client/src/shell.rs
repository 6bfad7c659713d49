//! The same calls for a shell that knows neither addresses nor questionnaires nor files' bytes: it gives texts and paths.

use crate::{Client, ClientError, Existing, RatingView, Scanned, write_whole};
use citizen_domain::message::Lang;
use citizen_domain::pack::{Answer, ItemKind};
use citizen_incident::ReportView;
use citizen_mscore::Answers;
use citizen_scan::Payload;
use std::io::Read as _;
use std::path::Path;
use url::Url;

/// Longest picture file that is read: what the decoders refuse anyway is not read into memory first.
const MAX_PICTURE: u64 = 64 << 20;

impl Client {
    /// As [`Client::scan_picture`], from a file.
    ///
    /// # Errors
    /// [`ClientError::File`]; the scan room's own.
    pub fn scan_file(&self, path: &Path) -> Result<Scanned, ClientError> {
        self.scan_picture(&read(path)?)
    }

    /// Finds the codes in a grey camera frame of `height` lines, `stride` bytes a line, and judges them.
    ///
    /// # Errors
    /// The scan room's own, for bytes that are no such frame.
    pub fn scan_frame(
        &self,
        width: u32,
        height: u32,
        stride: u32,
        luma: &[u8],
    ) -> Result<Vec<Payload>, ClientError> {
        let picture = citizen_scan::decode_frame(width, height, stride, luma, &citizen_scan::Limits::FRAME)?;
        let found = &picture.found;
        found
            .iter()
            .map(|found| self.judged_payload(&found.raw))
            .collect()
    }

    /// As [`Client::add_draft_photo`], from a file, whose name counts too.
    ///
    /// # Errors
    /// [`ClientError::File`]; as there.
    pub fn add_draft_photo_file(&self, id: &str, path: &Path) -> Result<ReportView, ClientError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.add_draft_photo(id, &name, &read(path)?)
    }

    /// As [`Client::begin_sign_in`]; the page to open, and whether the browser would refuse it by this device's wrong clock.
    ///
    /// # Errors
    /// [`ClientError::BadAddress`]; as there.
    pub async fn begin_sign_in_at(&self, redirect_uri: &str) -> Result<(String, bool), ClientError> {
        let redirect = Url::parse(redirect_uri).map_err(|_| ClientError::BadAddress)?;
        let page = self.begin_sign_in(redirect).await?;
        let refuses = self.browser_would_refuse(&page);
        Ok((page.into(), refuses))
    }

    /// As [`Client::finish_sign_in`].
    ///
    /// # Errors
    /// [`ClientError::BadAddress`]; as there.
    pub async fn finish_sign_in_with(&self, url: &str) -> Result<(), ClientError> {
        let url = Url::parse(url).map_err(|_| ClientError::BadAddress)?;
        self.finish_sign_in(url).await.map(drop)
    }

    /// As [`Client::rate`], each answer as a text: a choice's value, a number of a scale, or the person's own words.
    ///
    /// # Errors
    /// As there.
    pub async fn rate_as_said(
        &self,
        code: &str,
        questionnaire: &str,
        given: Vec<(String, String)>,
    ) -> Result<RatingView, ClientError> {
        let asked = self.questions(Some(code))?;
        let items = asked
            .iter()
            .find(|one| one.questionnaire.id == questionnaire)
            .map(|one| one.questionnaire.items.as_slice())
            .ok_or(ClientError::NotRatable)?;
        let answers: Answers = given
            .into_iter()
            .map(|(question, value)| {
                let scale = items
                    .iter()
                    .any(|item| item.id == question && item.kind == ItemKind::Scale);
                let answer = match value.parse() {
                    Ok(number) if scale => Answer::Number(number),
                    _ => Answer::Text(value),
                };
                (question, answer)
            })
            .collect();
        self.rate(code, Some(questionnaire), answers).await
    }

    /// As [`Client::export`], written to a new file, whole or not at all, for its owner alone.
    ///
    /// # Errors
    /// [`ClientError::File`] where it cannot be written, or something is there already; the store's own.
    pub fn export_to(&self, path: &Path, lang: Lang) -> Result<citizen_screen::Said, ClientError> {
        // Before anything is gathered.
        if std::fs::symlink_metadata(path).is_ok() {
            return Err(ClientError::File);
        }
        let export = self.export(lang)?;
        let bytes = serde_json::to_vec_pretty(&export).map_err(|_| ClientError::Runtime)?;
        write_whole(path, &bytes, Existing::Stays).map_err(|_| ClientError::File)?;
        Ok(self.voice(lang).say("screen.export.done", &[]))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ClientError> {
    let file = std::fs::File::open(path).map_err(|_| ClientError::File)?;
    let size = file.metadata().map_err(|_| ClientError::File)?;
    if !size.is_file() {
        return Err(ClientError::File);
    }
    let mut bytes = Vec::new();
    // One more than is taken, so that the room says that it is too large.
    file.take(MAX_PICTURE + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ClientError::File)?;
    Ok(bytes)
}
