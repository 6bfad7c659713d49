//! Choosing a province, and keeping its pack.

use crate::api::address;
use crate::client::{Inner, setting};
use crate::net::http::is_loopback;
use crate::net::trust::PackTrust;
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::pack::host_covers;
use citizen_domain::repository::Settings;
use citizen_domain::wire::Discovery;
use citizen_pack::{PackInfo, PackRepository, Spare, Standing, StoredPack, Trust, VerifiedPack};
use citizen_proof::KeySet;
use citizen_store::Tx;
use serde::Serialize;
use std::sync::Arc;
use url::Url;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A pack is fetched for an unknown key at most once in this time.
const DOUBT_EVERY_MS: i64 = 10 * 60 * 1000;
/// A pack is asked for at most once in this time by `sync`.
const PACK_EVERY_MS: i64 = DAY_MS;

/// How to choose a province.
#[derive(Debug, Clone, Default)]
pub struct InitRequest {
    /// Address of its gateway.
    pub base_url: String,
    /// Content of a root key file to trust besides the compiled-in roots.
    pub root: Option<String>,
    /// Fingerprint that the person compared and accepts.
    pub accept_key: Option<String>,
    /// Certificates (PEM) of authorities that TLS trusts besides the bundled ones: for integrators.
    pub tls_roots: Option<String>,
}

/// The province in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvinceView {
    /// Statistics code.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub base_url: String,
    /// Version of the pack in use.
    pub pack_version: u64,
    /// Why its key is trusted.
    pub standing: Standing,
    /// Demonstration: nothing here is real.
    pub demo: bool,
}

/// The keys of a pack by which the province signs.
pub(crate) fn key_set(pack: &VerifiedPack) -> Result<KeySet, ClientError> {
    Ok(KeySet::new(pack.content().keys.clone())?)
}

/// A signed pack is public: anybody can serve a copy of it. So the gateway that is spoken to must be the one that the
/// pack names, and what its discovery document names must be there too or on a host of the pack's list. A loopback
/// demonstration names nothing that could be held against it.
pub(crate) fn check_addresses(
    pack: &VerifiedPack,
    base: &Url,
    discovery: &Discovery,
) -> Result<(), ClientError> {
    if *pack.standing() == Standing::Demonstration && is_loopback(base) {
        return Ok(());
    }
    let named = Url::parse(&pack.content().province.base_url).map_err(|_| ClientError::AddressNotInPack)?;
    if named.origin() != base.origin() {
        return Err(ClientError::AddressNotInPack);
    }
    for text in crate::api::addresses(discovery) {
        let url = address(text)?;
        let listed = url
            .host_str()
            .is_some_and(|host| pack.content().hosts.iter().any(|h| host_covers(&h.host, host)));
        if url.origin() != base.origin() && !listed {
            return Err(ClientError::AddressNotInPack);
        }
    }
    Ok(())
}

/// What a verified pack says about the network.
fn pack_trust(pack: &VerifiedPack) -> PackTrust {
    let manifest = pack.manifest();
    PackTrust {
        pins: pack.content().pins.clone(),
        // Whoever signed it may have had a clock of another zone.
        not_before: manifest.issued_at.plus_millis(-DAY_MS),
        not_after: manifest.expires_at,
        demonstration: *pack.standing() == Standing::Demonstration,
    }
}

/// Keeps a pack, with what must be known of it before the first connection of the next start.
fn put_pack(tx: &Tx<'_>, stored: &StoredPack, trust: &PackTrust) -> Result<(), ClientError> {
    let text = serde_json::to_string(trust).map_err(|_| ClientError::Runtime)?;
    tx.put_pack(stored)?;
    Ok(tx.set_setting(setting::PACK_TRUST, Some(&text))?)
}

