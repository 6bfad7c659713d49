//! The envelope: every trouble has its own name, nothing is swapped, nothing is lost in a rotation.

use citizen_domain::message::knows;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_domain::{Coded as _, Outcome, Secret};
use citizen_store::{Binding, DropBox, ENVELOPE, Envelope, FileKeyStore, StoreError, VaultKeys};
use citizen_testkit::{MemoryKeyStore, SeededRandom};
use std::path::Path;
use std::sync::Arc;

fn binding() -> Binding {
    Binding::vault("default").in_province("79")
}

/// Makes an envelope in `dir` and gives its bytes.
fn made(dir: &Path, keys: &dyn KeyStore) -> Vec<u8> {
    let random = SeededRandom::new(1);
    Envelope::new(dir, keys, &random).make(&binding()).unwrap();
    std::fs::read(dir.join(ENVELOPE)).unwrap()
}

fn open(dir: &Path, keys: &dyn KeyStore, binding: &Binding) -> Result<[u8; 32], StoreError> {
    let random = SeededRandom::new(2);
    Envelope::new(dir, keys, &random)
        .open(binding)
        .map(|opened| *opened.current.key)
}

/// Recomputes the checksum, as somebody who knows the format would.
fn mend(file: &mut Vec<u8>) {
    let body = file.len() - 16;
    let sum = ring::digest::digest(&ring::digest::SHA256, &file[..body]);
    file.truncate(body);
    file.extend(&sum.as_ref()[..16]);
}

#[test]
fn each_trouble_has_its_own_name_and_the_envelope_stays() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, StoreError); 7] = [
        (
            "no envelope",
            |dir| std::fs::remove_file(dir.join(ENVELOPE)).unwrap(),
            StoreError::MissingKey,
        ),
        (
            "no key",
            |dir| {
                for entry in std::fs::read_dir(dir.join("keys")).unwrap() {
                    std::fs::remove_file(entry.unwrap().path()).unwrap();
                }
            },
            StoreError::MissingKey,
        ),
        (
            "another key",
            |dir| {
                for entry in std::fs::read_dir(dir.join("keys")).unwrap() {
                    let path = entry.unwrap().path();
                    if path.extension().is_some() {
                        let mut key = std::fs::read(&path).unwrap();
                        key[0] ^= 1;
                        std::fs::write(&path, key).unwrap();
                    }
                }
            },
            StoreError::WrongKey,
        ),
        (
            "torn",
            |dir| std::fs::write(dir.join(ENVELOPE), b"CTZKEYS\x01").unwrap(),
            StoreError::DamagedEnvelope,
        ),
        (
            "a folder",
            |dir| {
                std::fs::remove_file(dir.join(ENVELOPE)).unwrap();
                std::fs::create_dir(dir.join(ENVELOPE)).unwrap();
            },
            StoreError::DamagedEnvelope,
        ),
        (
            "too long",
            |dir| std::fs::write(dir.join(ENVELOPE), [0; 5000]).unwrap(),
            StoreError::DamagedEnvelope,
        ),
        (
            "a newer version's",
            |dir| {
                let mut file = std::fs::read(dir.join(ENVELOPE)).unwrap();
                file[7] = 2;
                mend(&mut file);
                std::fs::write(dir.join(ENVELOPE), file).unwrap();
            },
            StoreError::Newer { found: 2, known: 1 },
        ),
    ];
    for (what, spoil, expected) in cases {
        let dir = tempfile::tempdir().unwrap();
        let keys = FileKeyStore::open(dir.path()).unwrap();
        made(dir.path(), &keys);
        spoil(dir.path());
        let before = std::fs::read(dir.path().join(ENVELOPE)).ok();
        let error = open(dir.path(), &keys, &binding()).unwrap_err();
        assert_eq!(error, expected, "{what}");
        assert_eq!(error.outcome(), Outcome::Store, "{what}");
        assert!(knows(&format!("error.{}", error.code())), "{what}");
        assert_eq!(
            std::fs::read(dir.path().join(ENVELOPE)).ok(),
            before,
            "{what}: touched"
        );
    }
}

