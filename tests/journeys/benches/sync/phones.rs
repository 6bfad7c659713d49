//! A province with many dossiers of one person, and phones of that person.

use crate::line::Line;
use citizen_client::{Client, Shipped};
use citizen_journeys::{Phone, Town, program};
use citizen_province::demo::MAIN_RESIDENT;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) struct World {
    pub(crate) town: Town,
    pub(crate) line: Line,
    /// Of the dossiers that were handed in here.
    pub(crate) codes: Vec<String>,
}

impl World {
    pub(crate) fn new(dossiers: u64) -> Self {
        let line = Line::new();
        let town = Town::behind(&line.url());
        line.lead_to(town.addr());
        let codes = town.hand_in(MAIN_RESIDENT.sub, dossiers);
        Self { town, line, codes }
    }

    /// The home of a phone that is signed in and has fetched nothing.
    pub(crate) fn signed_in(&self) -> Phone {
        Phone::signed_in(&self.line.url())
    }
}

/// A copy of a closed home: another phone of the same person.
pub(crate) struct Copy {
    dir: TempDir,
}

impl Copy {
    pub(crate) fn of(phone: &Phone) -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(&phone.home(), &dir.path().join("home"));
        Self { dir }
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    pub(crate) fn open(&self) -> Client {
        Client::open(&self.home(), "default", Shipped::new(vec![program::base_pack()])).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            // With its permissions: keys are kept only where nobody else can read them.
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
}
