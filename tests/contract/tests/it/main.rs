//! The running gateway against the contract in writing.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly, their helpers too"
)]

mod contract;
mod gateway;
mod story;
mod uploads;

use contract::Contract;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_route_of_the_gateway_is_described_and_nothing_else() {
    let described: BTreeSet<String> = Contract::load()
        .operations()
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    let mut routes = BTreeSet::new();
    collect(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../province/src")),
        &mut routes,
    );
    // GeoReport's format is the ending of a path, which the router cannot say.
    let routes: BTreeSet<String> = routes
        .into_iter()
        .flat_map(|route| match route.as_str() {
            "/open311/v2/{resource}" => {
                vec![
                    "/open311/v2/services.{format}".to_owned(),
                    "/open311/v2/requests.{format}".to_owned(),
                ]
            }
            "/open311/v2/services/{file}" => vec!["/open311/v2/services/{service_code}.{format}".to_owned()],
            "/open311/v2/requests/{file}" => {
                vec!["/open311/v2/requests/{service_request_id}.{format}".to_owned()]
            }
            "/open311/v2/tokens/{file}" => vec!["/open311/v2/tokens/{token}.{format}".to_owned()],
            _ => vec![route],
        })
        .collect();
    assert!(routes.len() > 20, "the routes were found: {routes:?}");
    assert_eq!(routes, described);
}

/// Paths in `.route("…"` of every source file below `folder`.
fn collect(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for call in source.split(".route(").skip(1) {
                if let Some((path, _)) = call
                    .trim_start()
                    .strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'))
                {
                    routes.insert(path.to_owned());
                }
            }
        }
    }
}

#[tokio::test]
async fn what_the_gateway_answers_is_what_the_contract_says() {
    story::run().await;
}

#[test]
fn a_reply_that_deviates_is_noticed() {
    let contract = Contract::load();
    let json = "application/json";
    let good = br#"{"error":{"code":"not_found","message":"x"}}"#;
    assert_eq!(contract.check("get", "/v1/items/{id}", 404, json, good), Ok(()));
    for (status, media, body) in [
        (418, json, &good[..]),
        (404, "text/html", good),
        (404, json, br#"{"error":{"code":"not_found"}}"#),
        (
            404,
            json,
            br#"{"error":{"code":"not_found","message":"x","more":1}}"#,
        ),
        (404, json, b"not json"),
    ] {
        assert!(
            contract
                .check("get", "/v1/items/{id}", status, media, body)
                .is_err(),
            "{status} {media}"
        );
    }
    let line = br#"{"type":"cursor","cursor":"c"}"#;
    let ndjson = "application/x-ndjson";
    assert_eq!(contract.check("get", "/v1/changes", 200, ndjson, line), Ok(()));
    assert!(
        contract
            .check("get", "/v1/changes", 200, ndjson, br#"{"type":"cursor"}"#)
            .is_err()
    );
}
