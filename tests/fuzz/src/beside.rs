//! What lies beside a vault: the envelope, sealed files, the passphrase's file.

use crate::edits::{Input, edit, folder};
use citizen_domain::Secret;
use citizen_domain::ports::{Files as _, PortError};
use citizen_store::{Binding, DropBox, ENVELOPE, Envelope, FileKeyStore, FileStore, KeyBytes};
use citizen_testkit::SeededRandom;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

const SUM: usize = 16;

fn private(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

/// The kept envelope and what opens it: the corpus' first words of its keys are 3, 4 and 5.
fn profile() -> &'static (PathBuf, FileKeyStore) {
    static PROFILE: OnceLock<(PathBuf, FileKeyStore)> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let dir = folder("envelope");
        let keys = FileKeyStore::open(&dir).unwrap();
        // SHA-256 of `citizen/vault/` and the vault id 16 × 01.
        let name = "734d3fd8d210bef4a643fa1426c829bce4c764569683cbc922d0602dbf8322ac.seal";
        private(&dir.join("keys").join(name), &[9; 32]);
        (dir, keys)
    })
}

/// Any bytes as an envelope, and the same with its checksum made right. Nobody in here can seal, so what opens has the keys that
/// were sealed.
pub fn envelope(input: &[u8]) {
    let (dir, keys) = profile();
    let mut mended = input.to_vec();
    if let Some(body) = mended.len().checked_sub(SUM) {
        let sum = citizen_proof::sha256_hex(&mended[..body]);
        for (to, at) in mended[body..].iter_mut().zip((0..).step_by(2)) {
            *to = u8::from_str_radix(&sum[at..at + 2], 16).unwrap();
        }
    }
    for file in [input, &mended] {
        private(&dir.join(ENVELOPE), file);
        let random = SeededRandom::new(1);
        let envelope = Envelope::new(dir, keys, &random);
        let _ = Envelope::label(dir);
        let _ = DropBox::open(dir);
        if let Ok(opened) = envelope.open(&Binding::vault("default")) {
            assert_eq!((*opened.files, *opened.current.key), ([3; 32], [4; 32]));
        }
    }
}

/// A file of three pieces, where it lies, and its hash.
struct Sealed {
    files: FileStore,
    path: PathBuf,
    bytes: Vec<u8>,
    content: Vec<u8>,
    hash: String,
}

/// Any bytes as a sealed file, or as changes of one: its content, or an error.
pub fn sealed_file(input: &[u8]) {
    static SEALED: OnceLock<Sealed> = OnceLock::new();
    let sealed = SEALED.get_or_init(|| {
        let dir = folder("sealed");
        let files = FileStore::open(&dir, Arc::new(KeyBytes::new([7; 32]))).unwrap();
        let content: Vec<u8> = (0..2 * 65_536 + 100_u32).map(|n| (n % 251) as u8).collect();
        let hash = files.put(&content).unwrap();
        let mut paths = std::fs::read_dir(dir.join("files")).unwrap().map(|entry| entry.unwrap().path());
        let path = paths.find(|path| path.file_name().unwrap() != ".lock").unwrap();
        Sealed {
            bytes: std::fs::read(&path).unwrap(),
            files,
            path,
            content,
            hash,
        }
    });
    let mut bytes = input.to_vec();
    if !input.starts_with(b"CTZFILE") {
        bytes.clone_from(&sealed.bytes);
        let mut input = Input(input);
        while !input.is_empty() {
            edit(&mut bytes, &mut input);
        }
    }
    std::fs::write(&sealed.path, &bytes).unwrap();
    match sealed.files.get(&sealed.hash) {
        Ok(content) => assert!(content == sealed.content && bytes == sealed.bytes),
        Err(error) => assert_eq!(error, PortError::Damaged("file")),
    }
    let listed = sealed.files.list().unwrap();
    assert!(listed.is_empty() || listed == [sealed.hash.clone()]);
}

/// Any bytes as the file that says how a passphrase becomes a key. What is believed of it and still takes long is left out.
pub fn passphrase(input: &[u8]) {
    static DIR: OnceLock<PathBuf> = OnceLock::new();
    let dir = DIR.get_or_init(|| {
        let dir = folder("passphrase");
        FileKeyStore::open(&dir).unwrap();
        dir
    });
    let number = |at: usize| {
        let four = input.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    let costs = [(8, 256, 1024 * 1024), (12, 3, 64), (16, 4, 16)];
    let believed = costs.iter().all(|(at, _, most)| number(*at).is_none_or(|n| n <= *most));
    let dear = costs.iter().any(|(at, cheap, _)| number(*at).is_some_and(|n| n > *cheap));
    if believed && dear {
        return;
    }
    private(&dir.join("keys/passphrase"), input);
    if let Err(error) = FileKeyStore::with_passphrase(dir, &Secret::new("đúng".to_owned())) {
        assert!(matches!(error, PortError::Damaged("passphrase") | PortError::Refused("passphrase")), "{error}");
    }
}
