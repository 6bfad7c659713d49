//! What a durable file is made of, one step at a time. The device's own folder is [`Directory`]; a test's may lose its power between
//! any two steps.

use crate::disk::{create_dir, private, remove, sync_dir};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A folder of files that are written whole. Names are without a path.
pub trait Folder: Send + Sync {
    /// A new, empty file for its owner alone; one of that name is emptied.
    ///
    /// # Errors
    /// The system's.
    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>>;

    /// A file that is there, for reading.
    ///
    /// # Errors
    /// The system's; [`io::ErrorKind::NotFound`].
    fn open(&self, name: &str) -> io::Result<Box<dyn StoredFile>>;

    /// Gives a file another name, replacing what has that name; whole or not at all.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// The system's.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Returns when the names survive a power cut, as they are now.
    ///
    /// # Errors
    /// The system's; what is durable then is unknown.
    fn sync(&self) -> io::Result<()>;

    /// Names, and when each file was written or made young again, where that is known.
    ///
    /// # Errors
    /// The system's.
    fn list(&self) -> io::Result<Vec<(String, Option<SystemTime>)>>;

    /// Makes a file as young as one that was written now; `false` where there is none.
    ///
    /// # Errors
    /// The system's.
    fn renew(&self, name: &str) -> io::Result<bool>;
}

/// An open file of a [`Folder`].
pub trait StoredFile: Read + Write + Seek + Send {
    /// Returns when everything that was written survives a power cut; of the file's name it says nothing.
    ///
    /// # Errors
    /// The system's; what is durable then is unknown.
    fn sync(&mut self) -> io::Result<()>;

    /// Size in bytes.
    ///
    /// # Errors
    /// The system's.
    fn size(&self) -> io::Result<u64>;
}

/// A folder of the device.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The same, made for its owner alone if it is not there.
    pub(crate) fn made(path: &Path) -> io::Result<Self> {
        create_dir(path)?;
        Ok(Self::at(path))
    }
}

impl Folder for Directory {
    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        let file = private().create(true).truncate(true).open(self.0.join(name))?;
        Ok(Box::new(file))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        Ok(Box::new(File::open(self.0.join(name))?))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        remove(&self.0.join(name))
    }

    fn sync(&self) -> io::Result<()> {
        sync_dir(&self.0)
    }

    fn list(&self) -> io::Result<Vec<(String, Option<SystemTime>)>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.0)? {
            let entry = entry?;
            // A name that is no text is none of ours.
            if let Ok(name) = entry.file_name().into_string() {
                names.push((name, entry.metadata().and_then(|meta| meta.modified()).ok()));
            }
        }
        Ok(names)
    }

    fn renew(&self, name: &str) -> io::Result<bool> {
        match File::options().append(true).open(self.0.join(name)) {
            Ok(file) => file.set_modified(SystemTime::now()).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl StoredFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn size(&self) -> io::Result<u64> {
        self.metadata().map(|meta| meta.len())
    }
}
