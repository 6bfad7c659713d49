//! Photos beside the database.

use crate::common::{now, open};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Files as _, PortError};
use citizen_incident::{Draft, DraftRepository as _, PhotoRef};
use citizen_store::{FileStore, KeyBytes, VaultKeys};
use citizen_testkit::MemoryKeyStore;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

fn real_now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
}

fn files_in(dir: &std::path::Path) -> FileStore {
    FileStore::open(dir, Arc::new(KeyBytes::new([7; 32]))).unwrap()
}

/// The one file of the folder.
fn only(dir: &std::path::Path) -> std::path::PathBuf {
    let entries = std::fs::read_dir(dir.join("files")).unwrap();
    let mut sealed = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap() != ".lock");
    let only = sealed.next().unwrap();
    assert!(sealed.next().is_none());
    only
}

#[test]
fn a_photo_comes_back_as_it_was_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let files = files_in(dir.path());
    let hash = files.put(b"a photo").unwrap();
    assert_eq!(files.put(b"a photo").unwrap(), hash);
    assert_eq!(files.get(&hash).unwrap(), b"a photo");
    assert_eq!(files.list().unwrap(), std::slice::from_ref(&hash));
    let path = only(dir.path());
    let name = path.file_name().unwrap().to_str().unwrap();
    assert_ne!(name, hash, "the name says nothing");
    let mut sealed = std::fs::read(&path).unwrap();
    assert!(!sealed.windows(5).any(|w| w == b"photo"));
    sealed[30] ^= 1;
    std::fs::write(&path, sealed).unwrap();
    assert_eq!(files.get(&hash), Err(PortError::Damaged("file")));
    files.put(b"a photo").unwrap();
    assert_eq!(files.get(&hash).unwrap(), b"a photo", "putting it again mends it");
    files.remove(&hash).unwrap();
    files.remove(&hash).unwrap();
    assert_eq!(files.get(&hash), Err(PortError::NotFound));
}

#[test]
fn a_name_from_outside_never_becomes_a_path() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("secret"), b"x").unwrap();
    let files = files_in(dir.path());
    for name in [
        "../secret",
        "/etc/passwd",
        "",
        ".",
        &"A".repeat(64),
        &format!("{}x", "../".repeat(21)),
    ] {
        assert_eq!(files.get(name), Err(PortError::NotFound), "{name}");
        assert_eq!(files.remove(name), Err(PortError::NotFound), "{name}");
    }
}

#[test]
fn orphans_go_but_nothing_young_or_needed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let files = files_in(dir.path());
    let (needed, orphan) = (files.put(b"needed").unwrap(), files.put(b"orphan").unwrap());
    let mut draft = Draft::new("d", now());
    draft
        .add_photo(PhotoRef {
            sha256: needed.clone(),
            bytes: 6,
            width: 1,
            height: 1,
        })
        .unwrap();
    store.write(|tx| tx.save_draft(&draft)).unwrap();
    // Left by a process that died while writing.
    std::fs::write(dir.path().join("files/.tmp-1-1"), b"half").unwrap();
    let rows: HashSet<String> = store.read(|tx| tx.needed_files()).unwrap();
    let day = Duration::from_secs(86_400);
    for (at, removed) in [
        (real_now(), 0),
        // The clock was set back: everything looks as if from the future.
        (Timestamp::from_secs(0), 0),
        (real_now().plus_millis(2 * 86_400_000), 2),
    ] {
        assert_eq!(files.collect(&rows, at, day).unwrap(), removed);
    }
    assert_eq!(files.list().unwrap(), [needed]);
    assert_eq!(files.get(&orphan), Err(PortError::NotFound));
}

