//! Photos and documents beside the database, by the hash of their content, sealed.

mod key;
mod sealed;

pub use key::FilesKeySource;

use crate::disk::{TEMPORARY, create_private, write_durably_with};
use crate::folder::{Directory, Folder};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Files, PortError};
use citizen_proof::is_sha256_hex;
use ring::rand::{SecureRandom as _, SystemRandom};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const FOLDER: &str = "files";
/// Held by who collects, and shared by who keeps.
const LOCK: &str = ".lock";

/// Files of a profile, in `DIR/files`. Paths never leave. Each is sealed under a key of its own, derived from the envelope's
/// files key; its name is a keyed hash of its content's hash, so that nobody can ask the disk whether a known picture is
/// there. No key is kept here: it is asked for at each use, so that a lock leaves none behind.
///
/// Order that survives a crash: a file is put *before* the row that names it, and removed *after* that row. What a crash
/// leaves between the two is an orphan, found by [`Files::collect`].
///
/// Order that survives others: a file is put *inside* the transaction that writes its row ([`crate::Store::write`]), and what removes or collects asks
/// inside one which files are needed. Then nobody can find a file without a row that is about to have one, whatever clocks say.
pub struct FileStore {
    lock: PathBuf,
    folder: Arc<dyn Folder>,
    keys: Arc<dyn FilesKeySource>,
}

impl FileStore {
    /// The files beside the database in `profile`, whose folder is made if need be, under the files key of `keys`.
    ///
    /// # Errors
    /// As [`Files::put`].
    pub fn open(profile: &Path, keys: Arc<dyn FilesKeySource>) -> Result<Self, PortError> {
        let folder = Directory::made(&profile.join(FOLDER)).map_err(|e| port(&e))?;
        Ok(Self::over(profile, Arc::new(folder), keys))
    }

    /// The same over another folder; the lock between processes stays in `profile/files`.
    pub fn over(profile: &Path, folder: Arc<dyn Folder>, keys: Arc<dyn FilesKeySource>) -> Self {
        Self {
            lock: profile.join(FOLDER).join(LOCK),
            folder,
            keys,
        }
    }

    /// Keeps everything that `from` gives, in constant memory, as [`Files::put`] keeps bytes. At most 1 GiB.
    ///
    /// # Errors
    /// As [`Files::put`]; [`PortError::Refused`] for more than that.
    pub fn put_from(&self, from: &mut dyn Read) -> Result<String, PortError> {
        let mut id = [0; sealed::ID];
        SystemRandom::new()
            .fill(&mut id)
            .map_err(|_| PortError::Unavailable("randomness"))?;
        let key = self.key()?;
        write_durably_with(&*self.folder, |file| {
            let mut to = io::BufWriter::new(file);
            let content = sealed::seal(&key.content, id, from, &mut to).map_err(Io)?;
            to.flush()?;
            drop(to);
            let sha256 = citizen_proof::hex(&content.sha256);
            let name = key.name(&sha256);
            // What is there and whole stays; what is there and damaged is mended.
            let there = self.renew(&name)? && self.get_to(&sha256, &mut io::sink()).is_ok();
            if there {
                // Who gave it its name may have been ended before that was durable.
                self.folder.sync()?;
            }
            Ok(((!there).then_some(name), sha256))
        })
        .map_err(|Io(error)| error)
    }

    /// Writes a file's content to `to`, in constant memory, each piece checked before it is given. Only `Ok` says that all
    /// of it was whole: after an error what came is to be thrown away.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub fn get_to(&self, sha256: &str, to: &mut dyn Write) -> Result<(), PortError> {
        let key = self.key()?;
        let file = self.folder.open(&name(&key, sha256)?).map_err(|e| port(&e))?;
        let size = file.size().map_err(|e| port(&e))?;
        let content = sealed::open(&key.content, &mut io::BufReader::new(file), size, to)?;
        if citizen_proof::hex(&content.sha256) == sha256 {
            Ok(())
        } else {
            Err(PortError::Damaged("file"))
        }
    }

    /// Makes a file that is there young again, so that nobody collects it before the row that will name it. `false` where there is
    /// none.
    fn renew(&self, name: &str) -> io::Result<bool> {
        let lock = self.lock()?;
        lock.lock_shared()?;
        self.folder.renew(name)
    }

    fn lock(&self) -> io::Result<File> {
        create_private(&self.lock)
    }

    fn key(&self) -> Result<key::FilesKey, PortError> {
        key::FilesKey::of(&*self.keys)
    }
}