impl Client {
    /// Contacts a province for the first time (or again), verifies its pack and keeps it.
    ///
    /// # Errors
    /// The pack's own when nobody vouches for its key (exit 8, with the fingerprint),
    /// [`ClientError::OtherProvince`] when the profile belongs to another.
    pub async fn init(&self, request: &InitRequest) -> Result<ProvinceView, ClientError> {
        let inner = &self.inner;
        let base = address(&request.base_url)?;
        if let Some(pem) = &request.tls_roots {
            let trust = &inner.ports.trust;
            trust.with_own_roots(pem).ok_or(ClientError::BadTlsRoots)?;
        }
        let discovery = inner.api.discovery(&base).await?;
        let before = inner.setting(setting::PROVINCE)?;
        if before.is_some_and(|id| id != discovery.province.id) {
            return Err(ClientError::OtherProvince);
        }
        let spare = inner.shipped.spare(&discovery.province.id);
        let file = inner
            .api
            .pack(&discovery.endpoints.pack, None, &spare)
            .await?
            .ok_or(ClientError::NoProperAnswer)?;
        let extra = match &request.root {
            Some(root) => Some(root.clone()),
            None => inner.setting(setting::ROOTS)?,
        };
        let mut trust = Trust::builtin()
            .province(&discovery.province.id)
            // Whoever names a fingerprint wants that key and no other.
            .loopback(is_loopback(&base) && request.accept_key.is_none());
        if let Some(roots) = &extra {
            trust = trust.with_root_file(roots)?;
        }
        if let Some(fingerprint) = &request.accept_key {
            trust = trust.accept(fingerprint);
        }
        let held = inner.pack().ok();
        let pack = match citizen_pack::verify_with(&file, &trust, held.as_deref(), &spare, inner.now()) {
            // The province holds nothing newer than we do.
            Err(citizen_pack::PackError::NotNewer { .. }) if held.is_some() => {
                held.ok_or(ClientError::Runtime)?
            }
            other => Arc::new(other?),
        };
        check_addresses(&pack, &base, &discovery)?;
        let stored = pack.to_stored()?;
        let (trust, tls_roots) = (pack_trust(&pack), request.tls_roots.clone());
        inner.ports.trust.use_pack(&trust);
        let text = serde_json::to_string(&discovery).map_err(|_| ClientError::Runtime)?;
        let (base_url, accepted, now) = (base.to_string(), request.accept_key.clone(), inner.now());
        inner
            .write_soon(move |tx| {
                put_pack(tx, &stored, &trust)?;
                if let Some(pem) = &tls_roots {
                    tx.set_setting(setting::TLS_ROOTS, Some(pem))?;
                }
                if let Some(fingerprint) = &accepted {
                    tx.put_accepted_key(&stored.province, fingerprint)?;
                }
                tx.set_setting(setting::PROVINCE, Some(&stored.province))?;
                tx.set_setting(setting::BASE_URL, Some(&base_url))?;
                tx.set_setting(setting::DISCOVERY, Some(&text))?;
                tx.set_setting(setting::PACK_CHECKED_AT, Some(&now.rfc3339()))?;
                if let Some(roots) = &extra {
                    tx.set_setting(setting::ROOTS, Some(roots))?;
                }
                Ok(())
            })
            .await?;
        let province = pack.manifest().province.clone();
        inner
            .blocking(move |inner| Ok(inner.keys.bind(&province)?))
            .await?;
        inner.set_pack(Some(pack));
        inner.keep_time()?;
        self.province()
    }

    /// The province in use.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] before [`Client::init`].
    pub fn province(&self) -> Result<ProvinceView, ClientError> {
        let pack = self.inner.pack()?;
        Ok(ProvinceView {
            id: pack.manifest().province.clone(),
            name: pack.content().province.name.clone(),
            base_url: self.inner.setting(setting::BASE_URL)?.unwrap_or_default(),
            pack_version: pack.manifest().version,
            standing: pack.standing().clone(),
            demo: pack.demo(),
        })
    }

