//! Files for the person: there whole and for good, or not there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What happens to a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It is replaced in one step.
    Replaced,
    /// It stays, and nothing is written.
    Stays,
}

/// Writes a file whole, and durably, or not at all. Only its owner may read it: it can hold what is personal.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where something is there that [`Existing::Stays`]; what the system says otherwise.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    // A link is there too, wherever it leads.
    if existing == Existing::Stays && std::fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let beside = beside(path);
    match std::fs::remove_file(&beside) {
        // Left over from an earlier run that was cut off.
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut new = std::fs::OpenOptions::new();
    // `create_new` follows no link that somebody put there meanwhile.
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    let mut file = new.open(&beside)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
        return written;
    }
    sync_folder(path);
    Ok(())
}

fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    PathBuf::from(beside)
}

/// The name too is for good. Some file systems (a memory card's) cannot promise that; the file is there all the same.
fn sync_folder(path: &Path) {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    #[cfg(unix)]
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::{Existing, write_whole};
    use std::io::ErrorKind;

    #[test]
    fn a_written_file_is_whole_and_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.json");
        let beside = dir.path().join("out.json.part");
        std::fs::write(&beside, "left over, and longer than what follows").unwrap();
        for text in ["một", "hai"] {
            write_whole(&path, text.as_bytes(), Existing::Replaced).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
            assert!(!beside.exists());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn what_is_there_stays_unless_it_may_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.json");
        std::fs::write(&path, "of the person").unwrap();
        let refused = write_whole(&path, b"other", Existing::Stays).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "of the person");
        #[cfg(unix)]
        {
            let link = dir.path().join("link");
            std::os::unix::fs::symlink(dir.path().join("nowhere"), &link).unwrap();
            assert!(write_whole(&link, b"x", Existing::Stays).is_err());
        }
        write_whole(&dir.path().join("new.json"), b"x", Existing::Stays).unwrap();
    }

    #[test]
    fn what_fails_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let taken = dir.path().join("folder");
        std::fs::create_dir(&taken).unwrap();
        std::fs::write(taken.join("x"), "").unwrap();
        assert!(write_whole(&taken, b"x", Existing::Replaced).is_err());
        assert!(!dir.path().join("folder.part").exists());
    }
}
