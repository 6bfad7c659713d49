//! A phone's work in small, through the real repositories: drafts that become reports and items, items that move on, batches of
//! a sync that also say what became of a report, suspending, and a new key. The first opening makes the vault and migrates it.
//! Each step is one transaction that also notes its number.

use crate::common::{Keys, item, now};
use citizen_domain::codes::DossierCode;
use citizen_domain::pack::Visibility;
use citizen_domain::ports::{KeyName, Random};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_domain::wire::ReportBody;
use citizen_dossier::{Followed, Page as DossierPage, Repository as _, Trust};
use citizen_incident::{Draft, DraftRepository as _, ReportRepository as _, StoredReport};
use citizen_outbox::{Page, Repository as _, State, Update};
use citizen_store::{KeySource, KeyStoreGenerations, LaneKind, OpenOptions, Store, StoreError, Tx};
use citizen_testkit::{FakeClock, MemoryKeyStore, PowerLossDisk, SeededRandom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Steps of the whole work.
pub(crate) const STEPS: u32 = 12;
/// A new key comes after this one.
const REKEY: u32 = 6;
const BATCH: u32 = 4;

/// One device: a disk, and a key store that does not lose its counter with it.
pub(crate) struct Device {
    pub(crate) disk: PowerLossDisk,
    pub(crate) key_store: Arc<MemoryKeyStore>,
    pub(crate) keys: Arc<dyn KeySource>,
    /// Frames after which the log is moved.
    pub(crate) long_log: u64,
    random: Arc<SeededRandom>,
    dir: PathBuf,
}

/// What a run has come to.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Steps that were acknowledged.
    pub(crate) steps: u32,
}

impl Device {
    /// `dir` is there for the lock alone.
    pub(crate) fn new(dir: &Path, seed: u64) -> Self {
        Self::with(dir, seed, PowerLossDisk::new())
    }

    /// With what is on its disk already.
    pub(crate) fn with(dir: &Path, seed: u64, disk: PowerLossDisk) -> Self {
        Self {
            disk,
            key_store: Arc::new(MemoryKeyStore::new()),
            keys: Arc::new(Keys),
            // Every few steps.
            long_log: 8,
            random: Arc::new(SeededRandom::new(seed)),
            dir: dir.to_owned(),
        }
    }

    /// The same key store with another disk.
    pub(crate) fn like(other: &Self, disk: PowerLossDisk) -> Self {
        Self {
            disk,
            key_store: Arc::clone(&other.key_store),
            keys: Arc::clone(&other.keys),
            long_log: other.long_log,
            random: Arc::clone(&other.random),
            dir: other.dir.clone(),
        }
    }

    pub(crate) fn options(&self) -> OpenOptions {
        let generations = KeyStoreGenerations {
            keys: Arc::clone(&self.key_store) as _,
            name: KeyName("vault".into()),
        };
        OpenOptions {
            disk: Arc::new(self.disk.clone()),
            lanes: LaneKind::Inline,
            long_log: self.long_log,
            ..OpenOptions::new(
                &self.dir,
                Arc::clone(&self.keys),
                Arc::new(generations),
                Arc::clone(&self.random) as Arc<dyn Random>,
                Arc::new(FakeClock::at(now())),
            )
        }
    }

    pub(crate) fn open(&self) -> Result<Store, StoreError> {
        Store::open(self.options())
    }

    /// Works until all is done, the power is gone, or too much has failed.
    pub(crate) fn work(&self, done: &mut Done) {
        for _ in 0..6 {
            let Ok(store) = self.open() else {
                if self.disk.is_dead() {
                    return;
                }
                continue;
            };
            if self.session(&store, done).is_ok() || self.disk.is_dead() {
                return;
            }
        }
    }

    fn session(&self, store: &Store, done: &mut Done) -> Result<(), StoreError> {
        // Another program, which some of the steps are made by.
        let mut other: Option<Store> = None;
        while done.steps < STEPS {
            let n = done.steps;
            if matches!(n, 4 | 9) {
                other = Some(self.open()?);
            }
            let by = match &other {
                Some(other) if n != 5 => other,
                _ => store,
            };
            // A program goes on after an error.
            by.write(|tx| step(tx, n))
                .or_else(|_| by.write(|tx| step(tx, n)))?;
            done.steps = n + 1;
            match n {
                REKEY => {
                    drop(other.take());
                    store.rekey(2).or_else(|error| match error {
                        // The vault has that key already: the answer was lost.
                        StoreError::WrongKey => Ok(()),
                        other => Err(other),
                    })?;
                }
                3 | 10 => {
                    match store.suspend() {
                        Err(StoreError::InUse { .. }) if other.is_some() => {}
                        suspended => suspended?,
                    }
                    store.resume()?;
                }
                _ => {}
            }
        }
        match store.shutdown() {
            Err(StoreError::InUse { .. }) if other.is_some() => Ok(()),
            shut => shut,
        }
    }
}