#[test]
fn no_single_bit_can_change_and_no_cut_passes() {
    let dir = tempfile::tempdir().unwrap();
    let keys = MemoryKeyStore::new();
    let whole = made(dir.path(), &keys);
    let key = open(dir.path(), &keys, &binding()).unwrap();
    let mut tried = 0;
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bent = whole.clone();
            bent[at] ^= 1 << bit;
            for mended in [false, true] {
                let mut file = bent.clone();
                if mended {
                    mend(&mut file);
                    if file == whole {
                        continue;
                    }
                }
                std::fs::write(dir.path().join(ENVELOPE), &file).unwrap();
                let error = open(dir.path(), &keys, &binding()).unwrap_err();
                assert_eq!(error.outcome(), Outcome::Store, "bit {bit} of byte {at}");
                tried += 1;
            }
        }
        std::fs::write(dir.path().join(ENVELOPE), &whole[..at]).unwrap();
        assert!(open(dir.path(), &keys, &binding()).is_err(), "cut at {at}");
    }
    assert!(tried > 2_000, "{tried}");
    std::fs::write(dir.path().join(ENVELOPE), &whole).unwrap();
    assert_eq!(open(dir.path(), &keys, &binding()).unwrap(), key);
}

#[test]
fn an_envelope_opens_for_its_own_profile_province_and_purpose_alone() {
    let dir = tempfile::tempdir().unwrap();
    let keys = MemoryKeyStore::new();
    made(dir.path(), &keys);
    let own = binding();
    let others = [
        Binding::vault("hai").in_province("79"),
        Binding::vault("default").in_province("52"),
        Binding {
            purpose: "assist".into(),
            ..binding()
        },
    ];
    open(dir.path(), &keys, &own).unwrap();
    // Before a province is known, any will do.
    open(dir.path(), &keys, &Binding::vault("default")).unwrap();
    for other in &others {
        assert_eq!(
            open(dir.path(), &keys, other),
            Err(StoreError::DamagedEnvelope),
            "{other:?}"
        );
    }
    // Nor with the words in it changed to fit.
    let mut file = std::fs::read(dir.path().join(ENVELOPE)).unwrap();
    let at = file.windows(7).position(|w| w == b"default").unwrap();
    file[at..at + 7].copy_from_slice(b"another");
    mend(&mut file);
    std::fs::write(dir.path().join(ENVELOPE), file).unwrap();
    let another = Binding::vault("another").in_province("79");
    assert_eq!(open(dir.path(), &keys, &another), Err(StoreError::WrongKey));
}

#[test]
fn another_kind_of_key_store_is_refused_and_a_locked_one_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let files = FileKeyStore::open(dir.path()).unwrap();
    made(dir.path(), &files);
    let memory = MemoryKeyStore::new();
    assert_eq!(
        open(dir.path(), &memory, &binding()),
        Err(StoreError::OtherKeyStore)
    );
    let label = Envelope::label(dir.path()).unwrap();
    assert_eq!(
        (label.key_store.as_str(), label.epochs, label.write_only),
        ("file", vec![1], false)
    );
    let second = tempfile::tempdir().unwrap();
    made(second.path(), &memory);
    memory.set_locked(true);
    assert_eq!(
        open(second.path(), &memory, &binding()),
        Err(StoreError::KeyRefused)
    );
    memory.set_locked(false);
    open(second.path(), &memory, &binding()).unwrap();
}

#[test]
fn a_rotation_cut_off_anywhere_has_the_key_of_either_file() {
    let dir = tempfile::tempdir().unwrap();
    let (keys, random) = (MemoryKeyStore::new(), SeededRandom::new(3));
    let envelope = Envelope::new(dir.path(), &keys, &random);
    let first = envelope.make(&binding()).unwrap();
    let both = envelope.begin_rotation(&first, &binding()).unwrap();
    // Cut off here: both are there, and going on makes no third.
    let found = envelope.open(&binding()).unwrap();
    let again = envelope.begin_rotation(&found, &binding()).unwrap();
    let next = again.next.clone().unwrap();
    assert_eq!(*found.current.key, *first.current.key);
    assert_eq!(*next.key, *both.next.unwrap().key);
    assert_ne!(*next.key, *first.current.key);
    assert_eq!(next.epoch, 2);
    assert_eq!(Envelope::label(dir.path()).unwrap().epochs, [1, 2]);
    envelope.end_rotation(&again, &binding()).unwrap();
    let after = envelope.open(&binding()).unwrap();
    assert_eq!((after.current.epoch, after.next.is_none()), (2, true));
    assert_eq!(*after.current.key, *next.key);
    assert_eq!(*after.files, *first.files, "files need no new seal");
    assert_eq!(after.vault_id, first.vault_id);
}

