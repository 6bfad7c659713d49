use super::ScanContext;
use super::host::check_host;
use crate::{DossierRef, Kind, Payload, Trust, Warning};
use citizen_domain::codes::DossierCode;
use citizen_domain::pack::AllowedHost;
use url::Url;

/// Schemes by which a code can make a telephone do something.
const SCHEMES: [&str; 12] = [
    "http:",
    "https:",
    "javascript:",
    "data:",
    "intent:",
    "tel:",
    "sms:",
    "smsto:",
    "mailto:",
    "market:",
    "file:",
    "geo:",
];

/// A link: shown with its real host, never opened. Only a link of an allowed host that passes every check is a hint.
pub(super) fn classify(value: &str, context: &ScanContext<'_>) -> Option<Payload> {
    let lower = value.to_lowercase();
    let is_link = SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) || scheme_and_slashes(&lower);
    is_link.then(|| read(value, context))
}

fn scheme_and_slashes(lower: &str) -> bool {
    lower.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

fn read(value: &str, context: &ScanContext<'_>) -> Payload {
    let untrusted = Payload {
        url: Some(value.to_owned()),
        ..Payload::of(Kind::Url, Trust::Untrusted)
    };
    let Ok(url) = Url::parse(value) else {
        return untrusted.warn(Warning::MalformedUrl);
    };
    let verdict = check_host(&url, context.hosts);
    let shown = Payload {
        host: url.host_str().map(str::to_owned),
        ..untrusted
    };
    let Some(allowed) = verdict.allowed else {
        return verdict.warnings.into_iter().fold(shown, Payload::warn);
    };
    match code_in(&url, allowed, context) {
        Some(dossier) => Payload {
            kind: Kind::DossierUrl,
            trust: Trust::Hint,
            dossier: Some(dossier),
            ..shown
        }
        .warn(Warning::NotSigned),
        None => Payload {
            trust: Trust::Hint,
            ..shown
        }
        .warn(Warning::NoCodeInUrl),
    }
}

/// The one dossier code in the parameters that the pack names; two different ones are none.
fn code_in(url: &Url, allowed: &AllowedHost, context: &ScanContext<'_>) -> Option<DossierRef> {
    let named = url
        .query_pairs()
        .filter(|(name, _)| allowed.code_params.iter().any(|param| param == name));
    let mut codes: Vec<DossierCode> = named
        .filter_map(|(_, code)| DossierCode::parse_with(&code, context.agencies).ok())
        .collect();
    let first = codes.pop()?;
    codes
        .iter()
        .all(|code| code.normalized == first.normalized)
        .then(|| super::code::reference(&first))
}
