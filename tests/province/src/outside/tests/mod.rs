//! The gateway before a provider that others run: a scripted one, over real sockets.

mod opaque;
mod signed;
mod world;

use crate::{Config, start};
use serde_json::json;
use world::World;

#[tokio::test]
async fn somebody_whose_number_the_province_knows_is_that_resident() {
    let world = World::new(|config, _| config.demo = true).await;
    let number = crate::demo::MAIN_RESIDENT.id_number;
    let before = world.residents().len();
    let token = world.token(&[("id_number", json!(number))]);
    assert_eq!(world.bearer(&token).await, 200);
    assert_eq!(world.residents().len(), before, "nobody new");
    // A second subject with another's number gets no more than its own account.
    let other = world.token(&[("sub", json!("u9")), ("id_number", json!("000000000077"))]);
    assert_eq!(world.bearer(&other).await, 200);
    assert_eq!(world.residents().len(), before + 1);
}

#[tokio::test]
async fn the_gateway_starts_without_its_provider_and_says_so() {
    let world = World::new(|_, script| script.away = true).await;
    assert_eq!(world.bearer(&world.token(&[])).await, 503);
    let own = reqwest::get(format!("{}/oauth/jwks", world.gateway.base_url))
        .await
        .unwrap();
    assert_eq!(own.status(), 404, "its own provider is off");
    let dir = tempfile::tempdir().unwrap();
    let mut config: Config = world.gateway.state().config().clone();
    config.data = dir.path().to_owned();
    config.issuer = Some("http://idp.example".into());
    assert!(start(config).await.is_err(), "secrets would travel in the clear");
}
