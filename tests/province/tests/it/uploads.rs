//! Pictures by tus 1.0.0: resumed to the byte, opened by their own token alone.

use crate::gateway::{DAY, Gateway, error, jpeg, report};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citizen_domain::wire::UploadGrant;
use citizen_proof::sha256;
use citizen_province::demo::MAIN_RESIDENT;
use reqwest::{Method, Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A gateway that waits for one picture.
async fn waiting() -> (Gateway, UploadGrant, Vec<u8>) {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let picture = jpeg(1);
    let body = report(std::slice::from_ref(&picture));
    let grant = gateway.announce(&token, &gateway.id(), &body).await.remove(0);
    (gateway, grant, picture)
}

fn text(response: &Response, name: &str) -> Option<String> {
    response
        .headers()
        .get(name)
        .map(|v| v.to_str().unwrap().to_owned())
}

async fn create(gateway: &Gateway, grant: &UploadGrant, length: usize) -> String {
    let made = gateway
        .tus(Method::POST, &grant.url, grant)
        .header("upload-length", length)
        .header(
            "upload-metadata",
            "filename YW5oLmpwZw==,filetype aW1hZ2UvanBlZw==",
        )
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    text(&made, "location").unwrap()
}

async fn append(gateway: &Gateway, grant: &UploadGrant, url: &str, offset: usize, bytes: &[u8]) -> Response {
    gateway
        .tus(Method::PATCH, url, grant)
        .header("upload-offset", offset)
        .header("content-type", "application/offset+octet-stream")
        .body(bytes.to_vec())
        .send()
        .await
        .unwrap()
}

async fn held(gateway: &Gateway, grant: &UploadGrant, url: &str) -> String {
    let asked = gateway.tus(Method::HEAD, url, grant).send().await.unwrap();
    assert_eq!(asked.status(), StatusCode::OK);
    assert_eq!(text(&asked, "cache-control").as_deref(), Some("no-store"));
    text(&asked, "upload-offset").unwrap()
}

#[tokio::test]
async fn a_picture_in_pieces_is_the_picture() {
    let (mut gateway, grant, picture) = waiting().await;
    let url = create(&gateway, &grant, picture.len()).await;
    assert_eq!(held(&gateway, &grant, &url).await, "0");
    let asked = gateway.tus(Method::HEAD, &url, &grant).send().await.unwrap();
    assert_eq!(text(&asked, "upload-length"), Some(picture.len().to_string()));
    assert_eq!(
        text(&asked, "upload-metadata").as_deref(),
        Some("filename YW5oLmpwZw==,filetype aW1hZ2UvanBlZw==")
    );
    for (n, piece) in picture.chunks(1_000).enumerate() {
        let kept = append(&gateway, &grant, &url, n * 1_000, piece).await;
        assert_eq!(kept.status(), StatusCode::NO_CONTENT);
        assert_eq!(text(&kept, "tus-resumable").as_deref(), Some("1.0.0"));
        assert!(text(&kept, "upload-expires").is_some_and(|at| at.ends_with(" GMT")));
        // A restart between any two pieces costs nothing.
        gateway.restart().await;
    }
    assert_eq!(held(&gateway, &grant, &url).await, picture.len().to_string());
    let officials = gateway.officials();
    let seen = &officials.reports().unwrap()[0];
    assert!(seen.complete);
    assert_eq!(officials.report_part(&seen.id, &grant.sha256).unwrap(), picture);
}

/// A connection by which the picture from `offset` on is announced, and which the gateway has begun to read.
async fn begun(gateway: &Gateway, grant: &UploadGrant, url: &str, offset: usize, bytes: usize) -> TcpStream {
    let address = gateway.running.as_ref().unwrap().addr;
    let path = url.splitn(4, '/').nth(3).unwrap();
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH /{path} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nauthorization: Bearer {}\r\nupload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {bytes}\r\nexpect: 100-continue\r\n\r\n",
        grant.token,
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    // Said when the body is asked for.
    let mut said = [0; 25];
    socket.read_exact(&mut said).await.unwrap();
    assert_eq!(&said, b"HTTP/1.1 100 Continue\r\n\r\n");
    socket
}

#[tokio::test]
async fn what_arrived_before_the_line_broke_is_kept_and_told_at_once() {
    let (gateway, grant, picture) = waiting().await;
    let url = create(&gateway, &grant, picture.len()).await;
    let mut offset = 0;
    for cut in [1_234, 1, 0, 1_000] {
        let mut socket = begun(&gateway, &grant, &url, offset, picture.len() - offset).await;
        socket.write_all(&picture[offset..offset + cut]).await.unwrap();
        // The line is cut in the midst of the body, and the client asks before anybody tells it that the gateway has noticed.
        drop(socket);
        offset += cut;
        assert_eq!(held(&gateway, &grant, &url).await, offset.to_string());
    }
    let rest = append(&gateway, &grant, &url, offset, &picture[offset..]).await;
    assert_eq!(rest.status(), StatusCode::NO_CONTENT);
    assert!(gateway.officials().reports().unwrap()[0].complete);
}

/// The phone has lost its line and come back by another; the gateway has not been told, and waits for bytes that never come.
#[tokio::test]
async fn a_line_that_died_unnoticed_holds_nobody_up_and_adds_nothing_later() {
    let (gateway, grant, picture) = waiting().await;
    let url = create(&gateway, &grant, picture.len()).await;
    let mut dead = begun(&gateway, &grant, &url, 0, picture.len()).await;
    dead.write_all(&picture[..1_234]).await.unwrap();
    assert_eq!(held(&gateway, &grant, &url).await, "1234");
    // Whatever that line still carries is too late.
    let _ = dead.write_all(&picture[1_234..2_000]).await;
    let mut said = String::new();
    let _ = dead.read_to_string(&mut said).await;
    assert!(
        said.is_empty() || said.contains("upload-offset: 1234\r\n"),
        "{said}"
    );
    assert_eq!(held(&gateway, &grant, &url).await, "1234");
    // The same for whoever goes on without asking.
    let mut dead = begun(&gateway, &grant, &url, 1_234, picture.len() - 1_234).await;
    dead.write_all(&picture[1_234..1_300]).await.unwrap();
    let on = append(&gateway, &grant, &url, 1_300, &picture[1_300..]).await;
    assert_eq!(on.status(), StatusCode::NO_CONTENT);
    assert!(gateway.officials().reports().unwrap()[0].complete);
}

#[tokio::test]
async fn checksums_are_checked_and_a_wrong_piece_is_not_kept() {
    let (gateway, grant, picture) = waiting().await;
    let url = create(&gateway, &grant, picture.len()).await;
    let send = |sum: String, offset: usize, piece: Vec<u8>| {
        gateway
            .tus(Method::PATCH, &url, &grant)
            .header("upload-offset", offset)
            .header("upload-checksum", sum)
            .header("content-type", "application/offset+octet-stream")
            .body(piece)
            .send()
    };
    let sha1 = |bytes: &[u8]| {
        STANDARD.encode(ring::digest::digest(
            &ring::digest::SHA1_FOR_LEGACY_USE_ONLY,
            bytes,
        ))
    };
    let piece = &picture[..1_000];
    let wrong = send(format!("sha1 {}", sha1(b"other")), 0, piece.to_vec())
        .await
        .unwrap();
    assert_eq!(error(wrong).await, (460, "checksum".into()));
    let odd = send("md5 AAAA".into(), 0, piece.to_vec()).await.unwrap();
    assert_eq!(error(odd).await, (400, "malformed".into()));
    assert_eq!(held(&gateway, &grant, &url).await, "0");
    let right = send(format!("sha1 {}", sha1(piece)), 0, piece.to_vec())
        .await
        .unwrap();
    assert_eq!(right.status(), StatusCode::NO_CONTENT);
    let rest = &picture[1_000..];
    let sum = format!("sha256 {}", STANDARD.encode(sha256(rest)));
    let right = send(sum, 1_000, rest.to_vec()).await.unwrap();
    assert_eq!(right.status(), StatusCode::NO_CONTENT);
    assert!(gateway.officials().reports().unwrap()[0].complete);
}

#[tokio::test]
async fn the_token_opens_its_own_picture_and_nothing_else() {
    let (gateway, grant, picture) = waiting().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let body = report(std::slice::from_ref(&picture));
    let other = gateway.announce(&token, &gateway.id(), &body).await.remove(0);
    let url = create(&gateway, &grant, picture.len()).await;
    let forged = |token: String| UploadGrant {
        token,
        ..grant.clone()
    };
    let mut flipped = grant.token.clone();
    let last = if flipped.pop() == Some('A') { 'B' } else { 'A' };
    flipped.push(last);
    for (with, status) in [
        (other, 404),
        (forged(flipped), 403),
        (forged(token), 403),
        (forged("x".into()), 403),
    ] {
        let asked = gateway.tus(Method::HEAD, &url, &with).send().await.unwrap();
        assert_eq!(asked.status().as_u16(), status);
        let sent = append(&gateway, &with, &url, 0, &picture).await;
        assert_eq!(sent.status().as_u16(), status);
    }
    let bare = gateway
        .http
        .head(&url)
        .header("tus-resumable", "1.0.0")
        .send()
        .await
        .unwrap();
    assert_eq!(bare.status(), StatusCode::FORBIDDEN);
    // And it opens nothing that a session opens.
    let item = gateway
        .get("/v1/changes")
        .bearer_auth(&grant.token)
        .send()
        .await
        .unwrap();
    assert_eq!(error(item).await, (401, "unauthorized".into()));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name() {
    let (gateway, grant, picture) = waiting().await;
    let url = create(&gateway, &grant, picture.len()).await;
    let far = append(&gateway, &grant, &url, 5, &picture[5..]).await;
    assert_eq!(error(far).await, (409, "upload_offset".into()));
    let typed = gateway
        .tus(Method::PATCH, &url, &grant)
        .header("upload-offset", 0)
        .body(picture.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(error(typed).await, (415, "media_type".into()));
    let bare = gateway
        .http
        .patch(&url)
        .bearer_auth(&grant.token)
        .send()
        .await
        .unwrap();
    assert_eq!(text(&bare, "tus-version").as_deref(), Some("1.0.0"));
    assert_eq!(error(bare).await, (412, "tus_version".into()));
    for (header, value, expected) in [
        ("upload-length", "x", (400, "malformed")),
        ("upload-length", "99999999999999999999", (400, "malformed")),
        ("upload-defer-length", "1", (400, "malformed")),
        ("upload-metadata", "filetype aW1hZ2UvcG5n", (415, "media_type")),
        ("upload-metadata", "filetype ?", (400, "malformed")),
    ] {
        let mut request = gateway
            .tus(Method::POST, &grant.url, &grant)
            .header(header, value);
        if header == "upload-metadata" {
            request = request.header("upload-length", picture.len());
        }
        let (status, code) = error(request.send().await.unwrap()).await;
        assert_eq!((status, code.as_str()), expected, "{header}: {value}");
    }
    // Bytes of the right number that are another picture: the upload is gone, the picture still missing.
    let spoiled = append(&gateway, &grant, &url, 0, &jpeg(2)).await;
    assert_eq!(error(spoiled).await, (422, "part_hash".into()));
    let asked = gateway.tus(Method::HEAD, &url, &grant).send().await.unwrap();
    assert_eq!(asked.status(), StatusCode::NOT_FOUND);
    assert!(!gateway.officials().reports().unwrap()[0].complete);
    assert_eq!(
        gateway.bring(&grant, &picture).await.status(),
        StatusCode::CREATED
    );
    assert!(gateway.officials().reports().unwrap()[0].complete);
}

#[tokio::test]
async fn uploads_end_and_expire() {
    let (gateway, grant, picture) = waiting().await;
    let first = create(&gateway, &grant, picture.len()).await;
    let ended = gateway.tus(Method::DELETE, &first, &grant).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    let gone = gateway.tus(Method::HEAD, &first, &grant).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let second = create(&gateway, &grant, picture.len()).await;
    gateway.pass(8 * DAY);
    let gone = gateway.tus(Method::HEAD, &second, &grant).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    // The leave itself does not expire while the picture is missing.
    assert_eq!(
        gateway.bring(&grant, &picture).await.status(),
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn the_server_says_what_it_knows_and_takes_overridden_methods() {
    let (gateway, grant, picture) = waiting().await;
    let known = gateway
        .http
        .request(Method::OPTIONS, &grant.url)
        .send()
        .await
        .unwrap();
    assert_eq!(known.status(), StatusCode::NO_CONTENT);
    assert_eq!(text(&known, "tus-version").as_deref(), Some("1.0.0"));
    assert_eq!(
        text(&known, "tus-extension").as_deref(),
        Some("creation,creation-with-upload,checksum,termination,expiration")
    );
    assert_eq!(
        text(&known, "tus-checksum-algorithm").as_deref(),
        Some("sha1,sha256")
    );
    let url = create(&gateway, &grant, picture.len()).await;
    let sent = gateway
        .tus(Method::POST, &url, &grant)
        .header("x-http-method-override", "PATCH")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream")
        .body(picture.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), StatusCode::NO_CONTENT);
    assert!(gateway.officials().reports().unwrap()[0].complete);
}

#[tokio::test]
async fn nobody_fills_the_disk_with_beginnings() {
    let (gateway, grant, picture) = waiting().await;
    let mut urls = Vec::new();
    for _ in 0..9 {
        urls.push(create(&gateway, &grant, picture.len()).await);
    }
    let mut alive = 0;
    for url in &urls {
        let asked = gateway.tus(Method::HEAD, url, &grant).send().await.unwrap();
        alive += usize::from(asked.status() == StatusCode::OK);
    }
    assert_eq!(alive, 4);
}
