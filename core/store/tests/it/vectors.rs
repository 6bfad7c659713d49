//! Bytes that other libraries (PyPI's `cryptography` and `argon2-cffi`) made by `FORMAT.md`: they open here. A change of them is a
//! new version.

use crate::common::unhex;
use citizen_domain::Secret;
use citizen_domain::ports::KeyName;
use citizen_store::{Binding, DropBox, ENVELOPE, Envelope, FileKeyStore};
use citizen_testkit::SeededRandom;
use std::path::Path;

/// A file of keys, the owner's alone.
fn key_file(dir: &Path, name: &str, bytes: &[u8]) {
    let keys = dir.join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let path = keys.join(name);
    std::fs::write(&path, bytes).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

/// `FORMAT.md` §11: Argon2id with 64 KiB, 2 passes, 1 lane; the secret under it is the one of the frozen envelope.
#[test]
fn a_passphrase_and_a_key_under_it() {
    use citizen_domain::ports::KeyStore as _;
    let dir = tempfile::tempdir().unwrap();
    key_file(dir.path(), "passphrase", &unhex(PASSPHRASE));
    key_file(dir.path(), SEAL_NAME, &unhex(SEAL));
    let keys = FileKeyStore::with_passphrase(dir.path(), &Secret::new("đúng mật khẩu".to_owned())).unwrap();
    // It seals with 32 × 09: as a store in clear with that key opens it.
    let name = KeyName(format!("citizen/vault/{}", "01".repeat(16)));
    let sealed = keys.seal(&name, b"x", b"text").unwrap();
    let plain = tempfile::tempdir().unwrap();
    key_file(plain.path(), SEAL_NAME, &[9; 32]);
    let other = FileKeyStore::open(plain.path()).unwrap();
    assert_eq!(other.open(&name, b"x", &sealed).unwrap(), b"text");
}

/// `FORMAT.md` §10 and §13: sealed to a public key, read with the private half.
#[test]
fn an_envelope_and_a_letter_to_a_public_key() {
    let dir = tempfile::tempdir().unwrap();
    let owner = KeyName("resident".to_owned());
    key_file(dir.path(), SIGN_NAME, PRIVATE);
    let (keys, random) = (FileKeyStore::open(dir.path()).unwrap(), SeededRandom::new(1));
    std::fs::write(dir.path().join(ENVELOPE), unhex(TO_PUBLIC_KEY)).unwrap();
    let binding = Binding::vault("default").in_province("79");
    let envelope = Envelope::new(dir.path(), &keys, &random);
    let opened = envelope.open_agreed(&binding, &owner).unwrap();
    assert_eq!((opened.vault_id, *opened.files), ([1; 16], [3; 32]));
    assert_eq!((opened.current.epoch, *opened.current.key), (1, [4; 32]));

    let letters = DropBox::open(dir.path()).unwrap();
    let id = "0a".repeat(16);
    std::fs::write(dir.path().join("inbox").join(&id), unhex(LETTER)).unwrap();
    assert_eq!(letters.list().unwrap(), std::slice::from_ref(&id));
    let letter = letters.read(&keys, &owner, &id).unwrap();
    assert_eq!(letter.as_slice(), "một lá thư".as_bytes());
}

const PASSPHRASE: &str = "43545a5041535301000000400000000200000001000102030405060708090a0b0c0d0e0f0101010101010101010101010b66a299b8c51bb84ebed6582938e145b44aeb0074defa";
const SEAL_NAME: &str = "734d3fd8d210bef4a643fa1426c829bce4c764569683cbc922d0602dbf8322ac.seal";
const SEAL: &str = "0202020202020202020202021deec56748fad434b3ccbea7cf5966b9603f8a1916117285fe98fcbdb55d2e29a260d4983db53618897147cec2e83f11";
const SIGN_NAME: &str = "84816ff383c826e9c11e26fdbd8d66e4edd7cf1ec1a4b23f8d10d84aa56e0d8f.sign";
const PRIVATE: &[u8] = include_bytes!("../../../../tests/fixtures/keys/p256-21-test.pk8");
const TO_PUBLIC_KEY: &str = "43545a4b45595301010101010101010101010101010101010466696c650237390764656661756c74057661756c7401000000010104462dba1ae4fc1a968b4dacf20cdd6dbe1fae34aa971514a63d3405c3d1cfd383b58bbb08c13383428c5853c71c4c851e134b056821e468fe0a977abf4313dde100910417adbc1de77fa5af22a3414cfc950e493e11597d5b4e2161d2bbbc91bd9e566259115fb966343e7f07e0c3621b430b3c9f4c2df928be60c28920efccd2fa128146e606cdcd5c1e2ebd9995b593de73dc366a1f959c4e8e123c9b690f2fe7818e6f01ad8b484e6a79454e17bbcf1a79f5b5f825c0b5ef955705f54e5b7f537bd4ea2dc44c76dbf7ac199e367920cba03bb8f25a4979cde317fcfce47a38d5f421";
const LETTER: &str = "43545a44524f5001010101010101010101010101010101010a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0417adbc1de77fa5af22a3414cfc950e493e11597d5b4e2161d2bbbc91bd9e566259115fb966343e7f07e0c3621b430b3c9f4c2df928be60c28920efccd2fa12812804be57ba7f71ee1fbae2de566d38f8371402467968cf7d53c234c5f9e9";
