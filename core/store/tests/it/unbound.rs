//! The control of the tamper campaign: what it does to pages is done to a cipher that seals them and binds nothing to them.
//! There other data is accepted without an error; with the vault's own cipher, never.

use crate::common::{OsRandom, now};
use citizen_store::VaultKey;
use citizen_store::vfs::{
    CipherDisk, Disk, DiskError, DiskFile, FileKind, IndexLock, LockLevel, Region, Registered,
};
use citizen_testkit::{FakeClock, PowerLossDisk, SeededRandom};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, Tag, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use rusqlite::{Connection, OptionalExtension as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const PAGE: usize = 4096;
const TAG: usize = 16;
const SEALED: usize = NONCE_LEN + PAGE + TAG;
const KEY: [u8; 32] = [0x41; 32];

/// AES-256-GCM page by page, with a random nonce and nothing in the associated data: no page number, no vault, no epoch.
struct Unbound(PowerLossDisk);

struct UnboundFile {
    inner: Box<dyn DiskFile>,
    key: LessSafeKey,
    sealed: bool,
}

impl UnboundFile {
    fn page(&mut self, number: u64) -> Result<Option<Vec<u8>>, DiskError> {
        let mut bytes = vec![0; SEALED];
        if self.inner.read_at(&mut bytes, number * SEALED as u64)? < SEALED {
            return Ok(None);
        }
        let nonce = Nonce::try_assume_unique_for_key(&bytes[..NONCE_LEN]).unwrap();
        let mut page = bytes.split_off(NONCE_LEN);
        let opened = self
            .key
            .open_in_place(nonce, Aad::empty(), &mut page)
            .map(|page| page.len());
        page.truncate(opened.map_err(|_| DiskError::Damaged)?);
        Ok(Some(page))
    }
}

impl DiskFile for UnboundFile {
    fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, DiskError> {
        if !self.sealed {
            return self.inner.read_at(buf, offset);
        }
        let Some(page) = self.page(offset / PAGE as u64)? else {
            return Ok(0);
        };
        let within = usize::try_from(offset % PAGE as u64).unwrap();
        buf.copy_from_slice(&page[within..within + buf.len()]);
        Ok(buf.len())
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError> {
        if !self.sealed {
            return self.inner.write_at(bytes, offset);
        }
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).unwrap();
        let mut page = bytes.to_vec();
        let tag: Tag = self
            .key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut page)
            .unwrap();
        let bytes = [nonce.as_slice(), &page, tag.as_ref()].concat();
        self.inner.write_at(&bytes, offset / PAGE as u64 * SEALED as u64)
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        let page = if self.sealed { SEALED } else { PAGE };
        self.inner.truncate(size / PAGE as u64 * page as u64)
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        let size = self.inner.size()?;
        Ok(if self.sealed {
            size / SEALED as u64 * PAGE as u64
        } else {
            size
        })
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        self.inner.sync()
    }

    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.inner.lock(level)
    }

    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.inner.unlock(level)
    }

    fn is_reserved(&mut self) -> Result<bool, DiskError> {
        self.inner.is_reserved()
    }

    fn index(&mut self, number: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError> {
        self.inner.index(number, size, extend)
    }

    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        self.inner.lock_index(first, count, how)
    }

    fn close_index(&mut self, delete: bool) -> Result<(), DiskError> {
        self.inner.close_index(delete)
    }
}

impl Disk for Unbound {
    fn open(&self, path: &Path, kind: FileKind, create: bool) -> Result<Box<dyn DiskFile>, DiskError> {
        Ok(Box::new(UnboundFile {
            inner: self.0.open(path, kind, create)?,
            key: LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &KEY).unwrap()),
            sealed: kind == FileKind::Main,
        }))
    }

    fn delete(&self, path: &Path, durable: bool) -> Result<(), DiskError> {
        self.0.delete(path, durable)
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        self.0.exists(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.0.rename(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        self.0.sync_dir(dir)
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        self.0.list(dir)
    }
}

fn main_file() -> &'static Path {
    Path::new("/vault-1.db")
}

/// A cipher over a disk, and where its pages stand.
struct Cipher {
    over: fn(&PowerLossDisk, u8) -> Option<Arc<dyn Disk>>,
    header: usize,
    page: usize,
}

const UNBOUND: Cipher = Cipher {
    over: |disk, _| {
        drop(disk.open(main_file(), FileKind::Main, true).ok()?);
        Some(Arc::new(Unbound(disk.clone())))
    },
    header: 0,
    page: SEALED,
};

