//! Nothing in a pack is used before it is verified. The one thing read earlier is the key that the manifest names
//! for itself, and only to ask whether somebody vouches for exactly that key.

use crate::{FORMAT, MAX_BYTES, PackError, Spare, Standing, StoredPack, Trust, VerifiedPack};
use citizen_domain::Timestamp;
use citizen_domain::keys::{KeyUse, PublicKey};
use citizen_domain::pack::{Manifest, PackFile, Voucher};
use citizen_domain::wire::{TYP_PACK, TYP_VOUCHER};
use citizen_proof::{Alg, KeySet, Rule, base64url, peek_kid, sha256_hex, thumbprint};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Longest manifest in characters.
const MAX_MANIFEST: usize = 64 * 1024;
/// Longest voucher in characters, and how many are looked at.
const MAX_VOUCHER: usize = 4096;
const MAX_VOUCHERS: usize = 8;

const ALGS: &[Alg] = &[Alg::EdDsa, Alg::Es256];

/// Verifies a pack file.
///
/// Without `held` this is first contact: the key must be vouched for by one of `trust`'s roots, accepted by
/// fingerprint, or come from a loopback address. With `held` the key must be one that the held pack names; then only
/// a newer version of the same province is taken, and sections that are held already may be absent.
///
/// # Errors
/// One [`PackError`] for each reason.
pub fn verify(
    bytes: &[u8],
    trust: &Trust,
    held: Option<&VerifiedPack>,
    now: Timestamp,
) -> Result<VerifiedPack, PackError> {
    verify_with(bytes, trust, held, &Spare::default(), now)
}

/// As [`verify`], where sections that the file leaves out are taken from `spare` too.
///
/// # Errors
/// As [`verify`].
pub fn verify_with(
    bytes: &[u8],
    trust: &Trust,
    held: Option<&VerifiedPack>,
    spare: &Spare,
    now: Timestamp,
) -> Result<VerifiedPack, PackError> {
    let file: PackFile = read(bytes)?;
    let own = peek(&file.manifest)?;
    let known = held.map_or(&own.keys, |h| &h.manifest.keys);
    let key = named_key(&file.manifest, known)?;
    let manifest = check_signature(&file.manifest, &key)?;

    let wanted = held.map(|h| &h.manifest.province).or(trust.province.as_ref());
    if let Some(wanted) = wanted.filter(|w| **w != manifest.province) {
        return Err(PackError::AnotherProvince {
            wanted: wanted.clone(),
            offered: manifest.province,
        });
    }
    // A retired key must not sign today's packs with yesterday's date.
    if !key.covers(KeyUse::Pack, manifest.issued_at) || held.is_some() && !key.covers(KeyUse::Pack, now) {
        return Err(PackError::UnknownKey);
    }
    if let Some(held) = held {
        let (old, new) = (held.manifest.version, manifest.version);
        if new < old || new == old && manifest != held.manifest {
            return Err(PackError::NotNewer {
                held: old,
                offered: new,
            });
        }
    }
    if now < manifest.valid_from {
        return Err(PackError::NotYetValid);
    }
    if manifest.expires_at <= now {
        return Err(PackError::Expired);
    }

    let fingerprint = thumbprint(&key).map_err(|_| PackError::UnknownKey)?;
    let standing = match held {
        Some(held) => held.standing.clone(),
        None => first_standing(&file.vouchers, trust, &manifest.province, &fingerprint, now)?,
    };
    let texts = check_sections(&manifest, &file, held, spare)?;
    VerifiedPack::new(manifest, texts, file, key, standing, fingerprint)
}

/// A pack as the profile keeps it: the members of [`PackFile`] (not flattened, which would read everything twice), and the key that signed
/// it, because a pack that rotates keys may no longer name the one that did.
#[derive(Serialize, Deserialize)]
struct Kept {
    manifest: String,
    #[serde(default)]
    vouchers: Vec<String>,
    sections: BTreeMap<String, String>,
    signer: PublicKey,
}

impl VerifiedPack {
    /// Opens a kept pack again, offline. Signature and sections are checked anew, but dates are not: an old pack is
    /// better than none where there is no network (ask [`VerifiedPack::expired`]).
    ///
    /// # Errors
    /// As [`verify`] for form, signature and sections; [`PackError::UnknownKey`] when the bytes are not signed by the
    /// key that was written down.
    pub fn reopen(stored: &StoredPack) -> Result<Self, PackError> {
        let Kept {
            manifest,
            vouchers,
            sections,
            signer,
        } = read(&stored.file)?;
        let file = PackFile {
            manifest,
            vouchers,
            sections,
        };
        let fingerprint = thumbprint(&signer).map_err(|_| PackError::UnknownKey)?;
        if fingerprint != stored.signed_by {
            return Err(PackError::UnknownKey);
        }
        let manifest = check_signature(&file.manifest, &signer)?;
        if manifest.province != stored.province {
            return Err(PackError::AnotherProvince {
                wanted: stored.province.clone(),
                offered: manifest.province,
            });
        }
        let texts = check_sections(&manifest, &file, None, &Spare::default())?;
        Self::new(
            manifest,
            texts,
            file,
            signer,
            stored.standing.clone(),
            fingerprint,
        )
    }