#[test]
fn sealed_to_a_public_key_it_is_written_and_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (FileKeyStore::open(dir.path()).unwrap(), MemoryKeyStore::new());
    let (random, owner) = (SeededRandom::new(4), KeyName("resident".into()));
    let envelope = Envelope::new(dir.path(), &here, &random);
    let opened = envelope.make(&binding()).unwrap();
    assert_eq!(DropBox::open(dir.path()).unwrap_err(), StoreError::OtherKeyStore);
    let point = there.public_key(&owner).unwrap();
    assert_eq!(
        envelope.close_to(&opened, &binding(), &[4; 65]),
        Err(StoreError::DamagedEnvelope),
        "no point of the curve"
    );
    envelope.close_to(&opened, &binding(), &point).unwrap();

    // Here: written, not read, and no key is left.
    assert_eq!(envelope.open(&binding()).unwrap_err(), StoreError::WriteOnly);
    let kept = KeyName(format!("citizen/vault/{}", "00".repeat(16)));
    assert_eq!(here.open(&kept, b"", b"\x01"), Err(PortError::NotFound));
    let letters = DropBox::open(dir.path()).unwrap();
    letters.put(&random, b"CANARY letter one").unwrap();
    letters.put(&random, b"CANARY letter two").unwrap();
    let names = letters.list().unwrap();
    assert_eq!(names.len(), 2);
    for name in &names {
        let bytes = std::fs::read(dir.path().join("inbox").join(name)).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"CANARY"));
        assert_eq!(
            letters.read(&here, &owner, name).unwrap_err(),
            StoreError::WrongKey
        );
    }

    // Whoever has the private half: everything.
    let mine = envelope_of(dir.path(), &there, &random, &owner).unwrap();
    assert_eq!(mine, *opened.current.key);
    let mut read: Vec<Vec<u8>> = names
        .iter()
        .map(|name| letters.read(&there, &owner, name).unwrap().to_vec())
        .collect();
    read.sort();
    assert_eq!(read, [b"CANARY letter one", b"CANARY letter two"]);
    assert_eq!(
        envelope_of(dir.path(), &there, &random, &KeyName("other".into())),
        Err(StoreError::WrongKey)
    );

    // A letter under another's name, bent, or of another vault is no letter.
    let inbox = dir.path().join("inbox");
    std::fs::copy(inbox.join(&names[0]), inbox.join(&names[1])).unwrap();
    assert_eq!(
        letters.read(&there, &owner, &names[1]).unwrap_err(),
        StoreError::DamagedEnvelope
    );
    let mut bent = std::fs::read(inbox.join(&names[0])).unwrap();
    *bent.last_mut().unwrap() ^= 1;
    std::fs::write(inbox.join(&names[0]), bent).unwrap();
    assert_eq!(
        letters.read(&there, &owner, &names[0]).unwrap_err(),
        StoreError::WrongKey
    );
    letters.remove(&names[0]).unwrap();
    assert_eq!(letters.list().unwrap().len(), 1);
}

fn envelope_of(
    dir: &Path,
    keys: &dyn KeyStore,
    random: &SeededRandom,
    name: &KeyName,
) -> Result<[u8; 32], StoreError> {
    Envelope::new(dir, keys, random)
        .open_agreed(&binding(), name)
        .map(|opened| *opened.current.key)
}

/// The bytes of the format: a change of them is a new version.
#[test]
fn an_envelope_of_version_1_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let keys = FileKeyStore::open(dir.path()).unwrap();
    let file = dir
        .path()
        .join("keys/734d3fd8d210bef4a643fa1426c829bce4c764569683cbc922d0602dbf8322ac.seal");
    std::fs::write(&file, [9; 32]).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(dir.path().join(ENVELOPE), crate::common::unhex(FROZEN)).unwrap();
    let random = SeededRandom::new(5);
    let opened = Envelope::new(dir.path(), &keys, &random)
        .open(&binding())
        .unwrap();
    assert_eq!(opened.vault_id, [1; 16]);
    assert_eq!(*opened.files, [3; 32]);
    assert_eq!((opened.current.epoch, *opened.current.key), (1, [4; 32]));
    let next = opened.next.clone().unwrap();
    assert_eq!((next.epoch, *next.key), (2, [5; 32]));
    assert!(!format!("{opened:?}").contains('3'), "keys never show");
}

