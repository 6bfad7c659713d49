//! Officials get a dossier's slip as a picture.

use citizen_domain::wire::SlipClaims;
use citizen_province::officials::OperatorFile;
use citizen_province::{Config, start};

/// What a reader finds in a JPEG.
fn read(jpeg: &[u8]) -> Option<String> {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let rgb = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    let luma = rgb
        .chunks_exact(3)
        .map(|p| ((77 * u32::from(p[0]) + 150 * u32::from(p[1]) + 29 * u32::from(p[2])) >> 8) as u8);
    let mut hints = rxing::DecodeHints {
        TryHarder: Some(true),
        ..Default::default()
    };
    rxing::helpers::detect_in_luma_with_hints(
        luma.collect(),
        info.width.into(),
        info.height.into(),
        Some(rxing::BarcodeFormat::QR_CODE),
        &mut hints,
    )
    .ok()
    .map(|found| found.getText().to_owned())
}

#[tokio::test]
async fn officials_get_the_slip_of_a_dossier_with_each_kind_of_qr() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let dir = tempfile::tempdir().unwrap();
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
    let mut config = Config::new(dir.path().to_owned(), base.into());
    config.demo = true;
    let running = start(config).await.unwrap();
    let operator = OperatorFile::read(dir.path()).unwrap().unwrap();
    let code: String = running
        .state()
        .db()
        .read(|tx| Ok(tx.query_row("SELECT code FROM dossiers LIMIT 1", [], |row| row.get(0))?))
        .unwrap();
    let get = async |kind: &str, token: &str| {
        let url = format!("{}/officials/dossiers/{code}/slip.jpg?{kind}", running.base_url);
        let reply = reqwest::Client::new()
            .get(url)
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        (reply.status().as_u16(), reply.bytes().await.unwrap())
    };
    let (status, jpeg) = get("kind=signed&seed=3", &operator.token).await;
    assert_eq!(status, 200);
    let jws = read(&jpeg).unwrap();
    let keys = citizen_proof::KeySet::new(running.state().keys().public()).unwrap();
    let rule = citizen_proof::Rule {
        typ: citizen_domain::wire::TYP_SLIP,
        algs: &[citizen_proof::Alg::Es256, citizen_proof::Alg::EdDsa],
        purpose: Some(citizen_domain::keys::KeyUse::Slip),
        max_len: 1195,
    };
    let claims: SlipClaims = citizen_proof::verify(&jws, &keys, &rule).unwrap().claims;
    assert_eq!(claims.code, code);
    assert_eq!(
        read(&get("kind=code", &operator.token).await.1),
        Some(code.clone())
    );
    let link = read(&get("kind=url", &operator.token).await.1).unwrap();
    assert!(
        link.starts_with("https://") && link.ends_with(&format!("?ma_ho_so={code}")),
        "{link}"
    );
    assert_eq!(get("kind=other", &operator.token).await.0, 400);
    assert_eq!(get("kind=code", "wrong").await.0, 401);
}