/// A name that is no hash leads nowhere: nothing from outside becomes a path.
fn name(key: &key::FilesKey, sha256: &str) -> Result<String, PortError> {
    if is_sha256_hex(sha256) {
        Ok(key.name(sha256))
    } else {
        Err(PortError::NotFound)
    }
}

/// Removes all files in `profile`. Only at the person's word.
pub(crate) fn wipe(profile: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(profile.join(FOLDER)) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Carries a port's error through the disk's.
struct Io(PortError);

impl From<io::Error> for Io {
    fn from(error: io::Error) -> Self {
        Self(port(&error))
    }
}

impl Files for FileStore {
    fn put(&self, bytes: &[u8]) -> Result<String, PortError> {
        self.put_from(&mut &*bytes)
    }

    fn get(&self, sha256: &str) -> Result<Vec<u8>, PortError> {
        let mut bytes = Vec::new();
        self.get_to(sha256, &mut bytes)?;
        Ok(bytes)
    }

    fn remove(&self, sha256: &str) -> Result<(), PortError> {
        let name = name(&self.key()?, sha256)?;
        self.folder
            .remove(&name)
            .and_then(|()| self.folder.sync())
            .map_err(|e| port(&e))
    }

    /// One that cannot be read is left out: it says nothing of what it was. It keeps its place on the disk.
    fn list(&self) -> Result<Vec<String>, PortError> {
        let key = self.key()?;
        let mut hashes = Vec::new();
        for (name, _) in self.folder.list().map_err(|e| port(&e))? {
            if !is_sha256_hex(&name) {
                continue;
            }
            let mut file = self.folder.open(&name).map_err(|e| port(&e))?;
            let size = file.size().map_err(|e| port(&e))?;
            if let Ok(content) = sealed::content(&key.content, &mut file, size) {
                let hash = citizen_proof::hex(&content.sha256);
                // A whole file under another one's name is not there under its own.
                if name == key.name(&hash) {
                    hashes.push(hash);
                }
            }
        }
        hashes.sort_unstable();
        Ok(hashes)
    }

    fn collect(
        &self,
        needed: &HashSet<String>,
        now: Timestamp,
        min_age: Duration,
    ) -> Result<usize, PortError> {
        let now = u64::try_from(now.millis()).unwrap_or(0);
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(now);
        let key = self.key()?;
        let needed: HashSet<String> = needed.iter().map(|sha256| key.name(sha256)).collect();
        let mut removed = 0;
        // Between a look at a file's age and its removal nobody makes it young.
        let lock = self.lock().map_err(|e| port(&e))?;
        lock.lock().map_err(|e| port(&e))?;
        for (name, modified) in self.folder.list().map_err(|e| port(&e))? {
            let orphan = name.starts_with(TEMPORARY) || (is_sha256_hex(&name) && !needed.contains(&name));
            // A file from the future (a clock that was wrong) is young.
            let old = modified
                .and_then(|modified| now.duration_since(modified).ok())
                .is_some_and(|age| age >= min_age);
            if orphan && old {
                self.folder.remove(&name).map_err(|e| port(&e))?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

impl std::fmt::Debug for FileStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileStore(…)")
    }
}

/// Reads the operating system's answer.
pub(crate) fn port(error: &io::Error) -> PortError {
    match error.kind() {
        ErrorKind::NotFound => PortError::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => PortError::NoSpace,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => PortError::Refused("file"),
        kind => PortError::Failed(kind.to_string()),
    }
}