const FROZEN: &str = "43545a4b45595301010101010101010101010101010101010466696c650237390764656661756c74057661756c7402000000010000000200007d01000102030405060708090a0be95298c13f4c29e69c552f9cd3c0c637d0768ca19e133fa77c0d33f545cafcd85ec91dc0d9cd5c26b54ead805f9bd8045cbe6c1995cfda74411b72a39cf2f773ff76777d7733351b7707a0d4a4d104fa86e2ca0a6392a889e33a38b40720a2882497bbc281665d3d7e008f090a6e8517a2514abcfb838b97eab5be907b42c6a2";

#[test]
fn a_passphrase_opens_only_itself_and_hides_the_keys() {
    let dir = tempfile::tempdir().unwrap();
    let pass = |text: &str| Secret::new(text.to_owned());
    let keys = FileKeyStore::with_passphrase(dir.path(), &pass("đúng mật khẩu")).unwrap();
    assert_eq!(keys.kind(), "file-passphrase");
    made(dir.path(), &keys);
    assert!(FileKeyStore::wants_passphrase(dir.path()));
    let again = FileKeyStore::with_passphrase(dir.path(), &pass("đúng mật khẩu")).unwrap();
    open(dir.path(), &again, &binding()).unwrap();
    let refused = PortError::Refused("passphrase");
    for wrong in ["", "đúng mật khẩ", "Đúng mật khẩu"] {
        assert_eq!(
            FileKeyStore::with_passphrase(dir.path(), &pass(wrong)).unwrap_err(),
            refused
        );
    }
    assert_eq!(FileKeyStore::open(dir.path()).unwrap_err(), refused);
    // Its numbers are in the file, and what a hostile one asks for is not done.
    let file = dir.path().join("keys/passphrase");
    let mut bytes = std::fs::read(&file).unwrap();
    assert_eq!(bytes[8..20], [0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1]);
    bytes[8] = 0xFF;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(
        FileKeyStore::with_passphrase(dir.path(), &pass("đúng mật khẩu")).unwrap_err(),
        PortError::Damaged("passphrase")
    );
    // Taken away, the keys are still sealed: no silent fall back to keys in clear.
    std::fs::remove_file(&file).unwrap();
    let plain = FileKeyStore::open(dir.path()).unwrap();
    assert_eq!(
        open(dir.path(), &plain, &binding()),
        Err(StoreError::OtherKeyStore)
    );
    // And keys made without one do not get one unasked.
    let other = tempfile::tempdir().unwrap();
    made(other.path(), &FileKeyStore::open(other.path()).unwrap());
    assert_eq!(
        FileKeyStore::with_passphrase(other.path(), &pass("x")).unwrap_err(),
        refused
    );
}

#[cfg(unix)]
#[test]
fn keys_that_others_may_read_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let keys = FileKeyStore::open(dir.path()).unwrap();
    made(dir.path(), &keys);
    let set = |mode: u32| {
        for entry in std::fs::read_dir(dir.path().join("keys")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o640);
    assert_eq!(open(dir.path(), &keys, &binding()), Err(StoreError::KeyExposed));
    set(0o600);
    open(dir.path(), &keys, &binding()).unwrap();
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(256))]

    /// Whatever stands there, it is an error of the store and no panic, with a right checksum too; and nothing is changed.
    #[test]
    fn whatever_stands_there_is_no_envelope(
        mut bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        magic in proptest::prelude::any::<bool>(),
        sum in proptest::prelude::any::<bool>(),
    ) {
        if magic {
            bytes.splice(0..bytes.len().min(8), *b"CTZKEYS\x01");
        }
        if sum {
            bytes.extend([0; 16]);
            mend(&mut bytes);
        }
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(ENVELOPE), &bytes).unwrap();
        let error = open(dir.path(), &MemoryKeyStore::new(), &binding()).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Store);
        assert_eq!(std::fs::read(dir.path().join(ENVELOPE)).unwrap(), bytes);
    }
}

