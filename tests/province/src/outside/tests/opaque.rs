//! Access tokens that the provider has to be asked about.

use super::world::{START, World};
use citizen_domain::Secret;
use serde_json::json;

#[tokio::test]
async fn opaque_tokens_are_introspected_with_the_gateways_own_secret() {
    let world = World::new(|config, script| {
        config.resource_id = Some("resource".into());
        config.client_secret = Some(Secret::new("s&cret".to_owned()));
        script.introspects = true;
    })
    .await;
    let good = json!({
        "active": true, "sub": "u2", "client_id": "phones", "id_number": "000000000009", "name": "Trần Thị Mẫu",
        "acr": "LoA2", "age_band": "adult"
    });
    for (n, (change, status)) in [
        (json!({}), 200),
        (json!({"active": false}), 401),
        (json!({"client_id": "others"}), 401),
        (json!({"client_id": "others", "aud": "resource"}), 200),
        (json!({"aud": "somebody else"}), 401),
        (json!({"exp": START - 1}), 401),
        (json!({"iss": "https://evil.example"}), 401),
        (json!({"token_type": "DPoP"}), 401),
        (json!({"cnf": {"jkt": "a"}}), 401),
        (json!({"sub": null}), 401),
    ]
    .into_iter()
    .enumerate()
    {
        let mut answer = good.clone();
        for (name, value) in change.as_object().unwrap() {
            answer[name] = value.clone();
        }
        world.script.lock().unwrap().answer = answer;
        assert_eq!(world.bearer(&format!("opaque-{n}")).await, status, "{change}");
    }
    assert_eq!(world.residents()[0].2.as_deref(), Some("000000000009"));
    // What was said is believed for half a minute, so that a sync does not ask a dozen times.
    let before = world.asked("/introspect");
    world.script.lock().unwrap().answer = json!({"active": false});
    assert_eq!(world.bearer("opaque-0").await, 200);
    assert_eq!(world.asked("/introspect"), before);
    world.pass(31);
    assert_eq!(world.bearer("opaque-0").await, 401, "revoked in the meantime");
}

#[tokio::test]
async fn without_a_secret_userinfo_is_the_last_resort() {
    let world = World::new(|_, script| script.introspects = true).await;
    assert_eq!(world.bearer("opaque").await, 200);
    assert_eq!(world.bearer("made-up").await, 401);
    assert_eq!((world.asked("/userinfo"), world.asked("/introspect")), (2, 0));
}

/// A token that is bound to a key can only be judged by who knows the key: a provider that tells the phones' client does.
#[tokio::test]
async fn without_a_secret_the_provider_is_asked_in_the_clients_name_where_it_answers() {
    let world = World::new(|_, script| {
        script.introspects = true;
        script.to_anyone = true;
    })
    .await;
    world.script.lock().unwrap().answer = json!({"active": true, "sub": "u3", "client_id": "phones"});
    assert_eq!(world.bearer("opaque").await, 200);
    world.script.lock().unwrap().answer = json!({"active": true, "sub": "u3", "client_id": "phones", "cnf": {"jkt": "a"}, "token_type": "DPoP"});
    assert_eq!(world.bearer("bound").await, 401, "not without the key");
    // The unbound one also says by itself who it is about.
    assert_eq!((world.asked("/userinfo"), world.asked("/introspect")), (1, 2));
}
