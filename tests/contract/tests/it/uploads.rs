//! A picture on its way, by tus 1.0.0.

use crate::gateway::{Gateway, Send};

const MADE: &str = "/v1/uploads";
const ONE: &str = "/v1/uploads/{id}";
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const BYTES: &str = "application/offset+octet-stream";

/// Brings the picture of the report at `item` in two pieces.
pub(crate) async fn run(gateway: &Gateway, session: &str, item: &str, picture: &[u8]) {
    let asked = gateway.get("/v1/items/{id}", item, Some(session)).await.json();
    let grant = &asked["uploads"][0];
    let token = grant["token"].as_str();
    assert!(grant["url"].as_str().unwrap().ends_with(MADE));
    let known = gateway.send("options", MADE, MADE, Send::default()).await;
    assert_eq!(known.status, 204);
    let length = picture.len().to_string();
    let sized = [VERSION, ("upload-length", length.as_str())];
    let bare = |token, headers| Send {
        token,
        headers,
        ..Send::default()
    };
    for (send, status) in [
        (bare(None, &sized[..]), 403),
        (bare(token, &sized[1..]), 412),
        (bare(token, &sized[..1]), 400),
        (bare(token, &[VERSION, ("upload-length", "9")]), 422),
        (bare(token, &[VERSION, ("upload-length", "99999999")]), 413),
    ] {
        assert_eq!(gateway.send("post", MADE, MADE, send).await.status, status);
    }
    let made = gateway.send("post", MADE, MADE, bare(token, &sized)).await;
    assert_eq!(made.status, 201);
    let url = url::Url::parse(&made.location.unwrap()).unwrap();
    let path = url.path();
    let known = gateway.send("options", ONE, path, Send::default()).await;
    assert_eq!(known.status, 204);
    let held = gateway.send("head", ONE, path, bare(token, &[VERSION])).await;
    assert_eq!(held.status, 200);

    let spoiled = [VERSION, ("upload-offset", "0"), ("upload-checksum", "sha1 AAAA")];
    let first = [VERSION, ("upload-offset", "0")];
    let second = [VERSION, ("upload-offset", "4")];
    for (headers, body, status) in [
        (&spoiled[..], &picture[..4], 460),
        (&second[..], &picture[4..], 409),
        (&first[..], &picture[..4], 204),
        (&second[..], &picture[4..], 204),
    ] {
        let piece = Send {
            media: Some(BYTES),
            body: body.to_vec(),
            ..bare(token, headers)
        };
        assert_eq!(gateway.send("patch", ONE, path, piece).await.status, status);
    }
    for (method, status) in [("delete", 204), ("head", 404)] {
        let reply = gateway.send(method, ONE, path, bare(token, &[VERSION])).await;
        assert_eq!(reply.status, status);
    }
}
