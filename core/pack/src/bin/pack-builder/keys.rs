use crate::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use citizen_proof::{Alg, SigningKey};
use std::io::Write;
use std::path::{Path, PathBuf};

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// A PKCS #8 key, PEM or DER, Ed25519 or P-256.
pub(crate) fn read(path: &Path) -> Result<SigningKey, Failure> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let der = match std::str::from_utf8(&bytes)
        .ok()
        .and_then(|t| t.trim().strip_prefix(BEGIN))
    {
        Some(rest) => {
            let body = rest.strip_suffix(END).ok_or("the PEM has no end")?;
            let text: String = body.split_whitespace().collect();
            STANDARD.decode(text)?
        }
        None => bytes,
    };
    SigningKey::from_pkcs8(Alg::EdDsa, None, &der)
        .or_else(|_| SigningKey::from_pkcs8(Alg::Es256, None, &der))
        .map_err(|_| format!("{}: no Ed25519 or P-256 key in PKCS #8 form", path.display()).into())
}

/// Writes a private key as PEM that only its owner can read; never over another one.
pub(crate) fn keep(dir: &Option<PathBuf>, name: &str, key: &SigningKey) -> Result<(), Failure> {
    let Some(dir) = dir else { return Ok(()) };
    std::fs::create_dir_all(dir)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let path = dir.join(format!("{name}.pem"));
    let mut file = options
        .open(&path)
        .map_err(|e| format!("{}: {e}", path.display()))?;
    let body = STANDARD.encode(key.to_pkcs8().reveal());
    writeln!(file, "{BEGIN}\n{body}\n{END}")?;
    Ok(())
}
