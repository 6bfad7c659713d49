//! Signed slips, and what comes near them.

use super::*;

#[test]
fn a_slip_signed_by_the_province_is_trusted_and_everything_near_it_is_not() {
    let key = SigningKey::generate_es256().unwrap();
    let keys = |uses: &[KeyUse], from: Option<&str>| {
        KeySet::new(vec![key.public(uses, from.and_then(Timestamp::parse), None)]).unwrap()
    };
    let own = keys(&[KeyUse::Slip], None);
    let slip = key.sign(TYP_SLIP, &claims("52")).unwrap();
    assert!(slip.len() <= MAX_SLIP);

    let good = read_with(&slip, Some(&own));
    assert_eq!(is(&good), (Kind::DossierSlip, Trust::Signed, &[][..]));
    let dossier = good.dossier.unwrap();
    assert_eq!(dossier.code, "H21.12-260210-0007");
    assert_eq!(dossier.agency_name.as_deref(), Some("Sở Mẫu"));
    assert_eq!(dossier.appointment_at, claims("52").appointment_at);

    let other_key = KeySet::new(vec![SigningKey::generate_es256().unwrap().public(
        &[KeyUse::Slip],
        None,
        None,
    )])
    .unwrap();
    let other_slip = key.sign(TYP_SLIP, &claims("79")).unwrap();
    let no_code = key
        .sign(
            TYP_SLIP,
            &SlipClaims {
                code: "1".into(),
                ..claims("52")
            },
        )
        .unwrap();
    let receipts = keys(&[KeyUse::Receipt], None);
    let later = keys(&[KeyUse::Slip], Some("2026-03-01T00:00:00+07:00"));
    let (signed, signature) = slip.rsplit_once('.').unwrap();
    let swapped = key.sign(TYP_SLIP, &claims("79")).unwrap();
    let forged = format!("{}.{signature}", swapped.rsplit_once('.').unwrap().0);
    for (what, text, keys, warning, shows_code) in [
        ("no pack", &slip, None, Warning::NoPack, true),
        (
            "a key of nobody",
            &slip,
            Some(&other_key),
            Warning::UnknownKey,
            true,
        ),
        (
            "other claims under the same signature",
            &forged,
            Some(&own),
            Warning::WrongSignature,
            false,
        ),
        (
            "a key for receipts",
            &slip,
            Some(&receipts),
            Warning::KeyNotForThis,
            false,
        ),
        (
            "a key from later",
            &slip,
            Some(&later),
            Warning::KeyNotForThis,
            false,
        ),
        (
            "another province",
            &other_slip,
            Some(&own),
            Warning::OtherProvince,
            true,
        ),
        (
            "no dossier code in it",
            &no_code,
            Some(&own),
            Warning::MalformedSlip,
            false,
        ),
        (
            "no signature",
            &format!("{signed}."),
            Some(&own),
            Warning::MalformedSlip,
            false,
        ),
    ] {
        let payload = read_with(text, keys);
        assert_eq!(
            is(&payload),
            (Kind::DossierSlip, Trust::Untrusted, &[warning][..]),
            "{what}"
        );
        assert_eq!(payload.dossier.is_some(), shows_code, "{what}");
        assert!(
            payload
                .dossier
                .is_none_or(|d| d.agency.is_none() && d.received_at.is_none()),
            "{what}"
        );
    }
    let two_signatures = read_with(&format!("{slip}.x"), Some(&own));
    assert_eq!(two_signatures.trust, Trust::Untrusted);
    let receipt = key.sign(TYP_RECEIPT, &claims("52")).unwrap();
    assert_ne!(read_with(&receipt, Some(&own)).kind, Kind::DossierSlip);
}
