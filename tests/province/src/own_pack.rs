//! The gateway's own pack: the content of a base pack, with this gateway's address and keys, marked as
//! demonstration and signed anew.

use crate::config::Config;
use crate::error::ApiError;
use crate::files;
use crate::http::ApiQuery;
use crate::keys::Keys;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use citizen_domain::Timestamp;
use citizen_domain::pack::{AllowedHost, Manifest, PackContent, PackFile};
use citizen_pack::{Edition, Trust};
use citizen_proof::{base64url, sha256_hex};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const DAY: i64 = 86_400_000;
/// How long a pack may be used, and how long before its end the next one is made.
const LIFE: i64 = 365 * DAY;
const RENEW: i64 = 30 * DAY;

/// The pack as it is served, and its content.
#[derive(Debug)]
pub(crate) struct OwnPack {
    pub(crate) version: u64,
    pub(crate) content: Arc<PackContent>,
    file: Bytes,
}

/// What the kept pack was made from.
#[derive(Serialize, Deserialize)]
struct Made {
    version: u64,
    expires_at: Timestamp,
    made_from: String,
}

/// The kept pack while it still fits, else the next version.
pub(crate) fn open(config: &Config, base_url: &str, keys: &Keys) -> Result<OwnPack, ApiError> {
    let base = std::fs::read(&config.base_pack)?;
    let (mut content, _) = base_content(&base)?;
    content.province.base_url = base_url.to_owned();
    content.province.demo = true;
    content.keys = keys.public();
    // A phone speaks to no host that the pack does not name.
    let issuer_host = config.issuer.as_deref().and_then(host);
    if let Some(host) = &issuer_host
        && !content.hosts.iter().any(|known| known.host == *host)
    {
        content.hosts.push(AllowedHost {
            host: host.clone(),
            code_params: Vec::new(),
        });
    }

    let now = config.clock.now();
    // A phone whose clock is some hours slow may still use it.
    let (valid_from, expires_at) = (now.plus_millis(-DAY), now.plus_millis(LIFE));
    content.pins = crate::own_pins::pins(config, base_url, valid_from, expires_at)?;
    let pinned: Vec<&str> = content
        .pins
        .iter()
        .flat_map(|p| p.spki_sha256.iter().map(String::as_str))
        .collect();
    let kids: Vec<&str> = content.keys.iter().map(|k| k.kid.as_str()).collect();
    let (kids, pinned) = (kids.join(" "), pinned.join(" "));
    let mut made_from = format!("{} {base_url} {kids} {pinned}", sha256_hex(&base));
    if let Some(host) = &issuer_host {
        made_from = format!("{made_from} {host}");
    }
    let made_from = sha256_hex(made_from.as_bytes());
    let (pack_path, made_path) = (config.data.join("pack.json"), config.data.join("pack.made.json"));
    let made: Option<Made> =
        files::read_if_there(&made_path)?.and_then(|json| serde_json::from_slice(&json).ok());
    let kept = files::read_if_there(&pack_path)?;
    if let (Some(made), Some(file)) = (&made, kept)
        && made.made_from == made_from
        && now.plus_millis(RENEW) < made.expires_at
        && serde_json::from_slice::<PackFile>(&file).is_ok()
    {
        return Ok(OwnPack {
            version: made.version,
            content: Arc::new(content),
            file: file.into(),
        });
    }
    let edition = Edition {
        version: made.map_or(1, |m| m.version + 1),
        issued_at: now,
        valid_from,
        expires_at,
        vouchers: Vec::new(),
    };
    let file = citizen_pack::build(&content, &edition, &keys.pack)
        .map_err(|_| ApiError::Internal("the pack could not be built"))?;
    let file = serde_json::to_vec(&file).map_err(|_| ApiError::Internal("the pack could not be written"))?;
    // The note first, without what it was made from: after a cut between the files the next start makes a newer one.
    let note = |made_from: String| {
        serde_json::to_vec(&Made {
            version: edition.version,
            expires_at: edition.expires_at,
            made_from,
        })
        .map_err(|_| ApiError::Internal("the pack could not be written"))
    };
    files::write_private(&made_path, &note(String::new())?)?;
    files::write_private(&pack_path, &file)?;
    files::write_private(&made_path, &note(made_from)?)?;
    Ok(OwnPack {
        version: edition.version,
        content: Arc::new(content),
        file: file.into(),
    })
}

/// Host of an address, as a pack names it.
fn host(address: &str) -> Option<String> {
    url::Url::parse(address).ok()?.host_str().map(str::to_owned)
}

/// The kept pack, as it is.
pub(crate) fn reopen(config: &Config, keys: &Keys) -> Result<OwnPack, ApiError> {
    let file = std::fs::read(config.data.join("pack.json"))?;
    let (mut content, version) = base_content(&file)?;
    content.keys = keys.public();
    Ok(OwnPack {
        version,
        content: Arc::new(content),
        file: file.into(),
    })
}

/// Content and version of a pack file whoever signed it: the operator chose the file. Form, hashes and signature are still
/// checked; its dates are not, since only its content is taken.
pub(crate) fn base_content(bytes: &[u8]) -> Result<(PackContent, u64), ApiError> {
    let unusable = || ApiError::Store("the base pack cannot be used");
    let file: PackFile = serde_json::from_slice(bytes).map_err(|_| unusable())?;
    let claims = file.manifest.split('.').nth(1).ok_or_else(unusable)?;
    let claims = base64url::decode(claims).map_err(|_| unusable())?;
    let manifest: Manifest = serde_json::from_slice(&claims).map_err(|_| unusable())?;
    let at = manifest.valid_from.max(manifest.issued_at);
    let pack =
        citizen_pack::verify(bytes, &Trust::default().loopback(true), None, at).map_err(|_| unusable())?;
    Ok((PackContent::clone(pack.content()), manifest.version))
}

#[derive(Deserialize)]
pub(crate) struct Have {
    have: Option<u64>,
    holds: Option<String>,
}

/// Digits of a section's hash in `holds`: enough that two sections are never taken for each other by chance. Whoever
/// forges a collision harms himself alone, since the whole hash is signed.
const HOLDS_DIGITS: usize = 16;
/// More than there will ever be sections.
const MAX_HOLDS: usize = 256;

/// `GET /v1/pack?have=N&holds=…,…`.
pub(crate) async fn get(State(state): State<crate::AppState>, ApiQuery(query): ApiQuery<Have>) -> Response {
    let pack = state.own_pack();
    if query.have.is_some_and(|have| have >= pack.version) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let file = match query.holds {
        Some(holds) => without(&pack.file, &holds).unwrap_or_else(|| pack.file.clone()),
        None => pack.file.clone(),
    };
    ([(header::CONTENT_TYPE, "application/json")], file).into_response()
}

/// The pack without the sections that the asker says to hold.
fn without(file: &[u8], holds: &str) -> Option<Bytes> {
    let holds: Vec<&str> = holds
        .split(',')
        .filter(|start| start.len() >= HOLDS_DIGITS)
        .take(MAX_HOLDS)
        .collect();
    let mut file: PackFile = serde_json::from_slice(file).ok()?;
    file.sections.retain(|_, text| {
        let sha256 = sha256_hex(text.as_bytes());
        !holds.iter().any(|start| sha256.starts_with(start))
    });
    serde_json::to_vec(&file).ok().map(Bytes::from)
}
