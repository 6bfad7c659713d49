use crate::PowerLossDisk;
use citizen_store::vfs::{Disk as _, DiskError, DiskFile, FileKind};
use citizen_store::{Folder, StoredFile};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::SystemTime;

/// A folder of a [`PowerLossDisk`], whose files have no age.
pub struct PowerLossFolder {
    /// Where it is.
    pub disk: PowerLossDisk,
    /// Its place there.
    pub dir: PathBuf,
    /// Says that its names are durable and makes none durable: a program that leaves that out.
    pub forgets_names: bool,
}

struct Open {
    file: Box<dyn DiskFile>,
    size: u64,
    at: u64,
}

fn io(error: DiskError) -> io::Error {
    let kind = match error {
        DiskError::NotFound => ErrorKind::NotFound,
        DiskError::Full => ErrorKind::StorageFull,
        _ => ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

impl PowerLossFolder {
    fn file(&self, name: &str, create: bool) -> io::Result<Open> {
        let mut file = self
            .disk
            .open(&self.dir.join(name), FileKind::Other, create)
            .map_err(io)?;
        if create {
            file.truncate(0).map_err(io)?;
        }
        let size = file.size().map_err(io)?;
        Ok(Open { file, size, at: 0 })
    }
}

impl Folder for PowerLossFolder {
    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        Ok(Box::new(self.file(name, true)?))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        Ok(Box::new(self.file(name, false)?))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk
            .rename(&self.dir.join(from), &self.dir.join(to))
            .map_err(io)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match self.disk.delete(&self.dir.join(name), false) {
            Ok(()) | Err(DiskError::NotFound) => Ok(()),
            Err(error) => Err(io(error)),
        }
    }

    fn sync(&self) -> io::Result<()> {
        if self.forgets_names {
            return Ok(());
        }
        self.disk.sync_dir(&self.dir).map_err(io)
    }

    fn list(&self) -> io::Result<Vec<(String, Option<SystemTime>)>> {
        let paths = self.disk.list(&self.dir).map_err(io)?;
        let name = |path: PathBuf| Some(path.file_name()?.to_str()?.to_owned());
        Ok(paths
            .into_iter()
            .filter_map(name)
            .map(|name| (name, None))
            .collect())
    }

    fn renew(&self, name: &str) -> io::Result<bool> {
        self.disk.exists(&self.dir.join(name)).map_err(io)
    }
}

impl StoredFile for Open {
    fn sync(&mut self) -> io::Result<()> {
        self.file.sync().map_err(io)
    }

    fn size(&self) -> io::Result<u64> {
        Ok(self.size)
    }
}

impl Read for Open {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buf, self.at).map_err(io)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_at(bytes, self.at).map_err(io)?;
        self.at += bytes.len() as u64;
        self.size = self.size.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Open {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        }
        .ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
