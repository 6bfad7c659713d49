use citizen_domain::Timestamp;
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_domain::wire::{ItemBody, ReportAction};
use citizen_outbox::{Item, item_id};
use citizen_store::{OpenOptions, Store, StoreError};
use std::path::Path;
use std::time::Duration;

pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-11-25T09:00:00+07:00").unwrap()
}

pub(crate) fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(OpenOptions::new(dir))
}

/// Does not wait for others.
pub(crate) fn impatient(dir: &Path) -> OpenOptions {
    OpenOptions {
        busy_timeout: Duration::ZERO,
        ..OpenOptions::new(dir)
    }
}

pub(crate) fn set(store: &Store, name: &str, value: &str) -> Result<(), RepositoryError> {
    store.write(|tx| tx.set_setting(name, Some(value)))
}

pub(crate) fn get(store: &Store, name: &str) -> Option<String> {
    store.read(|tx| tx.setting(name)).unwrap()
}

/// An outbox item, the `n`th of its kind.
pub(crate) fn item(n: u32) -> Item {
    let made = now().plus_millis(i64::from(n));
    let body = ItemBody::ReportAction(ReportAction {
        report: format!("report-{n}"),
        action: "confirm".into(),
        text: None,
        at: made,
    });
    let mut random = [0; 10];
    random[6..].copy_from_slice(&n.to_be_bytes());
    Item::draft(item_id(made, random), &body, made).unwrap()
}
