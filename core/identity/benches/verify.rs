//! `cargo bench -p citizen-identity`: an ID token verified, read and judged, beside ring's raw verification of the same
//! signature, in turns; and the same token again. The medians of the pairs are printed with their ratio.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use citizen_domain::Timestamp;
use citizen_identity::{IdTokenMemory, IdTokenRules, verify_id_token};
use citizen_proof::{Alg, KeySet, SigningKey, base64url, sha256, sha512};
use criterion::{Criterion, criterion_group, criterion_main};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

const NOW: i64 = 1_770_000_000;
const RULES: IdTokenRules<'_> = IdTokenRules {
    issuer: "https://id.tinh.example",
    client_id: "citizen-app",
    algs: &[Alg::Es256, Alg::EdDsa, Alg::Rs256],
    nonce: Some("n-0S6_WzA2MjV1ATIpzk2wXuH3SFCLwAx2AdXjdvC0s"),
    access_token: "SlAV32hkKG_ePKDTVJlYfTyVyFsr9E9nJ1NwM3c1aVQ",
    subject_hash: None,
    now: Timestamp::from_secs(NOW),
};

struct Case {
    token: String,
    keys: KeySet,
    raw: Box<dyn Fn() -> bool>,
}

/// A token of 17 claims.
fn case(key: &SigningKey, alg: Alg) -> Result<Case, Failure> {
    let hash = match alg {
        Alg::EdDsa => sha512(RULES.access_token.as_bytes()).to_vec(),
        _ => sha256(RULES.access_token.as_bytes()).to_vec(),
    };
    let claims = serde_json::json!({
        "iss": RULES.issuer, "sub": "248289761001", "aud": RULES.client_id, "exp": NOW + 600, "iat": NOW, "nbf": NOW,
        "auth_time": NOW, "nonce": RULES.nonce, "at_hash": base64url::encode(hash.get(..hash.len() / 2).ok_or("hash")?),
        "acr": "LoA2", "azp": RULES.client_id, "sid": "08a5019c-17e1-4977-8f42-65a12843ea02", "amr": ["pwd", "otp"],
        "name": "Nguyễn Thị Mẫu", "id_last4": "0123", "account_type": "citizen", "age_band": "adult",
    });
    let token = key.sign("JWT", &claims)?;
    let (signed, signature) = token.rsplit_once('.').ok_or("token")?;
    let (signed, signature) = (signed.as_bytes().to_vec(), base64url::decode(signature)?);
    let public = key.public(&[], None, None);
    let part = |text: &Option<String>| base64url::decode(text.as_deref().unwrap_or_default());
    let (x, y, n, e) = (
        part(&public.x)?,
        part(&public.y)?,
        part(&public.n)?,
        part(&public.e)?,
    );
    let raw: Box<dyn Fn() -> bool> = match alg {
        Alg::Es256 => {
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, [&[4][..], &x, &y].concat());
            Box::new(move || key.verify(&signed, &signature).is_ok())
        }
        Alg::EdDsa => {
            let key = UnparsedPublicKey::new(&ED25519, x);
            Box::new(move || key.verify(&signed, &signature).is_ok())
        }
        _ => Box::new(move || {
            RsaPublicKeyComponents { n: &n, e: &e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, &signed, &signature)
                .is_ok()
        }),
    };
    Ok(Case {
        token,
        keys: KeySet::new(vec![public])?,
        raw,
    })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// In turns, so that both meet the same machine.
fn pairs(name: &str, case: &Case) {
    let memory = IdTokenMemory::default();
    let (mut raw, mut whole, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3_000 {
        let start = Instant::now();
        black_box((case.raw)());
        raw.push(start.elapsed());
        let start = Instant::now();
        let _ = black_box(verify_id_token(black_box(&case.token), &case.keys, &RULES));
        whole.push(start.elapsed());
        let start = Instant::now();
        for _ in 0..16 {
            let _ = black_box(memory.verify(black_box(&case.token), &case.keys, &RULES));
        }
        again.push(start.elapsed() / 16);
    }
    let (raw, whole, again) = (median(raw), median(whole), median(again));
    let ratio = whole.as_secs_f64() / raw.as_secs_f64();
    let share = whole.as_secs_f64() / again.as_secs_f64();
    println!("{name}: raw {raw:?}, whole {whole:?} = {ratio:.3} times; again {again:?} = 1/{share:.0}");
}

fn verify(c: &mut Criterion) {
    if let Err(failure) = run(c) {
        println!("not measured: {failure}");
    }
}

fn run(c: &mut Criterion) -> Result<(), Failure> {
    let rsa =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/keys/rsa2048-test.pk8");
    let keys = [
        ("ES256", Alg::Es256, SigningKey::generate_es256()?),
        ("EdDSA", Alg::EdDsa, SigningKey::generate_ed25519()?),
        (
            "RS256",
            Alg::Rs256,
            SigningKey::from_pkcs8(Alg::Rs256, None, &std::fs::read(rsa)?)?,
        ),
    ];
    for (name, alg, key) in &keys {
        let case = case(key, *alg)?;
        if !(case.raw)() || verify_id_token(&case.token, &case.keys, &RULES).is_err() {
            return Err("the token does not verify".into());
        }
        pairs(name, &case);
        c.bench_function(&format!("{name}, ring alone"), |b| b.iter(|| (case.raw)()));
        c.bench_function(&format!("{name}, verified, read and judged"), |b| {
            b.iter(|| verify_id_token(black_box(&case.token), &case.keys, &RULES));
        });
        let memory = IdTokenMemory::default();
        c.bench_function(&format!("{name}, the same token again"), |b| {
            b.iter(|| memory.verify(black_box(&case.token), &case.keys, &RULES));
        });
    }
    Ok(())
}

criterion_group!(benches, verify);
criterion_main!(benches);
