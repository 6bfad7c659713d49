//! The terminal program's keys, and the session under them.

use crate::common::{database, open};
use citizen_domain::Secret;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_domain::repository::RepositoryError;
use citizen_identity::Repository as _;
use citizen_store::{FileKeyStore, SealedSession};
use citizen_testkit::MemoryKeyStore;

fn name(name: &str) -> KeyName {
    KeyName(name.to_owned())
}

fn contract(keys: &dyn KeyStore) {
    let sealed = keys.seal(&name("a"), b"79/default", b"secret").unwrap();
    assert!(!sealed.windows(6).any(|w| w == b"secret"));
    assert_ne!(sealed, keys.seal(&name("a"), b"79/default", b"secret").unwrap());
    assert_eq!(keys.open(&name("a"), b"79/default", &sealed).unwrap(), b"secret");
    keys.seal(&name("b"), b"79/default", b"x").unwrap();
    for (key, associated) in [("b", b"79/default".as_slice()), ("a", b"52/default"), ("a", b"")] {
        let answer = keys.open(&name(key), associated, &sealed);
        assert_eq!(answer, Err(PortError::Damaged("sealed")), "{key}");
    }
    for at in 0..sealed.len() {
        let mut broken = sealed.clone();
        broken[at] ^= 1;
        assert!(
            keys.open(&name("a"), b"79/default", &broken).is_err(),
            "byte {at}"
        );
        assert!(
            keys.open(&name("a"), b"79/default", &sealed[..at]).is_err(),
            "cut at {at}"
        );
    }
    let public = keys.public_key(&name("a")).unwrap();
    let signature = keys.sign(&name("a"), b"message").unwrap();
    let verifier = ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, public);
    verifier.verify(b"message", &signature).unwrap();
    assert!(verifier.verify(b"massage", &signature).is_err());
    // Two keys that last agree on one secret, each from the other's public half; no point of the curve, no secret.
    let shared = keys
        .agree(&name("a"), &keys.public_key(&name("c")).unwrap())
        .unwrap();
    assert_eq!(shared, keys.agree(&name("c"), &public).unwrap());
    assert_ne!(
        shared,
        keys.agree(&name("c"), &keys.public_key(&name("c")).unwrap())
            .unwrap()
    );
    assert_eq!(
        keys.agree(&name("a"), &[4; 65]),
        Err(PortError::Damaged("public key"))
    );
    assert_eq!(keys.counter(&name("a")), Ok(0));
    for (raise, shows) in [(5, 5), (3, 5), (6, 6)] {
        keys.raise_counter(&name("a"), raise).unwrap();
        assert_eq!(keys.counter(&name("a")), Ok(shows));
    }
    keys.destroy(&name("a")).unwrap();
    assert_eq!(
        keys.open(&name("a"), b"79/default", &sealed),
        Err(PortError::NotFound)
    );
    assert_ne!(keys.public_key(&name("a")).unwrap(), public);
}

#[test]
fn both_key_stores_keep_the_contract() {
    contract(&MemoryKeyStore::new());
    let dir = tempfile::tempdir().unwrap();
    contract(&FileKeyStore::open(dir.path()).unwrap());
}

#[test]
fn keys_are_there_after_a_restart_and_are_the_owners_alone() {
    let dir = tempfile::tempdir().unwrap();
    let first = FileKeyStore::open(dir.path()).unwrap();
    let sealed = first.seal(&name("a"), b"", b"secret").unwrap();
    let public = first.public_key(&name("a")).unwrap();
    let second = FileKeyStore::open(dir.path()).unwrap();
    assert_eq!(second.open(&name("a"), b"", &sealed).unwrap(), b"secret");
    assert_eq!(second.public_key(&name("a")).unwrap(), public);
    #[cfg(unix)]
    for entry in std::fs::read_dir(dir.path().join("keys")).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{:?}",
            entry.path()
        );
    }
}

#[test]
fn the_session_lies_sealed_in_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let keys = MemoryKeyStore::new();
    let key = name("session");
    let with = |associated: &[u8]| -> Result<Option<Vec<u8>>, RepositoryError> {
        store.read(|tx| {
            let session = SealedSession {
                tx,
                keys: &keys,
                key: &key,
                associated,
            };
            Ok(session.load()?.map(|kept| kept.reveal().clone()))
        })
    };
    assert_eq!(with(b"79"), Ok(None));
    store
        .write(|tx| {
            SealedSession {
                tx,
                keys: &keys,
                key: &key,
                associated: b"79",
            }
            .save(&Secret::new(b"CANARY-token".to_vec()))
        })
        .unwrap();
    assert_eq!(with(b"79"), Ok(Some(b"CANARY-token".to_vec())));
    assert_eq!(with(b"52"), Err(RepositoryError::Damaged));
    store.suspend().unwrap();
    let bytes = std::fs::read(database(dir.path())).unwrap();
    assert!(!bytes.windows(6).any(|w| w == b"CANARY"));
    store.resume().unwrap();
    store
        .write(|tx| {
            SealedSession {
                tx,
                keys: &keys,
                key: &key,
                associated: b"79",
            }
            .clear()
        })
        .unwrap();
    assert_eq!(with(b"79"), Ok(None));
}