/// A picture that is kept a second time is as new as one that is kept for the first, though its file lies there from long ago: the row
/// that will name it may not be there yet.
#[test]
fn what_is_kept_again_is_young_again() {
    let dir = tempfile::tempdir().unwrap();
    let files = files_in(dir.path());
    let hash = files.put(b"a photo").unwrap();
    let file = only(dir.path());
    let (day, ago) = (
        Duration::from_secs(86_400),
        std::time::SystemTime::now() - Duration::from_secs(3 * 86_400),
    );
    let age = || {
        std::fs::File::options()
            .append(true)
            .open(&file)
            .unwrap()
            .set_modified(ago)
            .unwrap()
    };
    let collect = || files.collect(&HashSet::new(), real_now(), day).unwrap();
    age();
    assert_eq!(files.put(b"a photo").unwrap(), hash);
    assert_eq!(collect(), 0);
    assert_eq!(files.get(&hash).unwrap(), b"a photo");
    age();
    assert_eq!(collect(), 1);
}

/// No key stays with the files: after a lock they ask for it anew, and what refuses it then is believed.
#[test]
fn a_lock_takes_the_files_key_along() {
    let dir = tempfile::tempdir().unwrap();
    let key_store = Arc::new(MemoryKeyStore::new());
    let keys = VaultKeys::open(
        dir.path(),
        "default",
        true,
        Arc::clone(&key_store) as _,
        Arc::new(crate::common::OsRandom),
    );
    let keys = Arc::new(keys.unwrap());
    let files = FileStore::open(dir.path(), Arc::clone(&keys) as _).unwrap();
    let hash = files.put(b"a photo").unwrap();
    key_store.set_locked(true);
    assert_eq!(files.get(&hash).unwrap(), b"a photo", "unsealed once");
    keys.lock();
    let refused = PortError::Refused("key");
    assert_eq!(files.get(&hash), Err(refused.clone()));
    assert_eq!(files.put(b"another"), Err(refused.clone()));
    let day = Duration::from_secs(86_400);
    let later = real_now().plus_millis(2 * 86_400_000);
    assert_eq!(files.collect(&HashSet::new(), later, day), Err(refused));
    key_store.set_locked(false);
    assert_eq!(files.get(&hash).unwrap(), b"a photo");
}

/// Gives `left` bytes of a pattern and counts nothing else: no test holds 50 MB.
struct Pattern {
    left: usize,
}

impl std::io::Read for Pattern {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        // Odd steps, so that chunks never fall together with reads.
        let n = buffer.len().min(self.left).min(10_007);
        for (at, byte) in buffer[..n].iter_mut().enumerate() {
            *byte = u8::try_from((self.left - at) % 251).unwrap();
        }
        self.left -= n;
        Ok(n)
    }
}

