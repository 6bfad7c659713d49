//! Servers that are not to be believed: each is refused in its own words, with exit status 8, and gets nothing to see.

use citizen_journeys::tls::today;
use citizen_journeys::{Phone, Tls};
use citizen_testkit::{Identity, TestCa, TlsServer};

const DAY_MS: i64 = 86_400_000;

fn not_found(_: &[u8]) -> Vec<u8> {
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec()
}

/// `ServerHello` of TLS 1.1 (RFC 4346 §7.4.1.3) with `TLS_RSA_WITH_AES_128_CBC_SHA`.
fn tls_1_1() -> Vec<u8> {
    let mut hello = vec![0x03, 0x02];
    hello.extend([7; 32]);
    hello.extend([0, 0x00, 0x2f, 0]);
    let mut record = vec![0x16, 0x03, 0x02, 0, u8::try_from(hello.len() + 4).unwrap()];
    record.extend([2, 0, 0, u8::try_from(hello.len()).unwrap()]);
    record.extend(hello);
    record
}

#[test]
fn each_bad_server_is_refused_in_its_own_words() {
    let now = today();
    let tls = Tls::new(now);
    let ca = &tls.ca;
    let here = ["127.0.0.1"];
    let day = |days: i64| now.plus_millis(days * DAY_MS);
    let with = |identity: &Identity| TlsServer::start(identity, not_found);
    let redirect = |location: &str| {
        let answer = format!(
            "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        TlsServer::start(&ca.loopback(now), move |_| answer.clone().into_bytes())
    };
    // Expired a minute ago, valid in a minute: the edges are not soft.
    for (server, code) in [
        (TlsServer::raw(tls_1_1()), "net.tls_version"),
        // A server of TLS 1.1 that read our hello says so by an alert (`protocol_version`).
        (TlsServer::raw(vec![0x15, 3, 1, 0, 2, 2, 70]), "net.tls_version"),
        (TlsServer::raw(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), "net.tls"),
        (
            with(&ca.identity(&["elsewhere.example"], day(-1), day(1))),
            "net.certificate_host",
        ),
        (
            with(&ca.identity(&["127.0.0.2"], day(-1), day(1))),
            "net.certificate_host",
        ),
        (
            with(&ca.identity(&here, day(-30), now.plus_millis(-60_000))),
            "net.certificate_expired",
        ),
        (
            with(&ca.identity(&here, now.plus_millis(60_000), day(30))),
            "net.certificate_not_yet_valid",
        ),
        (with(&Identity::self_signed(now)), "net.certificate_self_signed"),
        (with(&TestCa::new(now).loopback(now)), "net.certificate_issuer"),
        (redirect("http://127.0.0.1:9/"), "net.redirect"),
        (redirect("https://127.0.0.1:9/"), "net.redirect"),
        (redirect("https://elsewhere.example/"), "net.redirect"),
        (redirect("//elsewhere.example/"), "net.redirect"),
    ] {
        let phone = Phone::new();
        let said = phone.run(&["init", "--province", &server.url(), "--tls-root", &tls.root()]);
        assert_eq!(said.refused(8), code);
        let seen = server.seen();
        assert_eq!(
            seen.len(),
            usize::from(code == "net.redirect"),
            "{code}: {seen:?}"
        );
    }
    // The control: the same with a good certificate gets through, and a redirect on the same host is just no answer.
    for server in [with(&ca.loopback(now)), redirect("/elsewhere")] {
        let phone = Phone::new();
        let said = phone.run(&["init", "--province", &server.url(), "--tls-root", &tls.root()]);
        assert_ne!(said.code, Some(8), "{said:#?}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn cleartext_goes_to_this_machine_only() {
    for address in [
        "http://province.example/",
        "http://192.0.2.1/",
        "http://127.0.0.1.example/",
    ] {
        let said = Phone::new().run(&["init", "--province", address]);
        assert_eq!(said.refused(8), "client.bad_address", "{address}");
    }
}

#[test]
fn a_file_that_holds_no_authority_is_refused() {
    let phone = Phone::new();
    for (name, text) in [
        ("empty.pem", ""),
        ("words.pem", "không phải chứng thư"),
        (
            "cut.pem",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        ),
    ] {
        let file = phone.file(name, text.as_bytes());
        let said = phone.run(&["init", "--province", "https://127.0.0.1:9/", "--tls-root", &file]);
        assert_eq!(said.refused(3), "client.bad_tls_roots", "{name}");
    }
}
