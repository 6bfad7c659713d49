//! Secrets in files that only their owner may read.

use super::passphrase::{self, Lock};
use super::{SecretShelf, SoftKeyStore};
use crate::disk::{create_dir, create_private, remove, sync_dir, write_durably};
use crate::files::port;
use citizen_domain::Secret;
use citizen_domain::ports::PortError;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Folder of the keys in a profile's folder.
pub(crate) const KEYS: &str = "keys";

/// A key store in `DIR/keys`, folder 0700 and files 0600, refused when others may read them. It protects against other users
/// of the computer and against a copied database; against somebody who copies the whole folder only a passphrase does.
pub type FileKeyStore = SoftKeyStore<KeyFiles>;

/// The files of a [`FileKeyStore`].
pub struct KeyFiles {
    dir: PathBuf,
    lock: Option<Lock>,
}

impl FileKeyStore {
    /// The keys in `profile`, whose folder is made if need be.
    ///
    /// # Errors
    /// [`PortError::Refused`] with `passphrase` where one is set; else by the file system.
    pub fn open(profile: &Path) -> Result<Self, PortError> {
        let dir = folder(profile)?;
        if passphrase_file(&dir)?.is_some() {
            return Err(PortError::Refused("passphrase"));
        }
        Ok(Self::new(KeyFiles { dir, lock: None }))
    }

    /// The keys in `profile` under a passphrase, which is set when there are no keys yet.
    ///
    /// # Errors
    /// [`PortError::Refused`] with `passphrase` when it is not the one, or keys were made without one; else by the file
    /// system.
    pub fn with_passphrase(profile: &Path, passphrase: &Secret<String>) -> Result<Self, PortError> {
        let dir = folder(profile)?;
        let _made_by_one = lock(&dir)?;
        let lock = match passphrase_file(&dir)? {
            Some(file) => Lock::open(&file, passphrase)?,
            None if any_key(&dir)? => return Err(PortError::Refused("passphrase")),
            None => Lock::make(&dir, passphrase)?,
        };
        Ok(Self::new(KeyFiles {
            dir,
            lock: Some(lock),
        }))
    }

    /// Whether the keys in `profile` are under a passphrase.
    pub fn wants_passphrase(profile: &Path) -> bool {
        profile.join(KEYS).join(passphrase::FILE).exists()
    }
}

impl SecretShelf for KeyFiles {
    fn kind(&self) -> &'static str {
        if self.lock.is_some() {
            "file-passphrase"
        } else {
            "file"
        }
    }

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, PortError> {
        let Some(bytes) = read_private(&self.dir.join(name))? else {
            return Ok(None);
        };
        match &self.lock {
            Some(lock) => lock.open_secret(name, &bytes).map(Some),
            None => Ok(Some(bytes)),
        }
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), PortError> {
        match &self.lock {
            Some(lock) => write_durably(&self.dir, name, &lock.close(name, secret)?),
            None => write_durably(&self.dir, name, secret),
        }
        .map_err(|e| port(&e))
    }

    fn remove(&self, name: &str) -> Result<(), PortError> {
        remove(&self.dir.join(name))
            .and_then(|()| sync_dir(&self.dir))
            .map_err(|e| port(&e))
    }

    fn lock(&self) -> Result<File, PortError> {
        lock(&self.dir)
    }
}

fn folder(profile: &Path) -> Result<PathBuf, PortError> {
    let dir = profile.join(KEYS);
    create_dir(&dir).map_err(|e| match e.kind() {
        // A place that takes no folder is no place whose key is gone.
        ErrorKind::NotFound => PortError::Refused("file"),
        _ => port(&e),
    })?;
    Ok(dir)
}

fn lock(dir: &Path) -> Result<File, PortError> {
    let file = create_private(&dir.join("lock")).map_err(|e| port(&e))?;
    file.lock().map_err(|e| port(&e))?;
    Ok(file)
}

fn passphrase_file(dir: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, PortError> {
    read_private(&dir.join(passphrase::FILE))
}

/// Keys have an extension; the lock and the passphrase's file have none.
fn any_key(dir: &Path) -> Result<bool, PortError> {
    let entries = std::fs::read_dir(dir).map_err(|e| port(&e))?;
    Ok(entries.filter_map(Result::ok).any(|entry| {
        let name = entry.file_name();
        Path::new(&name).extension().is_some()
    }))
}

/// Reads a file whole if it is there; one that others may read is refused.
fn read_private(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, PortError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(port(&e)),
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let meta = std::fs::metadata(path).map_err(|e| port(&e))?;
        if meta.mode() & 0o077 != 0 {
            return Err(PortError::Refused("permissions"));
        }
    }
    Ok(Some(bytes))
}
