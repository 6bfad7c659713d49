//! A browser on another device: it trusts the test's authority and has a clock of its own. Over TLS the province's robot,
//! which speaks plain HTTP only, cannot sign anybody in.

use crate::tls::today;
use citizen_domain::Timestamp;
use reqwest::header::LOCATION;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::time_provider::TimeProvider;
use std::sync::Arc;
use std::time::Duration;

/// The browser's own clock.
#[derive(Debug)]
struct At(Timestamp);

impl TimeProvider for At {
    fn current_time(&self) -> Option<UnixTime> {
        let secs = u64::try_from(self.0.secs()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(secs)))
    }
}

/// One that trusts an authority, goes where it is told to and no further, and knows nothing of proxies.
///
/// # Panics
/// When the authority's certificate is none.
pub fn client(root_pem: &str, now: Timestamp) -> reqwest::Client {
    let mut roots = rustls::RootCertStore::empty();
    for root in CertificateDer::pem_slice_iter(root_pem.as_bytes()) {
        roots.add(root.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_details(provider, Arc::new(At(now)))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Opens the sign-in page, presses a resident's button and gives the address that the browser is sent back to.
///
/// # Panics
/// When the province shows anything else.
pub async fn choose(root_pem: &str, authorize_url: &str, sub: &str) -> String {
    choose_at(root_pem, today(), authorize_url, sub).await
}

/// As [`choose`], at a province on loopback without TLS.
///
/// # Panics
/// When the province shows anything else.
pub async fn choose_plainly(authorize_url: &str, sub: &str) -> String {
    press(&client("", today()), authorize_url, sub).await
}

/// As [`choose`], on a device whose clock shows `now`.
///
/// # Panics
/// When the province shows anything else.
pub async fn choose_at(root_pem: &str, now: Timestamp, authorize_url: &str, sub: &str) -> String {
    press(&client(root_pem, now), authorize_url, sub).await
}

async fn press(client: &reqwest::Client, authorize_url: &str, sub: &str) -> String {
    let page = client.get(authorize_url).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    let (_, rest) = page.split_once("name=\"request\" value=\"").expect("a form");
    let (request, _) = rest.split_once('"').unwrap();
    let action = url::Url::parse(authorize_url)
        .unwrap()
        .join("/oauth/authorize")
        .unwrap();
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("request", request)
        .append_pair("sub", sub)
        .finish();
    let answer = client
        .post(action)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .unwrap();
    answer.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// As [`choose`], and goes there.
///
/// # Panics
/// When the waiting program does not answer.
pub async fn sign_in(root_pem: &str, authorize_url: &str, sub: &str) {
    sign_in_at(root_pem, today(), authorize_url, sub).await;
}

/// As [`sign_in`], on a device whose clock shows `now`.
///
/// # Panics
/// When the waiting program does not answer.
pub async fn sign_in_at(root_pem: &str, now: Timestamp, authorize_url: &str, sub: &str) {
    let back = choose_at(root_pem, now, authorize_url, sub).await;
    client(root_pem, now).get(back).send().await.unwrap();
}
