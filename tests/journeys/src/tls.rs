//! What a province over TLS needs: an authority, the certificate in use and the one that will follow it.

use crate::phone::arg;
use citizen_domain::Timestamp;
use citizen_testkit::{Identity, TestCa};
use std::path::PathBuf;
use tempfile::TempDir;

const DAY_MS: i64 = 86_400_000;

/// Files on disk, made anew for each test.
pub struct Tls {
    folder: TempDir,
    /// Who vouches for the certificates.
    pub ca: TestCa,
    /// Certificate and key in use.
    pub now: (PathBuf, PathBuf),
    /// Those that will follow.
    pub next: (PathBuf, PathBuf),
    /// Those after that.
    pub after: (PathBuf, PathBuf),
}

impl Tls {
    /// Certificates that are good around `now`.
    ///
    /// # Panics
    /// When no files can be made.
    pub fn new(now: Timestamp) -> Self {
        Self::made(now, TestCa::loopback)
    }

    /// The same, for a server that is reached at `address`.
    ///
    /// # Panics
    /// When no files can be made.
    pub fn at(address: &str, now: Timestamp) -> Self {
        let (from, to) = (now.plus_millis(-30 * DAY_MS), now.plus_millis(60 * DAY_MS));
        Self::made(now, |ca, _| ca.identity(&[address], from, to))
    }

    fn made(now: Timestamp, identity: impl Fn(&TestCa, Timestamp) -> Identity) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ca = TestCa::new(now);
        let make = |name| identity(&ca, now).write(folder.path(), name);
        let (first, next, after) = (make("now"), make("next"), make("after"));
        std::fs::write(folder.path().join("root.pem"), ca.pem()).unwrap();
        Self {
            folder,
            ca,
            now: first,
            next,
            after,
        }
    }

    /// The certificate that follows, renewed around `now` for the same key.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn renewed_next(&self, now: Timestamp) -> (PathBuf, PathBuf) {
        let key = std::fs::read_to_string(&self.next.1).unwrap();
        let (from, to) = (now.plus_millis(-30 * DAY_MS), now.plus_millis(60 * DAY_MS));
        self.ca
            .identity_with_key(&key, &["localhost", "127.0.0.1"], from, to)
            .write(self.folder.path(), "renewed")
    }

    /// The file for `init --tls-root`.
    pub fn root(&self) -> String {
        arg(&self.folder.path().join("root.pem"))
    }
}

/// The time of this computer.
pub fn today() -> Timestamp {
    citizen_province::Clock::system().now()
}
