//! Pictures and texts, read and judged by the province's pack (or the shipped ones before a province is chosen).

use crate::system::SystemClock;
use crate::{Client, ClientError, Shipped};
use citizen_domain::ports::Clock;
use citizen_pack::VerifiedPack;
use citizen_proof::KeySet;
use citizen_scan::{Payload, ScanContext};
use serde::Serialize;
use std::sync::Arc;

/// A picture read.
#[derive(Debug, Clone, Serialize)]
pub struct Scanned {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Time spent on finding codes.
    pub decode_ms: u64,
    /// What was found.
    pub payloads: Vec<Payload>,
}

impl Client {
    /// Finds the codes in a picture and judges them.
    ///
    /// # Errors
    /// The scan room's own, for what is no picture.
    pub fn scan_picture(&self, bytes: &[u8]) -> Result<Scanned, ClientError> {
        read_picture(bytes, &self.judging_packs(), &*self.inner.ports.clock)
    }

    /// Judges a text that some other scanner read.
    ///
    /// # Errors
    /// The scan room's own.
    pub fn scan_text(&self, text: &str) -> Result<Payload, ClientError> {
        judge(text.as_bytes(), &self.judging_packs())
    }

    /// Judges what was read from a frame.
    pub(crate) fn judged_payload(&self, raw: &[u8]) -> Result<Payload, ClientError> {
        judge(raw, &self.judging_packs())
    }

    fn judging_packs(&self) -> Vec<Arc<VerifiedPack>> {
        match self.inner.pack() {
            Ok(own) => vec![own],
            Err(_) => self.inner.shipped.verified(self.now()).collect(),
        }
    }
}

/// Reads and judges before any province is chosen, by the shipped packs, and leaves no trace.
pub struct ShippedReader {
    packs: Vec<Arc<VerifiedPack>>,
    shipped: Shipped,
    clock: SystemClock,
}

impl ShippedReader {
    /// Verifies the shipped packs.
    pub fn new(shipped: &Shipped) -> Self {
        let clock = SystemClock::new();
        Self {
            packs: shipped.verified(clock.now()).collect(),
            shipped: shipped.clone(),
            clock,
        }
    }

    /// As [`Client::scan_picture`].
    ///
    /// # Errors
    /// The scan room's own.
    pub fn scan_picture(&self, bytes: &[u8]) -> Result<Scanned, ClientError> {
        read_picture(bytes, &self.packs, &self.clock)
    }

    /// As [`Client::scan_text`].
    ///
    /// # Errors
    /// The scan room's own.
    pub fn scan_text(&self, text: &str) -> Result<Payload, ClientError> {
        judge(text.as_bytes(), &self.packs)
    }

    /// The first shipped pack.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] when none came with the program, else what is wrong with those that did.
    pub fn pack(&self) -> Result<Arc<VerifiedPack>, ClientError> {
        match self.packs.first() {
            Some(pack) => Ok(Arc::clone(pack)),
            None => self.shipped.first(self.clock.now()),
        }
    }
}

fn read_picture(
    bytes: &[u8],
    packs: &[Arc<VerifiedPack>],
    clock: &dyn Clock,
) -> Result<Scanned, ClientError> {
    let start = clock.monotonic();
    let picture = citizen_scan::decode(bytes, &citizen_scan::Limits::PICTURE)?;
    let spent = clock.monotonic().saturating_sub(start);
    Ok(Scanned {
        width: picture.width,
        height: picture.height,
        decode_ms: u64::try_from(spent.as_millis()).unwrap_or(u64::MAX),
        payloads: picture
            .found
            .iter()
            .map(|found| judge(&found.raw, packs))
            .collect::<Result<_, _>>()?,
    })
}

/// Judges by the first pack that trusts it most.
fn judge(raw: &[u8], packs: &[Arc<VerifiedPack>]) -> Result<Payload, ClientError> {
    let mut best: Option<Payload> = None;
    for pack in packs {
        let content = pack.content();
        let keys = KeySet::new(content.keys.clone()).ok();
        let context = ScanContext {
            keys: keys.as_ref(),
            province: Some(&pack.manifest().province),
            hosts: &content.hosts,
            agencies: &content.agencies,
        };
        let payload = citizen_scan::classify(raw, &context)?;
        if best.as_ref().is_none_or(|held| payload.trust < held.trust) {
            best = Some(payload);
        }
    }
    match best {
        Some(payload) => Ok(payload),
        None => Ok(citizen_scan::classify(raw, &ScanContext::default())?),
    }
}