fn vault_keys(dir: &Path, keys: &Arc<MemoryKeyStore>) -> Result<VaultKeys, StoreError> {
    let random = Arc::new(SeededRandom::new(6));
    VaultKeys::open(
        dir,
        "default",
        true,
        Arc::clone(keys) as Arc<dyn KeyStore>,
        random,
    )
}

#[test]
fn keys_are_unsealed_once_and_gone_after_a_lock() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::new());
    let vault = vault_keys(dir.path(), &keys).unwrap();
    let (_, epoch, key) = vault.of_epoch(None).unwrap();
    keys.set_locked(true);
    assert_eq!(
        *vault.of_epoch(Some(epoch)).unwrap().2,
        *key,
        "no second question"
    );
    vault.lock();
    assert_eq!(vault.of_epoch(None), Err(StoreError::KeyRefused));
    keys.set_locked(false);
    assert_eq!(*vault.of_epoch(None).unwrap().2, *key);
}

#[test]
fn another_process_finds_the_new_key_and_no_province_takes_anothers_envelope() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::new());
    let (here, there) = (
        vault_keys(dir.path(), &keys).unwrap(),
        vault_keys(dir.path(), &keys).unwrap(),
    );
    here.bind("79").unwrap();
    there.bind("79").unwrap();
    assert_eq!(there.bind("52"), Err(StoreError::DamagedEnvelope));
    let next = here.begin_rotation().unwrap();
    assert_eq!(
        there.begin_rotation().unwrap(),
        next,
        "one change of keys, not two"
    );
    here.end_rotation(next).unwrap();
    there.end_rotation(next).unwrap();
    let (_, epoch, key) = there.of_epoch(Some(next)).unwrap();
    assert_eq!((epoch, *key), (2, *here.of_epoch(None).unwrap().2));
    assert_eq!(there.of_epoch(Some(1)), Err(StoreError::MissingKey));
    assert_eq!(Envelope::label(dir.path()).unwrap().binding.province, "79");
}

#[test]
fn one_changes_the_keys_at_a_time() {
    use std::sync::atomic::{AtomicU32, Ordering};
    let dir = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::new());
    let first = vault_keys(dir.path(), &keys).unwrap();
    let (inside, epochs) = (AtomicU32::new(0), std::sync::Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let vault = vault_keys(dir.path(), &keys).unwrap();
                let done = vault.rotate(|epoch| {
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    epochs.lock().unwrap().push(epoch);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                    Ok(())
                });
                done.unwrap();
            });
        }
    });
    assert_eq!(*epochs.lock().unwrap(), [2, 3, 4, 5]);
    // Whose work fails leaves both keys, and the next goes on with the same.
    let failed = first.rotate(|_| Err(StoreError::Damaged));
    assert_eq!(failed, Err(StoreError::Damaged));
    assert_eq!(Envelope::label(dir.path()).unwrap().epochs, [5, 6]);
    let go_on = |epoch| {
        assert_eq!(epoch, 6);
        Ok(())
    };
    first.rotate(go_on).unwrap();
    assert_eq!(Envelope::label(dir.path()).unwrap().epochs, [6]);
}

#[test]
fn a_rotation_cut_off_after_the_move_is_ended_at_the_next_opening_and_one_before_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::new());
    let vault = vault_keys(dir.path(), &keys).unwrap();
    let next = vault.begin_rotation().unwrap();
    let epochs = || Envelope::label(dir.path()).unwrap().epochs;
    for (file, left) in [("vault-1.db", vec![1, 2]), ("vault-2.db", vec![2])] {
        std::fs::write(dir.path().join(file), "").unwrap();
        vault_keys(dir.path(), &keys).unwrap().settle().unwrap();
        assert_eq!(epochs(), left, "{file}");
    }
    assert_eq!(vault.of_epoch(Some(next)).unwrap().1, 2);
}

#[test]
fn no_new_keys_are_made_where_a_vault_or_a_plain_database_is() {
    for (name, expected) in [
        ("vault-3.db", StoreError::MissingKey),
        ("profile.db", StoreError::Unencrypted),
    ] {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), "something").unwrap();
        let keys = Arc::new(MemoryKeyStore::new());
        assert_eq!(vault_keys(dir.path(), &keys).unwrap_err(), expected);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "{name}");
    }
}