    /// For keeping: the whole file, every section included, with what [`VerifiedPack::reopen`] needs.
    ///
    /// # Errors
    /// [`PackError::CannotBuild`] when it cannot be written as JSON.
    pub fn to_stored(&self) -> Result<StoredPack, PackError> {
        let PackFile {
            manifest,
            vouchers,
            sections,
        } = self.file.clone();
        let kept = Kept {
            manifest,
            vouchers,
            sections,
            signer: self.signer.clone(),
        };
        Ok(StoredPack {
            province: self.manifest.province.clone(),
            file: serde_json::to_vec(&kept).map_err(|_| PackError::CannotBuild("not JSON"))?,
            standing: self.standing.clone(),
            signed_by: self.signed_by.clone(),
        })
    }
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, PackError> {
    if bytes.len() > MAX_BYTES {
        return Err(PackError::TooLarge);
    }
    serde_json::from_slice(bytes).map_err(|_| PackError::NotAPack)
}

/// The manifest's claims, unverified.
fn peek(token: &str) -> Result<Manifest, PackError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    if token.len() > MAX_MANIFEST {
        return Err(PackError::NotAPack);
    }
    let claims = token.split('.').nth(1).ok_or(PackError::NotAPack)?;
    let claims = base64url::decode(claims).map_err(|_| PackError::NotAPack)?;
    let Format { format } = serde_json::from_slice(&claims).map_err(|_| PackError::NotAPack)?;
    if format != FORMAT {
        return Err(PackError::UnknownFormat(format));
    }
    serde_json::from_slice(&claims).map_err(|_| PackError::NotAPack)
}

fn named_key(token: &str, known: &[PublicKey]) -> Result<PublicKey, PackError> {
    let kid = peek_kid(token, MAX_MANIFEST).map_err(|_| PackError::NotAPack)?;
    known
        .iter()
        .find(|k| k.kid == kid && k.uses.contains(&KeyUse::Pack))
        .cloned()
        .ok_or(PackError::UnknownKey)
}

fn check_signature(token: &str, key: &PublicKey) -> Result<Manifest, PackError> {
    let keys = KeySet::new(vec![key.clone()]).map_err(|_| PackError::UnknownKey)?;
    let rule = Rule {
        typ: TYP_PACK,
        purpose: Some(KeyUse::Pack),
        algs: ALGS,
        max_len: MAX_MANIFEST,
    };
    let manifest: Manifest = citizen_proof::verify(token, &keys, &rule)
        .map_err(|_| PackError::WrongSignature)?
        .claims;
    if manifest.format != FORMAT {
        return Err(PackError::UnknownFormat(manifest.format));
    }
    Ok(manifest)
}

fn first_standing(
    vouchers: &[String],
    trust: &Trust,
    province: &str,
    fingerprint: &str,
    now: Timestamp,
) -> Result<Standing, PackError> {
    let root = vouchers
        .iter()
        .take(MAX_VOUCHERS)
        .find_map(|v| vouching_root(v, trust, province, fingerprint, now));
    if let Some(root) = root {
        return Ok(Standing::Vouched { root });
    }
    if trust.accepted.iter().any(|f| f == fingerprint) {
        return Ok(Standing::Accepted);
    }
    if trust.loopback {
        return Ok(Standing::Demonstration);
    }
    Err(PackError::NotVouched {
        fingerprint: fingerprint.to_owned(),
    })
}

/// The id of the root key that says in `voucher`, today, that this key belongs to this province.
fn vouching_root(
    voucher: &str,
    trust: &Trust,
    province: &str,
    fingerprint: &str,
    now: Timestamp,
) -> Option<String> {
    let rule = Rule {
        typ: TYP_VOUCHER,
        purpose: Some(KeyUse::Voucher),
        algs: ALGS,
        max_len: MAX_VOUCHER,
    };
    // One set a root: an integrator's root that repeats an id must not spoil the others.
    trust.roots.iter().find_map(|root| {
        let keys = KeySet::new(vec![root.clone()]).ok()?;
        let said = citizen_proof::verify::<Voucher>(voucher, &keys, &rule).ok()?;
        said.key_valid_at(said.claims.issued_at).ok()?;
        let Voucher {
            province: p,
            thumbprint,
            issued_at,
            expires_at,
        } = said.claims;
        (p == province && thumbprint == fingerprint && issued_at <= now && now < expires_at)
            .then(|| root.kid.clone())
    })
}

/// The texts that the manifest names, each with its length and hash; what the file lacks comes from the pack held.
fn check_sections(
    manifest: &Manifest,
    file: &PackFile,
    held: Option<&VerifiedPack>,
    spare: &Spare,
) -> Result<BTreeMap<String, String>, PackError> {
    let mut seen = BTreeSet::new();
    let mut texts = BTreeMap::new();
    for section in &manifest.sections {
        let name = &section.name;
        if !seen.insert(name) {
            return Err(PackError::BadSection(name.clone()));
        }
        let text = match file.sections.get(name) {
            Some(text) => text,
            None => held
                .filter(|h| {
                    let same = |s: &&citizen_domain::pack::SectionRef| s.name == *name;
                    h.manifest.sections.iter().find(same).map(|s| &s.sha256) == Some(&section.sha256)
                })
                .and_then(|h| h.file.sections.get(name))
                .or_else(|| spare.get(&section.sha256))
                .ok_or_else(|| PackError::SectionMissing(name.clone()))?,
        };
        if u64::try_from(text.len()) != Ok(section.bytes) || sha256_hex(text.as_bytes()) != section.sha256 {
            return Err(PackError::SectionChanged(name.clone()));
        }
        texts.insert(name.clone(), text.clone());
    }
    Ok(texts)
}
