//! Codes and tokens of clients without a key.

use super::*;

#[tokio::test]
async fn a_code_is_good_once_for_its_own_request_for_a_minute() {
    let fixture = Fixture::new().await;
    let other = "another-verifier-of-at-least-forty-three-chars";
    let (redirect, code) = fixture.code().await;
    let (status, error) = fixture.redeem(&redirect, &code, other).await;
    assert_eq!(
        (status, str_of(&error, "error")),
        (400, "invalid_grant"),
        "wrong verifier"
    );
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "used up by the wrong one"
    );

    let (_, code) = fixture.code().await;
    assert_eq!(
        fixture
            .redeem("http://127.0.0.1:1/callback", &code, VERIFIER)
            .await
            .0,
        400,
        "other address"
    );

    let (redirect, code) = fixture.code().await;
    fixture.pass(61);
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "after a minute"
    );

    let (redirect, code) = fixture.code().await;
    let (_, tokens) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!(fixture.userinfo(str_of(&tokens, "access_token")).await.0, 200);
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "replayed"
    );
    assert_eq!(
        fixture.userinfo(str_of(&tokens, "access_token")).await.0,
        401,
        "the replay revoked it"
    );
    assert_eq!(fixture.refresh(str_of(&tokens, "refresh_token")).await.0, 400);
}

#[tokio::test]
async fn what_was_issued_to_another_client_opens_nothing() {
    let fixture = Fixture::new().await;
    // As after the province has changed the name of its client.
    let rename = || {
        fixture
            .running
            .state()
            .db()
            .write(|tx| {
                tx.execute("UPDATE grants SET client_id = 'former'", [])?;
                Ok(())
            })
            .unwrap();
    };
    let (redirect, code) = fixture.code().await;
    rename();
    let (status, error) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_grant"));

    let tokens = fixture.tokens().await;
    rename();
    let (status, error) = fixture.refresh(str_of(&tokens, "refresh_token")).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_grant"));
}

#[tokio::test]
async fn refresh_tokens_rotate_and_a_used_one_ends_the_grant() {
    let fixture = Fixture::new().await;
    let first = fixture.tokens().await;
    fixture.pass(3600);
    let (status, second) = fixture.refresh(str_of(&first, "refresh_token")).await;
    assert_eq!(status, 200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(fixture.userinfo(str_of(&second, "access_token")).await.0, 200);
    assert_eq!(
        fixture.refresh(str_of(&first, "refresh_token")).await.0,
        400,
        "used"
    );
    assert_eq!(fixture.userinfo(str_of(&second, "access_token")).await.0, 401);
    assert_eq!(
        fixture.refresh(str_of(&second, "refresh_token")).await.0,
        400,
        "the whole family"
    );

    let third = fixture.tokens().await;
    fixture.pass(31 * 24 * 3600);
    assert_eq!(
        fixture.refresh(str_of(&third, "refresh_token")).await.0,
        400,
        "after a month"
    );
}

#[tokio::test]
async fn token_requests_that_are_no_form_or_no_client_get_oauth_errors() {
    let fixture = Fixture::new().await;
    let reply = fixture
        .http
        .post(fixture.url("/oauth/token"))
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 400);
    for (form, status, error) in [
        (vec![("grant_type", "authorization_code")], 400, "invalid_request"),
        (vec![("client_id", "other")], 401, "invalid_client"),
        (
            vec![
                ("client_id", fixture.running.state().client_id()),
                ("grant_type", "password"),
            ],
            400,
            "unsupported_grant_type",
        ),
    ] {
        let (got, body) = fixture.post("/oauth/token", &form).await;
        assert_eq!((got, str_of(&body, "error")), (status, error), "{form:?}");
    }
}
