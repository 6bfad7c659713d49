//! What is not asked as it should be.

use super::*;

#[tokio::test]
async fn unsound_requests_are_answered_by_page_or_redirect() {
    let fixture = Fixture::new().await;
    let loopback = "http://127.0.0.1:4711/callback";
    let good = fixture.authorize(loopback);
    let changed = |name: &str, value: Option<&str>| {
        let mut url = good.clone();
        let pairs: Vec<_> = good
            .query_pairs()
            .into_owned()
            .filter(|(n, _)| n != name)
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    };
    for bad in [
        changed("redirect_uri", Some("https://evil.example/")),
        changed("redirect_uri", Some("http://localhost:4711/callback")),
        changed("client_id", Some("other")),
        changed("client_id", None),
    ] {
        let reply = fixture.http.get(bad.clone()).send().await.unwrap();
        assert_eq!(reply.status(), 400, "{bad}");
        assert!(reply.headers().get("location").is_none(), "{bad}");
    }
    let repeated = format!("{good}&state=again");
    assert_eq!(fixture.http.get(repeated).send().await.unwrap().status(), 400);
    for (name, value, error) in [
        ("response_type", Some("token"), "unsupported_response_type"),
        ("scope", Some("profile"), "invalid_scope"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("prompt", Some("none"), "login_required"),
        ("prompt", Some("none login"), "invalid_request"),
        ("prompt", Some("create"), "invalid_request"),
        ("max_age", Some("soon"), "invalid_request"),
        ("max_age", Some("-1"), "invalid_request"),
        ("dpop_jkt", Some("short"), "invalid_request"),
        (
            "request_uri",
            Some("https://evil.example/r"),
            "request_uri_not_supported",
        ),
        ("request", Some("e30.e30."), "request_not_supported"),
    ] {
        let reply = fixture.http.get(changed(name, value)).send().await.unwrap();
        assert_eq!(reply.status(), 303, "{name}");
        let to = Url::parse(reply.headers()["location"].to_str().unwrap()).unwrap();
        let query: Vec<_> = to.query_pairs().into_owned().collect();
        assert_eq!(find(&query, "error").as_deref(), Some(error), "{name}");
        assert_eq!(find(&query, "state").as_deref(), Some("st-\"&1"));
    }
}

#[tokio::test]
async fn wishes_are_heard_as_far_as_they_can_be_fulfilled() {
    let fixture = Fixture::new().await;
    for (name, value) in [
        ("prompt", "login"),
        ("prompt", "select_account consent"),
        ("max_age", "0"),
        ("acr_values", "LoA2 LoA1"),
        ("login_hint", "somebody"),
        ("claims", "{}"),
    ] {
        let mut url = fixture.authorize("http://127.0.0.1:1/");
        url.query_pairs_mut().append_pair(name, value);
        assert_eq!(
            fixture.http.get(url).send().await.unwrap().status(),
            200,
            "{name}={value}"
        );
    }
    let mut url = fixture.authorize("http://127.0.0.1:1/");
    url.query_pairs_mut().append_pair("acr_values", "LoA2");
    let page = fixture.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(
        page.contains("mức độ 2 mới làm được"),
        "the wish for level 2 is said: {page}"
    );
}
