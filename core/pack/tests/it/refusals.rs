use super::*;
use citizen_pack::{PackError, Spare, Standing, verify_with};
use proptest::prelude::*;

fn refused(file: &PackFile, trust: &Trust, held: Option<&VerifiedPack>) -> PackError {
    verify(&bytes(file), trust, held, now()).unwrap_err()
}

#[test]
fn a_first_pack_needs_somebody_to_vouch_for_its_key() {
    let maker = Maker::new();
    let standing =
        |trust: Trust| verify(&bytes(&maker.file()), &trust, None, now()).map(|p| p.standing().clone());
    let fingerprint = maker.key.thumbprint();

    let root = maker.root.thumbprint();
    assert_eq!(standing(maker.trust()), Ok(Standing::Vouched { root }));
    assert_eq!(
        standing(Trust::default().accept(&fingerprint)),
        Ok(Standing::Accepted)
    );
    assert_eq!(
        standing(Trust::default().loopback(true)),
        Ok(Standing::Demonstration)
    );
    let nobody = Err(PackError::NotVouched { fingerprint });
    assert_eq!(standing(Trust::builtin()), nobody);
    assert_eq!(standing(Trust::default().accept("another")), nobody);
}

#[test]
fn a_voucher_counts_only_for_its_province_its_key_and_its_time() {
    let maker = Maker::new();
    let key = &maker.content.keys[0];
    let other = SigningKey::generate_es256()
        .unwrap()
        .public(&[KeyUse::Pack], None, None);
    let (from, to) = (maker.edition.issued_at, maker.edition.expires_at);
    let early = at("2026-02-01T00:00:00+07:00");
    let stranger = SigningKey::generate_ed25519().unwrap();
    let said = |root: &SigningKey, province: &str, key: &PublicKey, from, to| {
        voucher(root, province, key, from, to).unwrap()
    };
    for (why, vouchers) in [
        ("none", vec![]),
        ("another province", vec![said(&maker.root, "82", key, from, to)]),
        ("another key", vec![said(&maker.root, "79", &other, from, to)]),
        ("over", vec![said(&maker.root, "79", key, from, early)]),
        ("not begun", vec![said(&maker.root, "79", key, to, to)]),
        ("by a stranger", vec![said(&stranger, "79", key, from, to)]),
        ("rubbish", vec!["a.b.c".into()]),
    ] {
        let file = PackFile {
            vouchers,
            ..maker.file()
        };
        let error = refused(&file, &maker.trust(), None);
        assert!(matches!(error, PackError::NotVouched { .. }), "{why}: {error}");
    }
    // The root's key must be for vouching, and in use when it vouched.
    let file = maker.file();
    for root in [
        maker.root.public(&[KeyUse::Receipt], None, None),
        maker.root.public(&[KeyUse::Voucher], None, Some(from)),
    ] {
        let trust = Trust {
            roots: vec![root],
            ..Trust::default()
        };
        assert!(matches!(
            refused(&file, &trust, None),
            PackError::NotVouched { .. }
        ));
    }
}

#[test]
fn what_is_not_signed_is_refused() {
    let maker = Maker::new();
    let good = maker.file();

    let mut changed = good.clone();
    let text = changed.sections["texts"].replacen("minh", "thật", 1);
    changed.sections.insert("texts".into(), text);
    assert_eq!(
        refused(&changed, &maker.trust(), None),
        PackError::SectionChanged("texts".into())
    );

    let mut missing = good.clone();
    missing.sections.remove("calendars");
    assert_eq!(
        refused(&missing, &maker.trust(), None),
        PackError::SectionMissing("calendars".into())
    );

    // Signed by another key under the same key id.
    let thief = SigningKey::from_pkcs8(
        citizen_proof::Alg::Es256,
        Some(citizen_proof::Signer::kid(&maker.key)),
        SigningKey::generate_es256().unwrap().to_pkcs8().reveal(),
    )
    .unwrap();
    let forged = build(&maker.content, &maker.edition, &thief).unwrap();
    for trust in [maker.trust(), Trust::default().loopback(true)] {
        assert_eq!(refused(&forged, &trust, None), PackError::WrongSignature);
    }

    // A section that nobody signed is not carried along.
    let mut more = good.clone();
    more.sections.insert("extra".into(), "{}".into());
    let pack = verify(&bytes(&more), &maker.trust(), None, now()).unwrap();
    let stored = String::from_utf8(pack.to_stored().unwrap().file).unwrap();
    assert!(!stored.contains("\"extra\""));

    for bad in [
        &b""[..],
        b"{}",
        b"[]",
        b"{\"manifest\":\"\",\"sections\":{}}",
        b"\xff",
    ] {
        assert_eq!(
            verify(bad, &maker.trust(), None, now()).unwrap_err(),
            PackError::NotAPack
        );
    }
    let large = vec![b' '; citizen_pack::MAX_BYTES + 1];
    assert_eq!(
        verify(&large, &maker.trust(), None, now()).unwrap_err(),
        PackError::TooLarge
    );
}

