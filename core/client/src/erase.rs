//! Taking everything along, and leaving nothing behind.

use crate::{Client, ClientError, ProfileDir};
use citizen_domain::Timestamp;
use citizen_domain::message::Lang;
use citizen_domain::ports::KeyName;
use citizen_dossier::Page as DossierPage;
use citizen_outbox::Page;
use serde::Serialize;
use std::path::Path;

/// Everything held about the person, readable.
#[derive(Serialize)]
pub struct Export {
    /// Form of this file.
    pub format: &'static str,
    /// When it was made.
    pub made_at: Timestamp,
    /// Province.
    pub province: Option<crate::ProvinceView>,
    /// Who is signed in.
    pub session: crate::SessionView,
    /// Followed dossiers.
    pub dossiers: Vec<citizen_dossier::DossierView>,
    /// Drafts and reports.
    pub reports: Vec<citizen_incident::ReportView>,
    /// Everything sent or waiting.
    pub outbox: Vec<citizen_outbox::OutboxView>,
    /// Receipts as the province signed them, by item.
    pub receipts: Vec<(String, String)>,
    /// Hashes of the pictures kept here.
    pub photos: Vec<String>,
}

impl Client {
    /// Gathers everything held about the person.
    ///
    /// # Errors
    /// The store's own.
    pub fn export(&self, lang: Lang) -> Result<Export, ClientError> {
        let province = match self.province() {
            Ok(province) => Some(province),
            Err(ClientError::NoProvince) => None,
            Err(other) => return Err(other),
        };
        let has_province = province.is_some();
        let mut outbox = Vec::new();
        loop {
            let after = outbox
                .last()
                .map(|item: &citizen_outbox::OutboxView| item.id.clone());
            let page = self.outbox(&Page {
                after,
                limit: 500,
                open_only: false,
            })?;
            let last = page.len() < 500;
            outbox.extend(page);
            if last {
                break;
            }
        }
        let receipts = outbox
            .iter()
            .filter_map(|item| {
                self.receipt_token(&item.id)
                    .ok()
                    .map(|token| (item.id.clone(), token))
            })
            .collect();
        let mut reports = Vec::new();
        loop {
            // Drafts come with the first page and are not counted by `skip`.
            let finals = reports
                .iter()
                .filter(|r: &&citizen_incident::ReportView| r.state != "draft")
                .count();
            let skip = u32::try_from(finals).unwrap_or(u32::MAX);
            let page = if has_province {
                self.reports(skip, 500)?
            } else {
                Vec::new()
            };
            let last = page.iter().filter(|r| r.state != "draft").count() < 500;
            reports.extend(page);
            if last {
                break;
            }
        }
        Ok(Export {
            format: "citizen-export/1",
            made_at: self.now(),
            province,
            session: self.session()?,
            dossiers: if has_province {
                self.dossiers(DossierPage::ALL, lang)?
            } else {
                Vec::new()
            },
            reports,
            outbox,
            receipts,
            photos: self.inner.ports.files.list()?,
        })
    }

    /// Erases the profile: keys first, then files. The client is of no use afterwards.
    ///
    /// # Errors
    /// The key store's and the store's own; asking again goes on where it stopped.
    pub fn erase(&self) -> Result<(), ClientError> {
        let inner = &self.inner;
        if let Some(province) = inner.setting(crate::client::setting::PROVINCE)? {
            let profile = inner
                .dir
                .root()
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            inner
                .ports
                .key_store
                .destroy(&KeyName(format!("citizen/{province}/{profile}/session")))?;
        }
        for hash in inner.ports.files.list()? {
            inner.ports.files.remove(&hash)?;
        }
        inner.store.wipe()?;
        match std::fs::remove_dir_all(inner.dir.root()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(_) => Err(ClientError::File),
        }
    }
}

/// Erases a profile that cannot be opened (damaged, newer, wrong key): keys first, so that what a crash leaves behind
/// stays unreadable.
///
/// # Errors
/// [`ClientError::File`] when the disk refuses.
pub fn erase_unopened(home: &Path, profile: &str) -> Result<(), ClientError> {
    let dir = ProfileDir::new(home, profile)?;
    for folder in [dir.root().join("keys"), dir.root().to_path_buf()] {
        match std::fs::remove_dir_all(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => return Err(ClientError::File),
        }
    }
    Ok(())
}
