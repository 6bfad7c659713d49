//! Keys in the operating system's key ring: Secret Service on Linux and the BSDs, the keychain on macOS, the credential manager
//! on Windows. Never the kernel's keys, which forget at reboot.

use citizen_client::system::SystemRandom;
use citizen_client::{ClientError, ProfileDir, SecretShelf, SoftKeyStore, StoreError};
use citizen_domain::ports::{KeyStore, PortError, Random};
use keyring_core::{CredentialStore, Entry, Error};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What the entries are called in the key ring, for people who look there.
const SERVICE: &str = "citizen";

/// The entries of one profile. Their names begin with a random word of the profile's own, kept in `keys/system`, so that two
/// homes of one person never share or destroy each other's keys.
struct KeyRing {
    store: Arc<CredentialStore>,
    scope: String,
    folder: PathBuf,
}

/// The key store of `dir` in the system's key ring.
pub(crate) fn open(dir: &ProfileDir) -> Result<Arc<dyn KeyStore>, ClientError> {
    let store = platform().map_err(|error| StoreError::of_keys(&port(&error)))?;
    let folder = dir.root().join("keys");
    let scope = scope(&folder).map_err(|error| StoreError::of_keys(&error))?;
    Ok(Arc::new(SoftKeyStore::new(KeyRing { store, scope, folder })))
}

#[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
fn platform() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn platform() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn platform() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// The profile's word, made on first use.
fn scope(folder: &Path) -> Result<String, PortError> {
    let file = folder.join("system");
    let failed = |error: std::io::Error| PortError::Failed(error.kind().to_string());
    match std::fs::read_to_string(&file) {
        Ok(word) if word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit()) => return Ok(word),
        Ok(_) => return Err(PortError::Damaged("scope")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    private_folder(folder).map_err(failed)?;
    let _one = lock(folder)?;
    if file.exists() {
        return scope(folder);
    }
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes)?;
    let word: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    crate::app::write_file(&file, word.as_bytes()).map_err(|_| PortError::Refused("file"))?;
    Ok(word)
}

fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn lock(folder: &Path) -> Result<File, PortError> {
    let failed = |error: std::io::Error| PortError::Failed(error.kind().to_string());
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))
        .map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

impl KeyRing {
    fn entry(&self, name: &str) -> Result<Entry, PortError> {
        Entry::new_in_store(&self.store, SERVICE, &format!("{}/{name}", self.scope))
            .map_err(|error| port(&error))
    }
}

impl SecretShelf for KeyRing {
    fn kind(&self) -> &'static str {
        citizen_client::KeyKeeper::System.kind()
    }

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, PortError> {
        match self.entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(port(&error)),
        }
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), PortError> {
        self.entry(name)?.set_secret(secret).map_err(|error| port(&error))
    }

    fn remove(&self, name: &str) -> Result<(), PortError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(port(&error)),
        }
    }

    fn lock(&self) -> Result<File, PortError> {
        lock(&self.folder)
    }
}

/// The kind of trouble; never what the platform says of it, which may name people.
fn port(error: &Error) -> PortError {
    match error {
        Error::NoEntry => PortError::NotFound,
        Error::NoStorageAccess(_) => PortError::Refused("key ring"),
        Error::PlatformFailure(_) | Error::NoDefaultStore | Error::NotSupportedByStore(_) => {
            PortError::Unavailable("key ring")
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) | Error::Ambiguous(_) => {
            PortError::Damaged("key")
        }
        _ => PortError::Failed("key ring".to_owned()),
    }
}