#[test]
fn a_format_of_tomorrow_asks_for_a_newer_program() {
    let maker = Maker::new();
    let pack = maker.pack();
    let mut manifest = pack.manifest().clone();
    manifest.format = 2;
    let file = PackFile {
        manifest: maker.key.sign("province-pack+jws", &manifest).unwrap(),
        ..maker.file()
    };
    assert_eq!(refused(&file, &maker.trust(), None), PackError::UnknownFormat(2));
}

#[test]
fn dates_and_versions_decide() {
    let mut maker = Maker::new();
    maker.edition.version = 7;
    let held = maker.pack();
    let file = bytes(&maker.file());
    let when = |t: &str| verify(&file, &maker.trust(), None, at(t)).map(|_| ());
    assert_eq!(when("2026-01-01T00:00:00+07:00"), Ok(()));
    assert_eq!(when("2025-12-31T23:59:59+07:00"), Err(PackError::NotYetValid));
    assert_eq!(when("2026-12-31T23:59:59+07:00"), Ok(()));
    assert_eq!(when("2027-01-01T00:00:00+07:00"), Err(PackError::Expired));

    // The pack that is held is no error; another one under its version is.
    let same = build(&maker.content, &maker.edition, &maker.key).unwrap();
    assert!(verify(&bytes(&same), &maker.trust(), Some(&held), now()).is_ok());
    let not_newer = |offered| PackError::NotNewer { held: 7, offered };
    maker.content.min_published = 6;
    assert_eq!(refused(&maker.file(), &maker.trust(), Some(&held)), not_newer(7));
    maker.edition.version = 6;
    assert_eq!(refused(&maker.file(), &maker.trust(), Some(&held)), not_newer(6));
    maker.edition.version = 8;
    let newer = verify(&bytes(&maker.file()), &Trust::default(), Some(&held), now()).unwrap();
    assert_eq!(newer.content().min_published, 6);
}

#[test]
fn another_province_is_refused_first_and_later() {
    let mut maker = Maker::new();
    let held = maker.pack();
    let wants = maker.trust().province("82");
    let other = |wanted: &str, offered: &str| PackError::AnotherProvince {
        wanted: wanted.into(),
        offered: offered.into(),
    };
    assert_eq!(refused(&maker.file(), &wants, None), other("82", "79"));
    maker.content.province.id = "82".into();
    maker.edition.version = 2;
    assert_eq!(
        refused(&maker.file(), &maker.trust(), Some(&held)),
        other("79", "82")
    );
}

#[test]
fn keys_are_rotated_by_a_pack_signed_with_the_old_key() {
    let mut maker = Maker::new();
    let first = maker.pack();
    let next = SigningKey::generate_ed25519().unwrap();
    let edition = |version| Edition {
        version,
        issued_at: now(),
        ..maker.edition.clone()
    };
    // The new key alone is unknown, and no voucher helps behind the back of the pack that is held.
    maker.content.keys = vec![next.public(&[KeyUse::Pack], None, None)];
    let by_new = build(&maker.content, &edition(2), &next).unwrap();
    assert_eq!(
        refused(&by_new, &Trust::default().loopback(true), Some(&first)),
        PackError::UnknownKey
    );
    // The old key introduces it and leaves.
    let by_old = build(&maker.content, &edition(2), &maker.key).unwrap();
    let second = verify(&bytes(&by_old), &Trust::default(), Some(&first), now()).unwrap();
    assert_eq!(second.standing(), first.standing());
    let third = build(&maker.content, &edition(3), &next).unwrap();
    let third = verify(&bytes(&third), &Trust::default(), Some(&second), now()).unwrap();
    assert_eq!(third.signed_by(), next.thumbprint());
    // From then on the old key signs nothing.
    let late = build(&maker.content, &edition(4), &maker.key).unwrap();
    assert_eq!(
        refused(&late, &maker.trust(), Some(&third)),
        PackError::UnknownKey
    );
    // A pack that no longer names its own signer opens again all the same.
    let again = VerifiedPack::reopen(&second.to_stored().unwrap()).unwrap();
    assert_eq!(again.content(), second.content());
}

