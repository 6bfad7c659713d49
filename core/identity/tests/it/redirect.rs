use crate::world::{CALLBACK, ISSUER, Phone, Provider};
use citizen_identity::{Event, IdentityError, StateName};
use url::Url;

/// Changes the good redirect's query; the sign-in waits on (`true`) or is over.
#[test]
fn only_the_own_answer_is_taken() {
    type Change = fn(&str) -> String;
    let cases: &[(&str, Change, IdentityError, bool)] = &[
        (
            "other state",
            |q| q.replace("state=", "state=x"),
            IdentityError::Redirect,
            true,
        ),
        (
            "no state",
            |q| q.replace("state=", "etats="),
            IdentityError::Redirect,
            true,
        ),
        (
            "state twice",
            |q| format!("{q}&state=a"),
            IdentityError::Redirect,
            true,
        ),
        (
            "code twice",
            |q| format!("{q}&code=a"),
            IdentityError::Redirect,
            true,
        ),
        (
            "no code",
            |q| q.replace("code=", "edoc="),
            IdentityError::Redirect,
            true,
        ),
        (
            "empty code",
            |q| q.replace("code=", "code=&x="),
            IdentityError::Redirect,
            true,
        ),
        (
            "long code",
            |q| q.replace("code=", &format!("code={}", "a".repeat(5000))),
            IdentityError::Redirect,
            true,
        ),
        (
            "huge",
            |q| format!("{q}&x={}", "a".repeat(9000)),
            IdentityError::Redirect,
            true,
        ),
        (
            "code and error",
            |q| format!("{q}&error=access_denied"),
            IdentityError::Redirect,
            true,
        ),
        (
            "no issuer",
            |q| q.replace("iss=", "ssi="),
            IdentityError::Issuer,
            true,
        ),
        (
            "other issuer",
            |q| q.replace("iss=https", "iss=http"),
            IdentityError::Issuer,
            true,
        ),
        (
            "declined",
            |q| q.replace("code=", "error=access_denied&x="),
            IdentityError::Denied,
            false,
        ),
        (
            "refused",
            |q| q.replace("code=", "error=server_error&x="),
            IdentityError::Refused,
            false,
        ),
        (
            "declined by somebody else",
            |q| {
                q.replace("code=", "error=access_denied&x=")
                    .replace("state=", "state=x")
            },
            IdentityError::Redirect,
            true,
        ),
    ];
    for (what, change, expected, waits) in cases {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        let url = phone.up_to_browser(&mut provider);
        let good = provider.authorize(&url);
        let mut bad = good.clone();
        bad.set_query(Some(&change(good.query().unwrap())));
        phone.event(Event::Redirect { url: bad });
        assert_eq!(phone.told, [*expected], "{what}");
        phone.event(Event::Redirect { url: good });
        phone.settle(&mut provider);
        let end = if *waits {
            StateName::SignedIn
        } else {
            StateName::SignedOut
        };
        assert_eq!(phone.state(), end, "{what}");
    }
}

#[test]
fn other_addresses_are_not_ours() {
    for bad in [
        "http://127.0.0.1:4712/callback",
        "http://127.0.0.1:4711/callback/",
        "http://127.0.0.1:4711/other",
        "https://127.0.0.1:4711/callback",
        "http://localhost:4711/callback",
        "https://evil.example/callback",
        "citizen://callback",
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        let url = phone.up_to_browser(&mut provider);
        let good = provider.authorize(&url);
        let mut bad = Url::parse(bad).unwrap();
        bad.set_query(good.query());
        phone.event(Event::Redirect { url: bad });
        assert_eq!(phone.told, [IdentityError::Redirect]);
        assert_eq!(phone.state(), StateName::Authenticating);
    }
}

#[test]
fn an_answer_counts_once_and_not_for_ever() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let url = phone.up_to_browser(&mut provider);
    let good = provider.authorize(&url);
    phone.event(Event::Redirect { url: good.clone() });
    phone.event(Event::Redirect { url: good });
    assert_eq!(
        (phone.told.as_slice(), phone.wire.len()),
        ([IdentityError::Redirect].as_slice(), 1)
    );

    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let url = phone.up_to_browser(&mut provider);
    let late = provider.authorize(&url);
    phone.wait_secs(16 * 60);
    phone.event(Event::Redirect { url: late });
    assert_eq!(
        (phone.told.as_slice(), phone.state()),
        ([IdentityError::TimedOut].as_slice(), StateName::SignedOut)
    );
}

#[test]
fn the_issuer_may_be_absent_where_it_is_not_announced_but_never_wrong() {
    for (query, ends) in [
        ("", StateName::SignedIn),
        (&*format!("&iss={ISSUER}"), StateName::SignedIn),
        ("&iss=https://evil.example", StateName::Authenticating),
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.description["authorization_response_iss_parameter_supported"] = false.into();
        let url = phone.up_to_browser(&mut provider);
        let mut back = provider.authorize(&url);
        let bare = back.query().unwrap().split("&iss=").next().unwrap().to_owned();
        back.set_query(Some(&format!("{bare}{query}")));
        phone.event(Event::Redirect { url: back });
        phone.settle(&mut provider);
        assert_eq!(phone.state(), ends, "{query}");
    }
}

#[test]
fn the_browser_comes_back_only_to_loopback_or_an_app_link() {
    for (uri, starts) in [
        (CALLBACK, true),
        ("http://[::1]:4711/callback", true),
        ("https://app.tinh.example/callback", true),
        ("http://localhost:4711/callback", false),
        ("http://192.168.1.2/callback", false),
        ("http://tinh.example/callback", false),
        ("citizen://callback", false),
        ("https://a:b@tinh.example/callback", false),
        ("https://tinh.example/callback?x=1", false),
        ("https://tinh.example/callback#x", false),
    ] {
        let mut phone = Phone::new();
        phone.event(Event::Begin {
            redirect_uri: Url::parse(uri).unwrap(),
        });
        assert_eq!(phone.state() == StateName::Authenticating, starts, "{uri}");
        assert_eq!(phone.told == [IdentityError::Address], !starts, "{uri}");
    }
}
