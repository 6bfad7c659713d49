use crate::{FORMAT, PackError, sections};
use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_domain::pack::{Manifest, PackContent, PackFile, SectionRef, Voucher};
use citizen_domain::wire::{TYP_PACK, TYP_VOUCHER};
use citizen_proof::{Alg, Signer, is_sha256_hex, sha256_hex, sign_with, thumbprint};

/// What a pack says about itself beside its content.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Must rise with every pack.
    pub version: u64,
    /// When it is signed.
    pub issued_at: Timestamp,
    /// First instant of use.
    pub valid_from: Timestamp,
    /// First instant after its use.
    pub expires_at: Timestamp,
    /// Vouchers of root keys for the signing key ([`voucher`]); may be empty.
    pub vouchers: Vec<String>,
}

/// Makes a pack. `content.keys` go into the manifest; a first pack must be signed by one of them, a pack that rotates
/// keys by one of the pack before.
///
/// The section texts depend on the content alone; with Ed25519 so does the whole file.
///
/// # Errors
/// [`PackError::CannotBuild`] when the key cannot sign or a value cannot be written.
pub fn build(content: &PackContent, edition: &Edition, key: &dyn Signer) -> Result<PackFile, PackError> {
    check_pins(content, edition)?;
    check_algs(&content.accounts.id_token_algs)?;
    let sections = sections(content)?;
    let manifest = Manifest {
        format: FORMAT,
        province: content.province.id.clone(),
        version: edition.version,
        issued_at: edition.issued_at,
        valid_from: edition.valid_from,
        expires_at: edition.expires_at,
        sections: sections
            .iter()
            .map(|(name, text)| SectionRef {
                name: name.clone(),
                sha256: sha256_hex(text.as_bytes()),
                bytes: text.len() as u64,
            })
            .collect(),
        keys: content.keys.clone(),
    };
    Ok(PackFile {
        manifest: sign_with(key, TYP_PACK, &manifest)
            .map_err(|_| PackError::CannotBuild("the key cannot sign"))?,
        vouchers: edition.vouchers.clone(),
        sections,
    })
}

/// A name that no phone knows would let nobody sign in.
fn check_algs(names: &[String]) -> Result<(), PackError> {
    match names.iter().all(|name| Alg::parse(name).is_ok()) {
        true => Ok(()),
        false => Err(PackError::CannotBuild(
            "an ID token's algorithm is none of ES256, EdDSA, RS256, PS256",
        )),
    }
}

/// Pins can lock a province out of its own phones; the ways in which that happens are refused where the pack is made.
fn check_pins(content: &PackContent, edition: &Edition) -> Result<(), PackError> {
    for pins in &content.pins {
        if !pins.spki_sha256.iter().all(|hash| is_sha256_hex(hash)) {
            return Err(PackError::CannotBuild("a pin is no SHA-256 in lower-case hex"));
        }
        let different: std::collections::BTreeSet<_> = pins.spki_sha256.iter().collect();
        if different.len() < 2 {
            return Err(PackError::CannotBuild(
                "a host needs a second key as a backup pin",
            ));
        }
        if pins.valid_from > edition.valid_from || pins.expires_at < edition.expires_at {
            return Err(PackError::CannotBuild("pins must hold as long as the pack"));
        }
    }
    Ok(())
}

/// A root key's word that `key` signs the packs of `province`.
///
/// # Errors
/// [`PackError::CannotBuild`] when `key` is no usable key or the root cannot sign.
pub fn voucher(
    root: &dyn Signer,
    province: &str,
    key: &PublicKey,
    issued_at: Timestamp,
    expires_at: Timestamp,
) -> Result<String, PackError> {
    let claims = Voucher {
        province: province.to_owned(),
        thumbprint: thumbprint(key).map_err(|_| PackError::CannotBuild("not a usable key"))?,
        issued_at,
        expires_at,
    };
    sign_with(root, TYP_VOUCHER, &claims).map_err(|_| PackError::CannotBuild("the root key cannot sign"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_algorithms_that_phones_know_can_be_named() {
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(check_algs(&names(&[])), Ok(()));
        assert_eq!(check_algs(&names(&["ES256", "PS256"])), Ok(()));
        for wrong in ["es256", "none", "HS256", "RS384", ""] {
            assert!(check_algs(&names(&["ES256", wrong])).is_err(), "{wrong}");
        }
    }
}
