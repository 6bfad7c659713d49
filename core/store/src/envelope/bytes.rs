//! The envelope's bytes. Every bit is either under the checksum and part of the associated data, or sealed.

use super::{Binding, EpochKey, KeyBytes, Opened};
use crate::error::StoreError;
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

const MAGIC: &[u8; 7] = b"CTZKEYS";
pub(super) const VERSION: u8 = 1;
const BY_KEY_STORE: u8 = 0;
const TO_PUBLIC_KEY: u8 = 1;
/// SHA-256 of all before it, cut: tells a broken disk from another key. No protection, and none is claimed.
const CHECKSUM: usize = 16;

pub(super) enum Sealing {
    KeyStore,
    Public { recipient: [u8; 65] },
}

/// A whole envelope, still sealed.
pub(super) struct Parsed<'a> {
    pub(super) vault_id: [u8; 16],
    pub(super) key_store: &'a str,
    pub(super) binding: Binding,
    pub(super) epochs: Vec<u32>,
    pub(super) sealing: Sealing,
    /// Everything before the sealed bytes' length.
    pub(super) associated: &'a [u8],
    pub(super) sealed: &'a [u8],
}

/// Takes bytes from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], StoreError> {
        let (head, rest) = self.0.split_at_checked(n).ok_or(StoreError::DamagedEnvelope)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(StoreError::DamagedEnvelope)?;
        self.0 = rest;
        Ok(*head)
    }

    fn text(&mut self) -> Result<&'a str, StoreError> {
        let [length] = self.array()?;
        std::str::from_utf8(self.take(length.into())?).map_err(|_| StoreError::DamagedEnvelope)
    }
}

impl<'a> Parsed<'a> {
    pub(super) fn read(file: &'a [u8]) -> Result<Self, StoreError> {
        let (body, sum) = file
            .split_last_chunk::<CHECKSUM>()
            .ok_or(StoreError::DamagedEnvelope)?;
        if checksum(body) != *sum {
            return Err(StoreError::DamagedEnvelope);
        }
        let mut reader = Reader(body);
        if reader.array()? != *MAGIC {
            return Err(StoreError::DamagedEnvelope);
        }
        let [version] = reader.array()?;
        if version > VERSION {
            return Err(StoreError::Newer {
                found: version.into(),
                known: VERSION.into(),
            });
        }
        let vault_id = reader.array()?;
        let key_store = reader.text()?;
        let binding = Binding {
            province: reader.text()?.to_owned(),
            profile: reader.text()?.to_owned(),
            purpose: reader.text()?.to_owned(),
        };
        let [count] = reader.array()?;
        let epochs = (0..count)
            .map(|_| reader.array().map(u32::from_be_bytes))
            .collect::<Result<Vec<_>, _>>()?;
        let sealing = match reader.array()? {
            [BY_KEY_STORE] => Sealing::KeyStore,
            [TO_PUBLIC_KEY] => Sealing::Public {
                recipient: reader.array()?,
            },
            _ => return Err(StoreError::DamagedEnvelope),
        };
        let associated = body
            .get(..body.len() - reader.0.len())
            .ok_or(StoreError::DamagedEnvelope)?;
        let length = u16::from_be_bytes(reader.array()?);
        let sealed = reader.take(length.into())?;
        let counted = matches!(epochs.as_slice(), [_] | [_, _]);
        if version != VERSION || !counted || !reader.0.is_empty() {
            return Err(StoreError::DamagedEnvelope);
        }
        Ok(Self {
            vault_id,
            key_store,
            binding,
            epochs,
            sealing,
            associated,
            sealed,
        })
    }

    /// Reads what was sealed.
    pub(super) fn opened(&self, plain: &[u8]) -> Result<Opened, StoreError> {
        let mut reader = Reader(plain);
        let mut key = || reader.array::<32>().map(KeyBytes::new);
        let files = key()?;
        let mut keys = self
            .epochs
            .iter()
            .map(|epoch| {
                Ok(EpochKey {
                    epoch: *epoch,
                    key: key()?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?
            .into_iter();
        let current = keys.next().ok_or(StoreError::DamagedEnvelope)?;
        let next = keys.next();
        if !reader.0.is_empty() {
            return Err(StoreError::DamagedEnvelope);
        }
        Ok(Opened {
            vault_id: self.vault_id,
            current,
            next,
            files,
        })
    }
}

/// The whole file; `seal` gets the associated data and what is to be sealed.
pub(super) fn write(
    opened: &Opened,
    binding: &Binding,
    key_store: &str,
    recipient: Option<&[u8; 65]>,
    seal: impl FnOnce(&[u8], &[u8]) -> Result<Vec<u8>, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let mut file = MAGIC.to_vec();
    file.push(VERSION);
    file.extend(opened.vault_id);
    for text in [key_store, &binding.province, &binding.profile, &binding.purpose] {
        file.push(u8::try_from(text.len()).map_err(|_| StoreError::DamagedEnvelope)?);
        file.extend(text.as_bytes());
    }
    let keys: Vec<&EpochKey> = std::iter::once(&opened.current).chain(&opened.next).collect();
    file.push(if keys.len() == 1 { 1 } else { 2 });
    file.extend(keys.iter().flat_map(|key| key.epoch.to_be_bytes()));
    match recipient {
        None => file.push(BY_KEY_STORE),
        Some(point) => {
            file.push(TO_PUBLIC_KEY);
            file.extend(point);
        }
    }
    let mut plain = Zeroizing::new(Vec::with_capacity(96));
    plain.extend_from_slice(&*opened.files);
    for key in keys {
        plain.extend_from_slice(&*key.key);
    }
    let sealed = seal(&file, &plain)?;
    file.extend(
        u16::try_from(sealed.len())
            .map_err(|_| StoreError::DamagedEnvelope)?
            .to_be_bytes(),
    );
    file.extend(sealed);
    let sum = checksum(&file);
    file.extend(sum);
    Ok(file)
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut sum = [0; CHECKSUM];
    sum.iter_mut()
        .zip(digest(&SHA256, bytes).as_ref())
        .for_each(|(to, from)| *to = *from);
    sum
}