#[test]
fn a_key_signs_packs_only_if_it_may_and_while_it_may() {
    let mut maker = Maker::new();
    let held = maker.pack();
    let over = at("2026-03-01T00:00:00+07:00");
    maker.edition.version = 2;
    maker.content.keys = vec![maker.key.public(&[KeyUse::Receipt], None, None)];
    assert_eq!(
        refused(&maker.file(), &maker.trust(), None),
        PackError::UnknownKey
    );
    // Retired yesterday: the pack held says so, and backdating does not help.
    maker.content.keys = vec![maker.key.public(&[KeyUse::Pack], None, Some(over))];
    let retiring = verify(&bytes(&maker.file()), &maker.trust(), Some(&held), now()).unwrap();
    maker.edition.version = 3;
    assert_eq!(
        refused(&maker.file(), &maker.trust(), Some(&retiring)),
        PackError::UnknownKey
    );
}

#[test]
fn an_update_carries_only_what_changed() {
    let mut maker = Maker::new();
    let held = maker.pack();
    maker.edition.version = 2;
    maker.content.min_published = 10;
    let mut update = maker.file();
    update.sections.retain(|name, _| name == "min_published");
    let whole = verify(&bytes(&update), &maker.trust(), Some(&held), now()).unwrap();
    assert_eq!(whole.content().units, held.content().units);
    assert_eq!(whole.content().min_published, 10);
    // What was put together is kept whole.
    assert!(VerifiedPack::reopen(&whole.to_stored().unwrap()).is_ok());
    assert!(matches!(
        refused(&update, &maker.trust(), None),
        PackError::SectionMissing(_)
    ));

    // At first contact too, from any file at hand: the manifest names the hashes, so nobody has to vouch for the file.
    let spare = Spare::of_file(&bytes(&Maker::new().file()));
    let first = verify_with(&bytes(&update), &maker.trust(), None, &spare, now()).unwrap();
    assert_eq!(first.content().units, held.content().units);
    assert_eq!(
        Spare::of_pack(&held).hashes().collect::<Vec<_>>(),
        spare.hashes().collect::<Vec<_>>()
    );
    assert!(matches!(
        verify_with(
            &bytes(&update),
            &maker.trust(),
            None,
            &Spare::of_file(b"{"),
            now()
        )
        .unwrap_err(),
        PackError::SectionMissing(_)
    ));
    // One that was touched does not pass for what it was.
    let mut touched = Maker::new().file();
    touched.sections.get_mut("units").unwrap().push(' ');
    let touched = Spare::of_file(&bytes(&touched));
    assert!(matches!(
        verify_with(&bytes(&update), &maker.trust(), None, &touched, now()).unwrap_err(),
        PackError::SectionMissing(name) if name == "units"
    ));
}

#[test]
fn a_kept_pack_opens_offline_when_old_but_never_when_touched() {
    let maker = Maker::new();
    let stored = maker.pack().to_stored().unwrap();
    let pack = VerifiedPack::reopen(&stored).unwrap();
    assert!(pack.expired(at("2030-01-01T00:00:00+07:00")));
    assert_eq!(pack.info(), maker.pack().info());

    let mut other_signer = stored.clone();
    other_signer.signed_by = SigningKey::generate_es256().unwrap().thumbprint();
    assert_eq!(
        VerifiedPack::reopen(&other_signer).unwrap_err(),
        PackError::UnknownKey
    );
    let mut touched = stored;
    let text = String::from_utf8(touched.file)
        .unwrap()
        .replacen("Giao", "Xiao", 1);
    touched.file = text.into_bytes();
    assert!(matches!(
        VerifiedPack::reopen(&touched).unwrap_err(),
        PackError::SectionChanged(_)
    ));
}

#[test]
fn the_same_content_gives_the_same_sections() {
    let maker = Maker::new();
    assert_eq!(maker.file().sections, maker.file().sections);
    assert_eq!(**maker.pack().content(), maker.content);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_are_never_a_pack(raw in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(verify(&raw, &Trust::default().loopback(true), None, now()).is_err());
    }

    #[test]
    fn a_pack_with_one_byte_changed_is_never_taken_as_another(at_ in any::<prop::sample::Index>(), to in any::<u8>()) {
        static MADE: OnceLock<(Vec<u8>, VerifiedPack, Trust)> = OnceLock::new();
        let (good, pack, trust) = MADE.get_or_init(|| {
            let maker = Maker::new();
            (bytes(&maker.file()), maker.pack(), maker.trust())
        });
        let mut bad = good.clone();
        let i = at_.index(bad.len());
        bad[i] = to;
        // White space or an unknown section's name may differ; what is taken is what was signed.
        if let Ok(taken) = verify(&bad, trust, None, now()) {
            prop_assert_eq!(taken.content(), pack.content());
            prop_assert_eq!(taken.manifest(), pack.manifest());
        }
    }
}