const BOUND: Cipher = Cipher {
    over: |disk, vault| {
        let key = VaultKey::new([vault; 16], 1, Zeroizing::new(KEY));
        let (inner, random) = (Arc::new(disk.clone()), Arc::new(OsRandom));
        let cipher = match CipherDisk::open(inner.clone(), main_file(), &key, random.clone()) {
            Err(citizen_store::StoreError::NotFound) => {
                CipherDisk::create(inner, main_file(), &key, random, 1)
            }
            other => other,
        };
        Some(Arc::new(cipher.ok()?))
    },
    header: 4 * PAGE,
    page: PAGE,
};

impl Cipher {
    fn connect(&self, disk: &PowerLossDisk, vault: u8) -> Option<(Connection, Registered)> {
        let clock = Arc::new(FakeClock::at(now()));
        let vfs = Registered::new((self.over)(disk, vault)?, Arc::new(OsRandom), clock).ok()?;
        Some((vfs.connect(main_file()).ok()?, vfs))
    }

    /// A vault with a row on each of some pages, everything in its main file.
    fn filled(&self, vault: u8) -> Vec<u8> {
        let disk = PowerLossDisk::new();
        let (db, vfs) = self.connect(&disk, vault).unwrap();
        db.execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY, x BLOB)")
            .unwrap();
        for (n, row) in (0..).zip(rows(vault)) {
            db.execute("INSERT INTO t VALUES (?1, ?2)", (n, row)).unwrap();
        }
        drop((db, vfs));
        disk.files()[main_file()].clone()
    }

    /// Whether rows are read from `bytes` without an error, and are not those of the vault.
    fn accepts_other_data(&self, bytes: Vec<u8>, vault: u8) -> bool {
        let disk = PowerLossDisk::holding(&[(main_file().to_owned(), bytes)].into());
        let Some((db, _vfs)) = self.connect(&disk, vault) else {
            return false;
        };
        let read: rusqlite::Result<Vec<Option<Vec<u8>>>> = (0_i64..40)
            .map(|n| {
                db.query_row("SELECT x FROM t WHERE n = ?1", [n], |row| row.get(0))
                    .optional()
            })
            .collect();
        read.is_ok_and(|read| read != rows(vault).into_iter().map(Some).collect::<Vec<_>>())
    }

    /// Of each splice of the campaign, how many of 100 are accepted as other data.
    fn accepted(&self) -> [usize; 3] {
        let (whole, other) = (self.filled(1), self.filled(2));
        let random = SeededRandom::new(7);
        // Behind the first two: the schema and the table's root.
        let pages = whole.len().min(other.len()).saturating_sub(self.header) / self.page - 2;
        let at = |n: usize| self.header + (2 + n) * self.page;
        let pick = || usize::try_from(random.below(pages as u64)).unwrap();
        let mut accepted = [0; 3];
        for _ in 0..100 {
            let (a, b) = (pick(), pick());
            let part = |of: &[u8], n: usize| of[at(n)..at(n) + self.page].to_vec();
            let put =
                |to: &mut Vec<u8>, n: usize, page: &[u8]| to[at(n)..at(n) + self.page].copy_from_slice(page);
            let mut swapped = whole.clone();
            put(&mut swapped, a, &part(&whole, b));
            put(&mut swapped, b, &part(&whole, a));
            let mut repeated = whole.clone();
            put(&mut repeated, a, &part(&whole, b));
            let mut spliced = whole.clone();
            put(&mut spliced, a, &part(&other, a));
            for (count, bytes) in accepted.iter_mut().zip([swapped, repeated, spliced]) {
                *count += usize::from(self.accepts_other_data(bytes, 1));
            }
        }
        accepted
    }
}

/// Each fills most of a page.
fn rows(vault: u8) -> Vec<Vec<u8>> {
    (0..40_u8)
        .map(|n| [[vault, n].as_slice(), &[n; 3000]].concat())
        .collect()
}

#[test]
fn a_cipher_that_binds_nothing_is_caught_and_the_vaults_is_not() {
    let unbound = UNBOUND.accepted();
    for (count, what) in unbound.iter().zip(["swapped", "repeated", "of another vault"]) {
        assert!(
            *count > 80,
            "pages {what}: only {count} of 100 were accepted: nothing is proved"
        );
    }
    assert_eq!(BOUND.accepted(), [0; 3]);
}
