//! Pushed authorization requests (RFC 9126).

use super::*;

impl Fixture {
    /// Pushes the usual request, changed; gives status and answer.
    async fn push(&self, redirect: &str, change: &[(&str, &str)], headers: &[(&str, &str)]) -> (u16, Value) {
        let mut form: Vec<(String, String)> = self.authorize(redirect).query_pairs().into_owned().collect();
        form.retain(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
        form.extend(change.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.post_with("/oauth/par", &form, headers).await
    }

    fn by_uri(&self, client: &str, uri: &str) -> Url {
        let mut url = Url::parse(&self.url("/oauth/authorize")).unwrap();
        url.query_pairs_mut()
            .append_pair("client_id", client)
            .append_pair("request_uri", uri);
        url
    }
}

#[tokio::test]
async fn a_pushed_request_is_good_once_for_its_client_for_some_minutes() {
    let fixture = Fixture::new().await;
    let client = fixture.running.state().client_id().to_owned();
    let (redirect, query) = fixture
        .answer_to(ADULT, async |redirect| {
            let (status, pushed) = fixture.push(&redirect, &[], &[]).await;
            assert_eq!(status, 201);
            let url = fixture.by_uri(&client, str_of(&pushed, "request_uri"));
            // The page is loaded twice, as people do.
            assert_eq!(fixture.http.get(url.clone()).send().await.unwrap().status(), 200);
            url
        })
        .await
        .unwrap();
    assert_eq!(find(&query, "state").as_deref(), Some("st-\"&1"));
    let code = find(&query, "code").unwrap();
    assert_eq!(fixture.redeem(&redirect, &code, VERIFIER).await.0, 200);

    let (_, pushed) = fixture.push("http://127.0.0.1:1/", &[], &[]).await;
    let url = fixture.by_uri(&client, str_of(&pushed, "request_uri"));
    fixture.press(&url, ADULT).await;
    assert_eq!(
        fixture.http.get(url).send().await.unwrap().status(),
        400,
        "answered already"
    );

    let (_, pushed) = fixture.push("http://127.0.0.1:1/", &[], &[]).await;
    let uri = str_of(&pushed, "request_uri");
    for (url, why) in [
        (fixture.by_uri("other", uri), "another client"),
        (
            fixture.by_uri(&client, "urn:ietf:params:oauth:request_uri:made-up"),
            "made up",
        ),
    ] {
        assert_eq!(fixture.http.get(url).send().await.unwrap().status(), 400, "{why}");
    }
    fixture.pass(301);
    let late = fixture.by_uri(&client, uri);
    assert_eq!(
        fixture.http.get(late).send().await.unwrap().status(),
        400,
        "too late"
    );
}

#[tokio::test]
async fn an_unsound_request_is_refused_when_it_is_pushed() {
    let fixture = Fixture::new().await;
    let uri = "urn:ietf:params:oauth:request_uri:x";
    for (change, status, error) in [
        (("client_id", "other"), 401, "invalid_client"),
        (("redirect_uri", "https://evil.example/"), 400, "invalid_request"),
        (("scope", "profile"), 400, "invalid_scope"),
        (("code_challenge_method", "plain"), 400, "invalid_request"),
        (("request_uri", uri), 400, "request_uri_not_supported"),
    ] {
        let (got, body) = fixture.push("http://127.0.0.1:1/", &[change], &[]).await;
        assert_eq!((got, str_of(&body, "error")), (status, error), "{change:?}");
    }
}

#[tokio::test]
async fn a_request_pushed_with_a_proof_is_bound_to_the_key() {
    let fixture = Fixture::new().await;
    let client = fixture.running.state().client_id().to_owned();
    let (device, thief) = (Device::new(), Device::new());
    let (redirect, query) = fixture
        .answer_to(ADULT, async |redirect| {
            let proof = device.proof(&fixture, "POST", "/oauth/par", None);
            let (status, pushed) = fixture.push(&redirect, &[], &[("dpop", &proof)]).await;
            assert_eq!(status, 201);
            fixture.by_uri(&client, str_of(&pushed, "request_uri"))
        })
        .await
        .unwrap();
    let code = find(&query, "code").unwrap();
    assert_eq!(thief.redeem(&fixture, &redirect, &code).await.0, 400);
    let other = thief.key.thumbprint();
    let proof = device.proof(&fixture, "POST", "/oauth/par", None);
    let change = [("dpop_jkt", other.as_str())];
    let (status, error) = fixture.push(&redirect, &change, &[("dpop", &proof)]).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_dpop_proof"));
}
