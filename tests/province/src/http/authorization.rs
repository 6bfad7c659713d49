use axum::http::{HeaderMap, header};

/// Longest token that is looked at.
const MAX_TOKEN: usize = 8 * 1024;

/// How a token is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// RFC 6750 §2.1.
    Bearer,
    /// RFC 9449 §7.1.
    Dpop,
}

/// Scheme and token of the `Authorization` header.
pub(crate) fn credentials(headers: &HeaderMap) -> Option<(Scheme, &str)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let scheme = match scheme {
        s if s.eq_ignore_ascii_case("Bearer") => Scheme::Bearer,
        s if s.eq_ignore_ascii_case("DPoP") => Scheme::Dpop,
        _ => return None,
    };
    let token = token.trim();
    (!token.is_empty() && token.len() <= MAX_TOKEN).then_some((scheme, token))
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    credentials(headers)
        .filter(|(scheme, _)| *scheme == Scheme::Bearer)
        .map(|(_, token)| token)
}
