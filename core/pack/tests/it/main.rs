//! What a user of the crate would notice, on real keys and on the packs that ship.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as loudly as tests")]

mod refusals;
mod search;
mod shipped;

use citizen_domain::Timestamp;
use citizen_domain::keys::{KeyUse, PublicKey};
use citizen_domain::pack::{PackContent, PackFile};
use citizen_pack::{Edition, Trust, VerifiedPack, build, verify, voucher};
use citizen_proof::SigningKey;
use std::sync::OnceLock;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn now() -> Timestamp {
    at("2026-03-02T10:00:00+07:00")
}

fn asset(id: &str) -> Vec<u8> {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    std::fs::read(dir.join(format!("{id}.json"))).unwrap()
}

/// The shipped pack of `id`, read once.
fn shipped(id: &str) -> &'static VerifiedPack {
    static PACKS: [OnceLock<VerifiedPack>; 3] = [const { OnceLock::new() }; 3];
    let cell = match id {
        "79" => &PACKS[0],
        "82" => &PACKS[1],
        _ => &PACKS[2],
    };
    cell.get_or_init(|| verify(&asset(id), &Trust::builtin(), None, now()).unwrap())
}

/// A province of the tests: its root, its key and a small content.
struct Maker {
    root: SigningKey,
    key: SigningKey,
    content: PackContent,
    edition: Edition,
}

impl Maker {
    fn new() -> Self {
        let root = SigningKey::generate_ed25519().unwrap();
        let key = SigningKey::generate_es256().unwrap();
        let public = key.public(&[KeyUse::Pack], None, None);
        let mut content = PackContent::clone(shipped("79").content());
        content.units.truncate(40);
        content.old_units.truncate(10);
        content.procedures.truncate(5);
        let (from, to) = (at("2026-01-01T00:00:00+07:00"), at("2027-01-01T00:00:00+07:00"));
        let vouchers = vec![voucher(&root, "79", &public, from, to).unwrap()];
        content.keys = vec![public];
        Self {
            root,
            key,
            content,
            edition: Edition {
                version: 1,
                issued_at: from,
                valid_from: from,
                expires_at: to,
                vouchers,
            },
        }
    }

    fn root_public(&self) -> PublicKey {
        self.root.public(&[KeyUse::Voucher], None, None)
    }

    fn trust(&self) -> Trust {
        Trust {
            roots: vec![self.root_public()],
            ..Trust::default()
        }
    }

    fn file(&self) -> PackFile {
        build(&self.content, &self.edition, &self.key).unwrap()
    }

    fn pack(&self) -> VerifiedPack {
        verify(&bytes(&self.file()), &self.trust(), None, now()).unwrap()
    }
}

fn bytes(file: &PackFile) -> Vec<u8> {
    serde_json::to_vec(file).unwrap()
}
