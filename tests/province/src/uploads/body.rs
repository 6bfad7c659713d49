use super::turn::{QUIET, Turn};
use crate::error::ApiError;
use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;

/// The bytes of a request, as far as they arrived.
pub(super) struct Arrived {
    pub(super) bytes: Vec<u8>,
    /// The line did not break before the end.
    pub(super) whole: bool,
}

/// Reads a body up to `most` bytes. A line that breaks is no error: what came before it counts. Once somebody else wants the upload,
/// neither is one that falls silent.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    most: u64,
    turn: &Turn,
) -> Result<Arrived, ApiError> {
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<u64>().ok());
    if declared.is_some_and(|length| length > most) {
        return Err(ApiError::TooLarge);
    }
    let mut body = body;
    let mut bytes = Vec::new();
    let mut broken = false;
    let mut wanted = false;
    loop {
        let frame = tokio::select! {
            // What is here is taken before anybody is listened to.
            biased;
            frame = body.frame() => frame,
            () = turn.wanted(), if !wanted => {
                wanted = true;
                continue;
            }
            () = tokio::time::sleep(QUIET), if wanted => Some(Err(axum::Error::new("nothing came"))),
        };
        let Some(frame) = frame else { break };
        let Ok(frame) = frame else {
            broken = true;
            break;
        };
        if let Ok(piece) = frame.into_data() {
            bytes.extend_from_slice(&piece);
        }
        if bytes.len() as u64 > most {
            return Err(ApiError::TooLarge);
        }
    }
    let whole = !broken && declared.is_none_or(|length| length == bytes.len() as u64);
    Ok(Arrived { bytes, whole })
}