fn draft(n: u32) -> Draft {
    let mut draft = Draft::new(item(n).id, now().plus_millis(i64::from(n)));
    draft.text = format!("Ổ gà số {n}. ").repeat(20 + n as usize * 30);
    draft
}

/// What a draft has become; `known` once a sync has told its number.
pub(crate) fn report(n: u32, known: Option<u32>) -> StoredReport {
    let body = ReportBody {
        category: "giao_thong".into(),
        severity: 2,
        text: draft(n).text,
        captured_at: now(),
        location: None,
        unit: None,
        visibility: Visibility::Handler,
        anonymous: false,
        attachments: Vec::new(),
        replaces: None,
        acting_for: None,
    };
    let mut report = StoredReport::new(item(n).id, body, Vec::new(), draft(n).created_at);
    report.reference = known.map(|n| format!("PA-{n}"));
    report
}

fn code(n: u32) -> DossierCode {
    DossierCode::parse(&format!("000.00.01.H29-260212-{n:04}")).unwrap()
}

pub(crate) fn step(tx: &Tx<'_>, n: u32) -> Result<(), RepositoryError> {
    let noted = tx.setting("steps")?.and_then(|s| s.parse().ok()).unwrap_or(0);
    if noted > n {
        // It was durable, and only the answer was lost.
        return Ok(());
    }
    match n % 4 {
        0 => tx.save_draft(&draft(n))?,
        1 => {
            tx.insert_item(&item(n))?;
            tx.save_report(&report(n - 1, None))?;
            tx.remove_draft(&draft(n - 1).id)?;
        }
        2 => {
            let mut moved = tx.item(&item(n - 1).id)?.ok_or(RepositoryError::Failed("gone"))?;
            moved.state = State::Sending { bytes: n.into() };
            if !matches!(tx.update_item(&moved)?, Update::Stored(_)) {
                return Err(RepositoryError::Failed("stale"));
            }
        }
        _ => {
            for k in 0..BATCH {
                tx.put_dossier(&Followed::from_code(code(n * BATCH + k), Trust::Typed, now()))?;
            }
            tx.save_report(&report(n - 3, Some(n)))?;
            tx.set_setting("cursor", Some(&n.to_string()))?;
        }
    }
    tx.set_setting("steps", Some(&(n + 1).to_string()))
}

/// How many steps the store holds, if it holds exactly what so many leave behind.
pub(crate) fn steps_held(store: &Store) -> Result<Option<u32>, RepositoryError> {
    store.check()?;
    store.read(|tx| {
        let steps: u32 = tx.setting("steps")?.and_then(|s| s.parse().ok()).unwrap_or(0);
        let mut drafts = Vec::new();
        let mut items = Vec::new();
        let mut reports = Vec::new();
        let (mut dossiers, mut cursor) = (0, None);
        for n in 0..steps {
            match n % 4 {
                0 => drafts.push(draft(n)),
                1 => {
                    drafts.pop();
                    items.push(item(n));
                    // Newest first.
                    reports.insert(0, report(n - 1, None));
                }
                2 => {
                    let last = items.last_mut().unwrap();
                    last.state = State::Sending { bytes: n.into() };
                    last.version += 1;
                }
                _ => {
                    reports[0] = report(n - 3, Some(n));
                    dossiers += BATCH as usize;
                    cursor = Some(n.to_string());
                }
            }
        }
        let page = Page {
            after: None,
            limit: 500,
            open_only: false,
        };
        let all = DossierPage {
            offset: 0,
            limit: 100,
        };
        let same = tx.drafts()? == drafts
            && tx.items(&page)? == items
            && tx.reports(0, 500)? == reports
            && tx.dossiers(all)?.len() == dossiers
            && tx.setting("cursor")? == cursor;
        Ok(same.then_some(steps))
    })
}
