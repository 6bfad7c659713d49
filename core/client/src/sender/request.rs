//! The request that each step of an item comes to.

use super::Sender;
use crate::ClientError;
use crate::api::{address, with_json};
use crate::net::http::is_acceptable;
use crate::receipt_qr::from_hex;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citizen_domain::ports::{Method, Request, Response};
use citizen_domain::wire::WithdrawalRequest;
use citizen_outbox::{Action, Endpoint, Item, MAX_REPLY, UploadCall, UploadHead};
use std::sync::PoisonError;
use std::time::Duration;
use url::Url;

const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const BYTES: &str = "application/offset+octet-stream";

/// Whether a step goes with the person's session. An upload has a token of its own.
pub(super) fn needs_session(item: &Item, action: &Action) -> bool {
    item.needs_session() && !matches!(action, Action::Upload { .. })
}

impl Sender<'_> {
    pub(super) async fn request(&self, item: &Item, action: &Action) -> Result<Request, ClientError> {
        let base = match item.endpoint {
            Endpoint::Items => &self.discovery.endpoints.items,
            Endpoint::Ratings => &self.discovery.endpoints.ratings,
        };
        let place = format!("{}/{}", base.trim_end_matches('/'), item.id);
        let mut request = match action {
            Action::SendBody => Request::new(Method::Put, address(&place)?)
                .header("content-digest", content_digest(&item.body_sha256))
                .body("application/json", item.body.clone()),
            Action::Upload { sha256, call } => self.upload(item, sha256, *call).await?,
            Action::Withdraw => with_json(
                Method::Post,
                address(&format!("{place}/withdrawal"))?,
                &WithdrawalRequest {
                    body_sha256: item.body_sha256.clone(),
                },
            )?,
            _ => Request::new(Method::Get, address(&place)?),
        };
        // A slow line needs about a second a kilobyte; silence beyond that is silence.
        request.timeout += Duration::from_secs(request.body.len() as u64 / 1024);
        request.max_body = MAX_REPLY as u64;
        if !item.needs_session() {
            // A rating or an anonymous report carries nothing that names the person, and shares no connection with
            // requests that do.
            return Ok(request.apart());
        }
        Ok(request)
    }

    /// One request of tus 1.0.0.
    async fn upload(&self, item: &Item, sha256: &str, call: UploadCall) -> Result<Request, ClientError> {
        let part = item.parts.iter().find(|part| part.sha256 == sha256);
        let (part, upload) = part
            .and_then(|part| part.upload.as_ref().map(|upload| (part, upload)))
            .ok_or(ClientError::NotFound)?;
        let (method, place) = match (call, &upload.location) {
            (UploadCall::Create { .. }, _) => (Method::Post, &upload.create),
            (UploadCall::Ask, Some(location)) => (Method::Head, location),
            (UploadCall::Append { .. }, Some(location)) => (Method::Patch, location),
            (_, None) => return Err(ClientError::NotFound),
        };
        let place = address(place)?;
        // What was reached over TLS must not lead back to cleartext.
        if self.discovery.endpoints.items.starts_with("https:") && place.scheme() != "https" {
            return Err(ClientError::BadAddress);
        }
        let request = Request::new(method, place)
            .header(VERSION.0, VERSION.1)
            .header("authorization", format!("Bearer {}", upload.token));
        let request = match call {
            UploadCall::Create { .. } => request
                .header("upload-length", part.bytes.to_string())
                // The file type in base64, as the standard writes values.
                .header("upload-metadata", "filetype aW1hZ2UvanBlZw=="),
            UploadCall::Append { offset, .. } => request.header("upload-offset", offset.to_string()),
            UploadCall::Ask => request,
        };
        let (from, length) = call.range();
        if length == 0 {
            return Ok(request);
        }
        let bytes = self.attachment(sha256).await?;
        let range = usize::try_from(from)
            .ok()
            .zip(usize::try_from(from.saturating_add(length)).ok())
            .filter(|(from, to)| from <= to && *to <= bytes.len())
            .ok_or(ClientError::Runtime)?;
        Ok(request.body(BYTES, bytes.slice(range.0..range.1)))
    }
}

impl Sender<'_> {
    /// An attachment, opened and checked once for all its pieces.
    async fn attachment(&self, sha256: &str) -> Result<bytes::Bytes, ClientError> {
        let last = || self.attachment.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((hash, bytes)) = &*last()
            && hash == sha256
        {
            return Ok(bytes.clone());
        }
        let hash = sha256.to_owned();
        let bytes = self
            .inner
            .blocking(move |inner| Ok(inner.ports.files.get(&hash)?))
            .await?;
        let bytes = bytes::Bytes::from(bytes);
        *last() = Some((sha256.to_owned(), bytes.clone()));
        Ok(bytes)
    }
}

/// The body's hash, which travels with it (RFC 9530): what was changed on the way is not taken.
fn content_digest(sha256: &str) -> String {
    format!("sha-256=:{}:", STANDARD.encode(from_hex(sha256)))
}

/// What a tus server says in the head of its reply to a request at `asked`. An address that must not be spoken to, or
/// that leads from TLS to cleartext, is as good as none.
pub(super) fn upload_head(response: &Response, asked: &Url) -> Option<UploadHead> {
    if response.header(VERSION.0) != Some(VERSION.1) {
        return None;
    }
    let number = |name| response.header(name).and_then(|text| text.trim().parse().ok());
    let location = response
        .header("location")
        .and_then(|text| asked.join(text).ok())
        .filter(|url| is_acceptable(url) && (asked.scheme() != "https" || url.scheme() == "https"))
        .map(String::from);
    Some(UploadHead {
        offset: number("upload-offset"),
        length: number("upload-length"),
        location,
    })
}
