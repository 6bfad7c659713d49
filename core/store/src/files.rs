//! Photos and documents beside the database, by the hash of their content.

use crate::disk::{TEMPORARY, create_dir, remove, sync_dir, write_durably};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Files, PortError};
use citizen_proof::sha256_hex;
use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Files of a profile, in `DIR/files`. Paths never leave. The vault seals what goes through here.
///
/// Order that survives a crash: a file is put *before* the row that names it, and removed *after* that row. What a crash
/// leaves between the two is an orphan, found by [`FileStore::collect`].
pub struct FileStore {
    dir: PathBuf,
}

impl FileStore {
    /// The files beside the database in `profile`, whose folder is made if need be.
    ///
    /// # Errors
    /// As [`Files::put`].
    pub fn open(profile: &Path) -> Result<Self, PortError> {
        let dir = profile.join("files");
        create_dir(&dir).map_err(|e| port(&e))?;
        Ok(Self { dir })
    }

    /// Removes what no row needs and is older than `min_age` at `now`: the age protects a photo whose row is about to be
    /// written. `needed` must come from the same moment or later than the call ([`crate::Tx::needed_files`] inside
    /// [`crate::Store::write`], so that nobody writes meanwhile). Returns how many were removed.
    ///
    /// # Errors
    /// As [`Files::remove`].
    pub fn collect(
        &self,
        needed: &HashSet<String>,
        now: Timestamp,
        min_age: Duration,
    ) -> Result<usize, PortError> {
        let now = u64::try_from(now.millis()).unwrap_or(0);
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(now);
        let mut removed = 0;
        for entry in std::fs::read_dir(&self.dir).map_err(|e| port(&e))? {
            let entry = entry.map_err(|e| port(&e))?;
            let name = entry.file_name();
            let orphan = name
                .to_str()
                .is_some_and(|name| name.starts_with(TEMPORARY) || (is_hash(name) && !needed.contains(name)));
            // A file from the future (a clock that was wrong) is young.
            let old = entry
                .metadata()
                .and_then(|meta| meta.modified())
                .ok()
                .and_then(|modified| now.duration_since(modified).ok())
                .is_some_and(|age| age >= min_age);
            if orphan && old {
                remove(&entry.path()).map_err(|e| port(&e))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Removes everything. Only at the person's word.
    pub(crate) fn wipe(&self) -> Result<(), PortError> {
        std::fs::remove_dir_all(&self.dir).map_err(|e| port(&e))
    }

    /// A name that is no hash leads nowhere: nothing from outside becomes a path.
    fn path(&self, sha256: &str) -> Result<PathBuf, PortError> {
        if is_hash(sha256) {
            Ok(self.dir.join(sha256))
        } else {
            Err(PortError::NotFound)
        }
    }
}

impl Files for FileStore {
    fn put(&self, bytes: &[u8]) -> Result<String, PortError> {
        let sha256 = sha256_hex(bytes);
        // What is there and whole stays; what is there and damaged is mended.
        if self.get(&sha256).is_err() {
            write_durably(&self.dir, &sha256, bytes).map_err(|e| port(&e))?;
        }
        Ok(sha256)
    }

    fn get(&self, sha256: &str) -> Result<Vec<u8>, PortError> {
        let bytes = std::fs::read(self.path(sha256)?).map_err(|e| port(&e))?;
        if sha256_hex(&bytes) == sha256 {
            Ok(bytes)
        } else {
            Err(PortError::Damaged("file"))
        }
    }

    fn remove(&self, sha256: &str) -> Result<(), PortError> {
        remove(&self.path(sha256)?)
            .and_then(|()| sync_dir(&self.dir))
            .map_err(|e| port(&e))
    }

    fn list(&self) -> Result<Vec<String>, PortError> {
        let mut names: Vec<String> = std::fs::read_dir(&self.dir)
            .map_err(|e| port(&e))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_hash(name))
            .collect();
        names.sort_unstable();
        Ok(names)
    }
}

impl std::fmt::Debug for FileStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileStore(…)")
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Reads the operating system's answer.
pub(crate) fn port(error: &io::Error) -> PortError {
    match error.kind() {
        ErrorKind::NotFound => PortError::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => PortError::NoSpace,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => PortError::Refused("file"),
        kind => PortError::Failed(kind.to_string()),
    }
}
