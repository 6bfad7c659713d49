//! What a client is told when a request cannot be done. OAuth and Open311 have error shapes of their own.

use crate::refusal::Refusal;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use citizen_domain::error::Coded;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::{ErrorBody, ErrorReply};

/// Why a request was not done. The code on the wire is the part after `province.`; the sentence comes from the
/// Vietnamese catalogue. Carries nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// No session, or one that has ended.
    #[error("sign-in is needed")]
    Unauthorized,
    /// The proof of the token's key needs a nonce of the gateway (RFC 9449 §9); it goes with the reply.
    #[error("a new proof with the given nonce is needed")]
    DpopNonce,
    /// The proof of the token's key is missing, used or about something else.
    #[error("the proof of the token's key is not good")]
    DpopProof,
    /// The outside OpenID provider does not answer, or not as one.
    #[error("the sign-in provider does not answer")]
    ProviderAway,
    /// The session may not do this.
    #[error("not allowed")]
    Forbidden,
    /// Nothing under that name for this person.
    #[error("not found")]
    NotFound,
    /// The path exists, the method does not.
    #[error("the method is not allowed here")]
    Method,
    /// The id is taken by another body.
    #[error("the id was used for another body")]
    IdConflict,
    /// The body or a part is too large.
    #[error("the body is too large")]
    TooLarge,
    /// The dossier's one rating was given.
    #[error("already rated")]
    AlreadyRated,
    /// A rating came with a session: it would say who rated.
    #[error("a rating takes no session")]
    SessionNotWanted,
    /// Well formed, but the province does not take it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Not the shape that the contract asks for.
    #[error("the request is not well formed")]
    Malformed,
    /// The upload does not stand where the client thinks; it asks first.
    #[error("the upload stands elsewhere")]
    UploadOffset,
    /// Another request is at the upload, and bytes still come by it; try again later.
    #[error("another request is at the upload")]
    UploadBusy,
    /// The bytes do not come to their checksum; they were not kept.
    #[error("the checksum does not fit")]
    Checksum,
    /// The body is not what its sender hashed (`Content-Digest`): it was changed on the way.
    #[error("the body was changed on the way")]
    ContentDigest,
    /// No version of tus, or one that the gateway does not speak.
    #[error("the version of tus is not supported")]
    TusVersion,
    /// The media type is not the one that the contract asks for.
    #[error("the media type is not supported")]
    MediaType,
    /// The body did not arrive in time.
    #[error("the request took too long")]
    TimedOut,
    /// Too many requests at once; try again later.
    #[error("busy")]
    Busy,
    /// Too many wrong attempts; try again after so many seconds.
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// More was withdrawn today, by nobody in particular, than the gateway keeps.
    #[error("too many withdrawals today")]
    TooManyWithdrawals {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The store failed: the kind, never the content.
    #[error("the store failed: {0}")]
    Store(&'static str),
    /// A defect of the gateway: the kind, never the content.
    #[error("the gateway failed: {0}")]
    Internal(&'static str),
}

citizen_domain::error_codes! { ApiError {
    Unauthorized => "province.unauthorized", Expected, SignIn;
    DpopNonce => "province.dpop_nonce", Retryable, SignIn;
    DpopProof => "province.dpop_proof", Security, SignIn;
    ProviderAway => "province.provider_away", Retryable, Waiting;
    Forbidden => "province.forbidden", Expected, Refused;
    NotFound => "province.not_found", Expected, NotFound;
    Method => "province.method_not_allowed", Expected, Refused;
    IdConflict => "province.id_conflict", Expected, Refused;
    AlreadyRated => "province.already_rated", Expected, Refused;
    SessionNotWanted => "province.session_not_wanted", Security, Refused;
    Refused(..) => "province.refused", Expected, Refused;
    TooLarge => "province.too_large", Expected, Refused;
    Malformed => "province.malformed", Expected, Refused;
    MediaType => "province.media_type", Expected, Refused;
    UploadOffset => "province.upload_offset", Expected, Refused;
    UploadBusy => "province.upload_busy", Retryable, Waiting;
    Checksum => "province.checksum", Retryable, Refused;
    ContentDigest => "province.content_digest", Retryable, Refused;
    TusVersion => "province.tus_version", Expected, Refused;
    TimedOut => "province.timed_out", Retryable, Waiting;
    Busy => "province.busy", Retryable, Waiting;
    TooManyAttempts { .. } => "province.too_many_attempts", Expected, Waiting;
    TooManyWithdrawals { .. } => "province.too_many_withdrawals", Expected, Waiting;
    Store(..) => "province.store", Retryable, Store;
    Internal(..) => "province.internal", Bug, Bug;
}}

impl ApiError {
    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized | Self::DpopNonce | Self::DpopProof => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::IdConflict | Self::AlreadyRated | Self::UploadOffset => StatusCode::CONFLICT,
            Self::UploadBusy => StatusCode::LOCKED,
            // Given by the standard of tus, and by no other.
            Self::Checksum => StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST),
            Self::TusVersion => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed | Self::SessionNotWanted | Self::ContentDigest => StatusCode::BAD_REQUEST,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Busy | Self::ProviderAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooManyAttempts { .. } | Self::TooManyWithdrawals { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Store(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The reply that the contract describes.
    pub fn reply(&self) -> ErrorReply {
        let code = match self {
            Self::Refused(refusal) => refusal.code(),
            other => other.code(),
        };
        ErrorReply {
            error: ErrorBody {
                code: code.strip_prefix("province.").unwrap_or(code).to_owned(),
                message: message::text(Lang::Vi, &format!("error.{code}"), &[]).display,
            },
        }
    }

    /// How the client may sign in or prove its key (RFC 6750 §3, RFC 9449 §7.1 and §9).
    pub(crate) const fn challenges(&self) -> &'static [&'static str] {
        match self {
            Self::Unauthorized => &["Bearer", "DPoP algs=\"ES256 EdDSA\""],
            Self::DpopNonce => &["DPoP error=\"use_dpop_nonce\", algs=\"ES256 EdDSA\""],
            Self::DpopProof => &["DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA\""],
            _ => &[],
        }
    }

    const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyAttempts { retry_after } | Self::TooManyWithdrawals { retry_after } => {
                Some(*retry_after)
            }
            Self::Busy | Self::UploadBusy => Some(5),
            Self::ProviderAway => Some(30),
            _ => None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), axum::Json(self.reply())).into_response();
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        for challenge in self.challenges() {
            response
                .headers_mut()
                .append(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        // Never the error's own text: it can quote values.
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Store("no space left"),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Store("the database is damaged")
            }
            Some(ErrorCode::ConstraintViolation) => Self::Store("a constraint was violated"),
            _ => Self::Store("the database failed"),
        }
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Internal("a worker stopped")
    }
}

impl From<std::io::Error> for ApiError {
    fn from(_: std::io::Error) -> Self {
        Self::Store("a file could not be read or written")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_sentence() {
        for info in ApiError::ERRORS
            .iter()
            .chain(Refusal::ERRORS)
            .chain(crate::StartError::ERRORS)
        {
            assert!(message::knows(&format!("error.{}", info.code)), "{}", info.code);
        }
    }
}