    /// The pack in use.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] before [`Client::init`].
    pub fn pack(&self) -> Result<Arc<VerifiedPack>, ClientError> {
        self.inner.pack()
    }

    /// The pack in use or, before a province is chosen, the first shipped one.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] when there is neither.
    pub fn pack_or_shipped(&self) -> Result<Arc<VerifiedPack>, ClientError> {
        match self.inner.pack() {
            Err(ClientError::NoProvince) => self.inner.shipped.first(self.now()),
            other => other,
        }
    }

    /// Asks the province for a newer pack.
    ///
    /// # Errors
    /// The network's and the pack's own; the pack in use stays.
    pub async fn update_pack(&self) -> Result<PackInfo, ClientError> {
        let held = self.inner.pack()?;
        let discovery = self.inner.discovery()?;
        Ok(self
            .inner
            .refresh_pack(&discovery.endpoints.pack, &held)
            .await?
            .info())
    }
}

impl Inner {
    /// The newest pack of the province; keeps it if it is newer than `held`.
    pub(crate) async fn refresh_pack(
        self: &Arc<Self>,
        endpoint: &str,
        held: &Arc<VerifiedPack>,
    ) -> Result<Arc<VerifiedPack>, ClientError> {
        let fetched = self
            .api
            .pack(endpoint, Some(held.manifest().version), &Spare::of_pack(held))
            .await?;
        // Only now: the answer may have taught the time.
        let now = self.now();
        let newer = match fetched {
            Some(file) => match citizen_pack::verify(&file, &Trust::default(), Some(held), now) {
                Ok(pack) => Some(Arc::new(pack)),
                // A portal's page is not the province's answer.
                Err(citizen_pack::PackError::NotAPack) => return Err(ClientError::NoProperAnswer),
                Err(refused) => return Err(refused.into()),
            },
            None => None,
        };
        let stored = newer
            .as_ref()
            .map(|pack| Ok::<_, ClientError>((pack.to_stored()?, pack_trust(pack))))
            .transpose()?;
        let trust = stored.as_ref().map(|(_, trust)| trust.clone());
        self.write_soon(move |tx| {
            if let Some((stored, trust)) = &stored {
                put_pack(tx, stored, trust)?;
            }
            Ok(tx.set_setting(setting::PACK_CHECKED_AT, Some(&now.rfc3339()))?)
        })
        .await?;
        Ok(match newer {
            Some(pack) => {
                if let Some(trust) = &trust {
                    self.ports.trust.use_pack(trust);
                }
                self.set_pack(Some(Arc::clone(&pack)));
                pack
            }
            None => Arc::clone(held),
        })
    }

    /// Whether a pack may be fetched because of a key that the one in use does not know. Once in a while only, and noted:
    /// a stranger's receipts must not make this device fetch packs.
    pub(crate) async fn may_doubt_pack(self: &Arc<Self>) -> Result<bool, ClientError> {
        let now = self.now();
        let last = self
            .setting(setting::PACK_DOUBTED_AT)?
            .and_then(|text| Timestamp::parse(&text));
        let may = last.is_none_or(|at| !at.is_within(DOUBT_EVERY_MS, now));
        if may {
            self.write_soon(move |tx| Ok(tx.set_setting(setting::PACK_DOUBTED_AT, Some(&now.rfc3339()))?))
                .await?;
        }
        Ok(may)
    }

    /// Whether it is time to ask for a newer pack.
    pub(crate) fn pack_is_due(&self) -> Result<bool, ClientError> {
        let checked = self
            .setting(setting::PACK_CHECKED_AT)?
            .and_then(|text| Timestamp::parse(&text));
        let now = self.now();
        Ok(checked.is_none_or(|at| !at.is_within(PACK_EVERY_MS, now)))
    }

    /// The gateway's address.
    pub(crate) fn base_url(&self) -> Result<Url, ClientError> {
        address(&self.setting(setting::BASE_URL)?.ok_or(ClientError::NoProvince)?)
    }
}