/// Hashes what it is given and says the longest piece.
struct Sink {
    hash: ring::digest::Context,
    longest: usize,
}

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.hash.update(bytes);
        self.longest = self.longest.max(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn lengths_around_a_chunk_and_fifty_megabytes_come_back_piece_by_piece() {
    let dir = tempfile::tempdir().unwrap();
    let files = files_in(dir.path());
    let chunk = 64 * 1024;
    for length in [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 50 << 20] {
        let hash = files.put_from(&mut Pattern { left: length }).unwrap();
        let mut sink = Sink {
            hash: ring::digest::Context::new(&ring::digest::SHA256),
            longest: 0,
        };
        files.get_to(&hash, &mut sink).unwrap();
        assert!(sink.longest <= chunk, "{length}: {} at once", sink.longest);
        let came: String = sink
            .hash
            .finish()
            .as_ref()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(came, hash, "{length}");
        assert!(files.list().unwrap().contains(&hash), "{length}");
        files.remove(&hash).unwrap();
    }
}

/// Sealing and opening 50 MB in a process of its own takes no more memory than a few pieces.
#[cfg(target_os = "linux")]
#[test]
fn fifty_megabytes_take_no_more_memory_than_a_few_pieces() {
    let dir = tempfile::tempdir().unwrap();
    let done = crate::child::start("photo", dir.path())
        .wait_with_output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let grown: u64 = said
        .lines()
        .find_map(|line| line.strip_prefix("grown "))
        .unwrap()
        .parse()
        .unwrap();
    assert!(grown < 2048, "{grown} KiB");
}

/// Flips, cuts, repeats, exchanged chunks, another vault's file: each an error, none other data, nothing removed.
#[test]
fn no_change_to_a_sealed_file_passes() {
    let dir = tempfile::tempdir().unwrap();
    let files = files_in(dir.path());
    let chunk = 64 * 1024 + 16;
    let hash = files
        .put_from(&mut Pattern {
            left: 2 * 64 * 1024 + 100,
        })
        .unwrap();
    let path = only(dir.path());
    let whole = std::fs::read(&path).unwrap();
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    let mut step = 1;
    let mut at = 0;
    while at < whole.len() {
        let mut bent = whole.clone();
        bent[at] ^= 1 << (at % 8);
        cases.push((format!("flip at {at}"), bent));
        cases.push((format!("cut at {at}"), whole[..at].to_vec()));
        step = step * 7 % 1009 + 1;
        at += step;
    }
    let mut swapped = whole.clone();
    let (first, second) = (24..24 + chunk, 24 + chunk..24 + 2 * chunk);
    swapped[first.clone()].copy_from_slice(&whole[second.clone()]);
    swapped[second].copy_from_slice(&whole[first.clone()]);
    cases.push(("chunks exchanged".into(), swapped));
    let twice = [&whole[..24 + chunk], &whole[first.clone()], &whole[24 + chunk..]].concat();
    cases.push(("a chunk twice".into(), twice));
    let less = [&whole[..24], &whole[24 + chunk..]].concat();
    cases.push(("a chunk less".into(), less));
    cases.push(("longer".into(), [whole.as_slice(), b"x"].concat()));
    let other = tempfile::tempdir().unwrap();
    FileStore::open(other.path(), Arc::new(KeyBytes::new([8; 32])))
        .unwrap()
        .put_from(&mut Pattern {
            left: 2 * 64 * 1024 + 100,
        })
        .unwrap();
    cases.push((
        "another vault's".into(),
        std::fs::read(only(other.path())).unwrap(),
    ));
    // The same vault's other file under this one's name.
    let second = tempfile::tempdir().unwrap();
    files_in(second.path()).put(b"other content").unwrap();
    cases.push(("another file".into(), std::fs::read(only(second.path())).unwrap()));
    assert!(cases.len() > 500, "{}", cases.len());
    for (what, bytes) in cases {
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(files.get(&hash), Err(PortError::Damaged("file")), "{what}");
        assert_eq!(
            std::fs::read(&path).unwrap(),
            bytes,
            "{what}: the file was touched"
        );
    }
    // Or nothing above would be proved.
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(files.get(&hash).unwrap().len(), 2 * 64 * 1024 + 100);
}

/// The bytes of the format: a change of them is a new version.
#[test]
fn a_file_sealed_by_version_1_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let files = files_in(dir.path());
    std::fs::write(
        dir.path().join("files").join(FROZEN_NAME),
        crate::common::unhex(FROZEN_FILE),
    )
    .unwrap();
    let [hash] = files.list().unwrap().try_into().unwrap();
    assert_eq!(files.get(&hash).unwrap(), "một tấm ảnh".as_bytes());
}

const FROZEN_NAME: &str = "8aa7b182db3a4436d4d1e0189433fca923274616d8c9f8f759a9d9332543f8a7";
const FROZEN_FILE: &str = "43545a46494c4501000102030405060708090a0b0c0d0e0fb733669c73440aa5468015445be8e7b24acc462ee57631761a6176a7789d387ee2dca39832b450b04efe7017924157b933b2fed420ca05ae2d68eede2d809bbf8e0617a9e6ea30ce26e4a76a3236bd149752200b4577f72916";
