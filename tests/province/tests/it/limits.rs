use crate::gateway::{Gateway, base_pack, error, jpeg, report};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::{Config, StartError, start};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let item = format!("/v1/items/{}", gateway.id());
    let big = vec![b' '; 64 * 1024 + 1];
    for request in [
        gateway.put(&item).bearer_auth(&token).body(big.clone()),
        gateway.put("/v1/ratings/x").body(big.clone()),
        gateway
            .request(Method::POST, "/v1/lookup")
            .header("content-type", "application/json")
            .body(big.clone()),
    ] {
        assert_eq!(
            error(request.send().await.unwrap()).await,
            (413, "too_large".into())
        );
    }
    // A picture is bounded by what its item says of it, and that by 8 MiB.
    let picture = jpeg(1);
    let body = report(std::slice::from_ref(&picture));
    let grant = gateway.announce(&token, &gateway.id(), &body).await.remove(0);
    for (length, bytes, status, code) in [
        (8 * 1024 * 1024 + 1, 0, 413, "too_large"),
        (picture.len() + 1, 0, 422, "part_length"),
        (picture.len(), picture.len() + 1, 413, "too_large"),
    ] {
        let reply = gateway
            .tus(Method::POST, &grant.url, &grant)
            .header("upload-length", length)
            .header("content-type", "application/offset+octet-stream")
            .body(vec![0xff; bytes])
            .send()
            .await
            .unwrap();
        assert_eq!(error(reply).await, (status, code.into()));
    }
}

#[tokio::test]
async fn garbage_gets_an_answer_that_a_program_can_read() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let garbage = || vec![0xff, 0x00, b'{', b'"'];
    let item = format!("/v1/items/{}", gateway.id());
    for (request, status, code) in [
        (
            gateway.put(&item).bearer_auth(&token).body(garbage()),
            400,
            "malformed",
        ),
        (gateway.put("/v1/ratings/x").body(garbage()), 400, "malformed"),
        (
            gateway.request(Method::POST, "/v1/lookup").body("{}"),
            415,
            "media_type",
        ),
        (gateway.post("/v1/lookup", &json!({"codes": 1})), 400, "malformed"),
        (gateway.get("/v1/pack?have=x"), 400, "malformed"),
        (gateway.get("/v1/nothing"), 404, "not_found"),
        (
            gateway.request(Method::DELETE, "/v1/pack"),
            405,
            "method_not_allowed",
        ),
        (gateway.get("/v1/items/%ff").bearer_auth(&token), 400, "malformed"),
    ] {
        assert_eq!(error(request.send().await.unwrap()).await, (status, code.into()));
    }
    let mut socket = tokio::net::TcpStream::connect(gateway.running.as_ref().unwrap().addr)
        .await
        .unwrap();
    socket
        .write_all(b"\x16\x03\x01 no http at all\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 400"));
    assert!(
        gateway
            .get("/v1/pack")
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
}

#[tokio::test]
async fn a_gateway_that_cannot_start_says_why() {
    let gateway = Gateway::start().await;
    assert!(matches!(start(gateway.config()).await, Err(StartError::InUse)));
    let dir = tempfile::tempdir().unwrap();
    let mut taken = Config::new(dir.path().join("c"), base_pack());
    taken.listen = gateway.running.as_ref().unwrap().addr;
    assert!(matches!(start(taken).await, Err(StartError::Listen(_))));

    let no_pack = Config::new(dir.path().join("a"), dir.path().join("none.json"));
    assert!(matches!(start(no_pack).await, Err(StartError::Data(_))));
    let mut no_tls = Config::new(dir.path().join("b"), base_pack());
    no_tls.tls = Some((dir.path().join("cert.pem"), dir.path().join("key.pem")));
    assert!(matches!(start(no_tls).await, Err(StartError::Tls)));
    std::fs::write(dir.path().join("file"), b"x").unwrap();
    let no_folder = Config::new(dir.path().join("file"), base_pack());
    assert!(matches!(start(no_folder).await, Err(StartError::Data(_))));
}
