use crate::gateway::{Gateway, json_of};
use citizen_domain::wire::Discovery;
use citizen_pack::{PackError, Spare, Trust, VerifiedPack};

async fn pack(gateway: &Gateway, held: Option<&VerifiedPack>) -> Result<VerifiedPack, PackError> {
    let bytes = gateway
        .get("/v1/pack")
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let trust = Trust::default().loopback(true);
    citizen_pack::verify(&bytes, &trust, held, (gateway.clock()).now())
}

#[tokio::test]
async fn every_endpoint_is_named_and_the_pack_is_the_gateways_own() {
    let gateway = Gateway::start().await;
    let base = gateway.running.as_ref().unwrap().base_url.clone();
    let found = json_of(gateway.get("/.well-known/citizen-province").send().await.unwrap()).await;
    let found: Discovery = serde_json::from_value(found).unwrap();
    assert_eq!(
        (found.contract, found.issuer.as_str(), found.demo),
        (1, base.as_str(), true)
    );
    assert_eq!(found.endpoints.items, format!("{base}/v1/items"));

    let pack = pack(&gateway, None).await.unwrap();
    assert!(pack.demo());
    assert_eq!(pack.content().province.base_url, base);
    assert_eq!(pack.content().keys, gateway.state().keys().public());
    let version = pack.manifest().version;
    let same = gateway
        .get(&format!("/v1/pack?have={version}"))
        .send()
        .await
        .unwrap();
    assert_eq!(same.status(), 304);
    let older = gateway
        .get(&format!("/v1/pack?have={}", version - 1))
        .send()
        .await
        .unwrap();
    assert_eq!(older.status(), 200);
}

#[tokio::test]
async fn a_restart_keeps_keys_and_pack_and_a_new_address_makes_a_newer_pack() {
    let mut gateway = Gateway::start().await;
    let first = pack(&gateway, None).await.unwrap();
    gateway.restart().await;
    let second = pack(&gateway, Some(&first)).await.unwrap();
    assert_eq!(second.manifest(), first.manifest());

    gateway.running.take().unwrap().stop().await.unwrap();
    let mut config = gateway.config();
    config.base_url = Some("https://tinh.example".into());
    gateway.running = Some(citizen_province::start(config).await.unwrap());
    let addr = gateway.running.as_ref().unwrap().addr;
    let bytes = gateway
        .http
        .get(format!("http://{addr}/v1/pack"))
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let third =
        citizen_pack::verify(&bytes, &Trust::default(), Some(&second), gateway.clock().now()).unwrap();
    assert_eq!(third.manifest().version, second.manifest().version + 1);
    assert_eq!(third.content().province.base_url, "https://tinh.example");
}

#[tokio::test]
async fn what_the_asker_holds_is_left_out() {
    let gateway = Gateway::start().await;
    let body = |path: String| {
        let asked = gateway.get(&path).send();
        async move { asked.await.unwrap().bytes().await.unwrap() }
    };
    let whole = body("/v1/pack".to_owned()).await;
    // The gateway's pack is made from the one that ships; only what names the gateway itself differs.
    let spare = Spare::of_file(&std::fs::read(crate::gateway::base_pack()).unwrap());
    let starts: Vec<&str> = spare.hashes().map(|hash| &hash[..16]).collect();
    let rest = body(format!("/v1/pack?holds={}", starts.join(","))).await;
    assert!(rest.len() * 50 < whole.len(), "{} of {}", rest.len(), whole.len());
    let trust = Trust::default().loopback(true);
    let (now, none) = (gateway.clock().now(), None);
    let pack = citizen_pack::verify_with(&rest, &trust, none, &spare, now).unwrap();
    assert_eq!(
        pack.manifest(),
        citizen_pack::verify(&whole, &trust, none, now)
            .unwrap()
            .manifest()
    );
    // Starts that are too short to mean anything, and rubbish, leave out nothing.
    for rubbish in ["", ",", "a,b,0,1,2", "zzzzzzzzzzzzzzzzzzzzz"] {
        assert_eq!(
            body(format!("/v1/pack?holds={rubbish}")).await.len(),
            whole.len(),
            "{rubbish}"
        );
    }
}
