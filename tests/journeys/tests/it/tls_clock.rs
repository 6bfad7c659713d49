//! Phones whose clock is wrong, against a province over TLS. The program takes this computer's clock as the phone's; here
//! the province, its certificates and its answers live at another time instead. The facade with a moved clock on the same
//! home folder stands for the day on which a clock went wrong.

use citizen_client::net::http::HttpTransport;
use citizen_client::net::trust::{NetworkTrust, PackTrust};
use citizen_client::system::SystemClock;
use citizen_client::{Client, ReportRequest, Shipped};
use citizen_domain::Timestamp;
use citizen_domain::message::Lang;
use citizen_domain::pack::HostPins;
use citizen_domain::ports::{Clock as _, Method, Request, Transport as _, TransportError};
use citizen_journeys::phone::{arg, block_on};
use citizen_journeys::tls::today;
use citizen_journeys::{Phone, Served, Tls, Town, browser};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_testkit::{TestCa, TlsServer};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;
const YEAR: i64 = 365 * DAY;

/// How far a phone's clock may be off.
const OFF: [i64; 6] = [-10 * YEAR, -DAY, -11 * MINUTE, 11 * MINUTE, YEAR, 20 * YEAR];

fn moved(phone: &Phone, ms: i64) -> Client {
    let device = Arc::new(SystemClock::shifted(ms));
    Client::open_on(&phone.home(), "default", Shipped::default(), device).unwrap()
}

fn report(text: &str) -> ReportRequest {
    ReportRequest {
        category: "giao_thong".into(),
        text: text.into(),
        ..ReportRequest::default()
    }
}

/// As a person reads it.
fn day(at: Timestamp) -> String {
    let date = at.local();
    format!("{}/{}/{}", date.day(), u8::from(date.month()), date.year())
}

fn near(a: Timestamp, b: Timestamp) -> bool {
    a.millis().abs_diff(b.millis()) < 60_000
}

/// A phone that is signed in goes on: it renews, sends and receives, and its owner is told which date to set.
#[test]
fn a_wrong_clock_stops_nothing_over_tls() {
    let tls = Tls::new(today());
    let town = Town::over_tls(&tls);
    for off in OFF {
        let phone = Phone::over_tls(&town.base_url(), &tls);
        let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
        assert_eq!(said.code, Some(0), "{off}: {said:#?}");

        let wrong = moved(&phone, off);
        let filed = wrong.file_report(&report("Khi đồng hồ sai.")).unwrap();
        let id = filed.report.id;
        let sync = wrong.block_on(wrong.sync()).unwrap();
        assert_eq!((sync.sent, sync.trouble), (1, None), "{off}: {sync:?}");
        assert!(sync.waiting.is_empty(), "{off}: {sync:?}");
        assert!(town.reports().iter().any(|r| r.id == id), "{off}");
        assert!(near(wrong.now(), today()), "{off}: goes by {}", wrong.now());
        let advice = sync.clock.expect("the owner is told");
        // In the words of home: what the device shows, and what to set it to.
        let words = wrong
            .show_home(Lang::Vi)
            .unwrap()
            .clock
            .expect("home says it")
            .display;
        for at in [today().plus_millis(off), today()] {
            let date = day(at);
            assert!(words.contains(&date), "{off}: {date} is not in {words}");
        }
        assert!(near(advice.set_to.unwrap(), today()), "{off}: {advice:?}");
        assert!(near(advice.device, today().plus_millis(off)), "{off}: {advice:?}");
        // The session that was renewed, or not, is good until its true end.
        let session = wrong.session().unwrap();
        assert!(
            session.signed_in && session.expires_at.unwrap() > today(),
            "{off}: {session:?}"
        );
        wrong.shutdown().unwrap();
        drop(wrong);

        // An hour later the access has ended: it is renewed, whatever the clock shows.
        town.shift_clock(60 * MINUTE);
        let wrong = moved(&phone, off + 60 * MINUTE);
        let synced = wrong.block_on(wrong.sync()).unwrap();
        assert_eq!(
            (synced.trouble, synced.outcome),
            (None, None),
            "{off}: {synced:?}"
        );
        let end = wrong.session().unwrap().expires_at.unwrap();
        assert!(
            end > today().plus_millis(60 * MINUTE),
            "{off}: not renewed: {end}"
        );
        wrong.shutdown().unwrap();
        drop(wrong);
        town.shift_clock(0);

        // Nothing of the wrong clock stays behind.
        let right = phone.run(&["sync"]).ok();
        assert_eq!(right["sent"], 0, "{off}: {right}");
    }
}

/// Whoever is signed out signs in under a wrong clock: all that the protocol does here passes, and the person learns before
/// the browser opens when that would refuse the page.
#[test]
fn signing_in_passes_whatever_the_clock_shows() {
    let tls = Tls::new(today());
    let town = Town::over_tls(&tls);
    for off in OFF {
        let phone = Phone::over_tls(&town.base_url(), &tls);
        let wrong = moved(&phone, off);
        let back = url::Url::parse("http://127.0.0.1:9/callback").unwrap();
        let page = wrong.block_on(wrong.begin_sign_in(back)).unwrap();
        assert!(
            wrong.clock_advice().is_some(),
            "{off}: told before the browser opens"
        );
        // The certificate is good from thirty days before today to sixty days after.
        assert_eq!(wrong.browser_would_refuse(&page), off.abs() >= YEAR, "{off}");
        let answer = block_on(browser::choose(tls.ca.pem(), page.as_str(), MAIN_RESIDENT.sub));
        let answer = url::Url::parse(&answer).unwrap();
        let session = wrong.block_on(wrong.finish_sign_in(answer)).unwrap();
        assert!(session.signed_in, "{off}");
        let end = session.expires_at.unwrap();
        assert!(end > today() && end < today().plus_millis(DAY), "{off}: {end}");
    }
}

/// The provider is somebody else's, and nothing pins its keys: the province, whose keys the pack names, says what time it is.
#[test]
fn a_provider_that_nothing_pins_is_met_at_the_provinces_time() {
    let tls = Tls::new(today());
    let provider = Town::named(&tls);
    let folder = tempfile::tempdir().unwrap();
    let (issuer, root) = (provider.base_url(), tls.root());
    let (cert, key, next) = (arg(&tls.now.0), arg(&tls.now.1), arg(&tls.next.0));
    let province = Served::start(
        folder.path(),
        &[
            "--issuer",
            &issuer,
            "--client-id",
            "citizen",
            "--provider-root",
            &root,
            "--tls-cert",
            &cert,
            "--tls-key",
            &key,
            "--tls-next",
            &next,
        ],
    );
    for off in OFF {
        let phone = Phone::over_tls(&province.base_url, &tls);
        let wrong = moved(&phone, off);
        let back = url::Url::parse("http://127.0.0.1:9/callback").unwrap();
        let page = wrong.block_on(wrong.begin_sign_in(back)).unwrap();
        assert!(page.as_str().starts_with(&issuer), "{off}: {page}");
        let answer = block_on(browser::choose(tls.ca.pem(), page.as_str(), MAIN_RESIDENT.sub));
        let answer = url::Url::parse(&answer).unwrap();
        assert!(
            wrong.block_on(wrong.finish_sign_in(answer)).unwrap().signed_in,
            "{off}"
        );
        let id = wrong
            .file_report(&report("Nhà khác cấp phiên."))
            .unwrap()
            .report
            .id;
        let synced = wrong.block_on(wrong.sync()).unwrap();
        assert_eq!((synced.sent, synced.trouble), (1, None), "{off}: {id}");
    }
}

/// The real program: here the province lives at another time, so that to it this computer's clock is the wrong one.
#[test]
fn the_program_says_which_date_to_set() {
    // Not further on than the pack that the phone holds says, which was made at the province's time.
    for off in [-400 * DAY, 11 * MINUTE, 3 * DAY] {
        let there = today().plus_millis(off);
        let tls = Tls::new(there);
        let town = Town::elsewhen(&tls, off, true);
        let phone = Phone::new();
        let said = phone.run(&["init", "--province", &town.base_url(), "--tls-root", &tls.root()]);
        if off == -400 * DAY {
            // First contact, and no pin that could say who is wrong.
            assert_eq!(said.refused(8), "net.certificate_expired");
            continue;
        }
        assert_eq!(said.code, Some(0), "{off}: {said:#?}");
        let login = phone.begin_login(&["login", "--no-browser"]).unwrap();
        let url = login.url.clone();
        block_on(browser::sign_in(tls.ca.pem(), &url, MAIN_RESIDENT.sub));
        let said = login.end();
        assert_eq!(said.code, Some(0), "{off}: {said:#?}");
        let told = &said.objects[0]["clock"]["set_to"];
        assert!(
            near(Timestamp::parse(told.as_str().unwrap()).unwrap(), there),
            "{off}: {said:#?}"
        );
        let date = there.local();
        let words = format!("{}/{}", date.day(), u8::from(date.month()));
        assert!(
            said.stderr.contains(&words),
            "{off}: {words} is not in {}",
            said.stderr
        );
        let id = phone.report("Theo giờ của tỉnh.", &[]);
        assert_eq!(phone.run(&["sync"]).ok()["sent"], 1, "{off}");
        assert!(town.reports().iter().any(|r| r.id == id));
        let doctor = phone.run(&["doctor"]).ok();
        let clock = doctor["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["name"] == "clock")
            .unwrap()
            .clone();
        assert_eq!(clock["ok"], false, "{off}: {clock}");
        assert!(
            clock["detail"].as_str().unwrap().contains(&words),
            "{off}: {clock}"
        );
    }
}

/// The real program, three months on: the certificate was renewed meanwhile, and this computer's clock stood still. The
/// browser would refuse; its owner knows before it opens.
#[test]
fn the_program_warns_before_the_browser_opens() {
    let tls = Tls::new(today());
    let mut town = Town::over_tls(&tls);
    let phone = Phone::over_tls(&town.base_url(), &tls);
    let login = phone.begin_login(&["login", "--no-browser"]).unwrap();
    block_on(browser::sign_in(
        tls.ca.pem(),
        &login.url.clone(),
        MAIN_RESIDENT.sub,
    ));
    let said = login.end();
    assert_eq!(said.code, Some(0), "{said:#?}");
    assert!(
        said.objects[0].get("clock").is_none(),
        "the clock is right: {said:#?}"
    );
    assert!(said.objects[0].get("browser_would_refuse").is_none(), "{said:#?}");

    let there = today().plus_millis(90 * DAY);
    town.close();
    town.shift_clock(90 * DAY);
    let renewed = tls.renewed_next(there);
    town.change_certificate(&renewed, &tls.after);
    town.reopen();
    let login = phone.begin_login(&["login", "--no-browser"]).unwrap();
    block_on(browser::sign_in_at(
        tls.ca.pem(),
        there,
        &login.url.clone(),
        MAIN_RESIDENT.sub,
    ));
    let said = login.end();
    assert_eq!(said.code, Some(0), "{said:#?}");
    assert_eq!(said.objects[0]["browser_would_refuse"], true, "{said:#?}");
    let told = said.objects[0]["clock"]["set_to"].as_str().unwrap();
    assert!(near(Timestamp::parse(told).unwrap(), there), "{told}");
    assert!(said.stderr.contains("Trình duyệt"), "{}", said.stderr);
}

/// Without a pin nobody can say whether the clock or the server is wrong: everything is kept, and the reason is said.
#[test]
fn without_a_pin_a_wrong_clock_waits_and_says_why() {
    let tls = Tls::new(today());
    let town = Town::elsewhen(&tls, 0, false);
    for off in [-10 * YEAR, 20 * YEAR] {
        let phone = Phone::over_tls(&town.base_url(), &tls);
        let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
        assert_eq!(said.code, Some(0), "{off}: {said:#?}");
        let before = town.reports().len();
        let wrong = moved(&phone, off);
        let id = wrong.file_report(&report("Chờ đặt lại giờ.")).unwrap().report.id;
        let sync = wrong.block_on(wrong.sync()).unwrap();
        if off < 0 {
            // It is known to be later than the device says, and at that time the certificate is good.
            assert_eq!(sync.sent, 1, "{sync:?}");
            continue;
        }
        assert_eq!(
            (sync.sent, sync.trouble),
            (0, Some("net.clock")),
            "{off}: {sync:?}"
        );
        let reasons: Vec<_> = sync.waiting.iter().map(|w| w.reason.as_str()).collect();
        assert_eq!(reasons, ["clock"], "{off}");
        wrong.shutdown().unwrap();
        drop(wrong);
        assert_eq!(town.reports().len(), before);
        // Set right: it goes by itself.
        phone.settle();
        assert!(town.reports().iter().any(|r| r.id == id), "{off}");
    }
}

/// The connection that only asks for the time shows a server nothing: no credential, no cookie, nothing of the person. And
/// what the server says is the time at which its certificate must be good.
#[test]
fn the_time_is_asked_for_with_empty_hands() {
    let now = today();
    let ca = TestCa::new(now);
    let ours = ca.loopback(now);
    let pack = PackTrust {
        pins: vec![HostPins {
            host: "127.0.0.1".into(),
            spki_sha256: vec![ours.pin.clone(), "00".repeat(32)],
            valid_from: now.plus_millis(-DAY),
            expires_at: now.plus_millis(YEAR),
        }],
        not_before: now.plus_millis(-DAY),
        not_after: now.plus_millis(YEAR),
        demonstration: false,
    };
    let here = ["127.0.0.1"];
    let with_our_key = |from: i64, to: i64| {
        ca.identity_with_key(&ours.key_pem, &here, now.plus_millis(from), now.plus_millis(to))
    };
    // (the certificate, the date that the server says, what is refused)
    for (name, identity, says, refused) in [
        ("good", with_our_key(-30 * DAY, 60 * DAY), Some(0), None),
        (
            "expired",
            with_our_key(-90 * DAY, -DAY),
            Some(0),
            Some(TransportError::CertificateExpired),
        ),
        (
            "too early",
            with_our_key(DAY, 60 * DAY),
            Some(0),
            Some(TransportError::CertificateNotYetValid),
        ),
        // A date within its days, but before what is known to be past.
        (
            "old",
            with_our_key(-900 * DAY, -800 * DAY),
            Some(-850 * DAY),
            Some(TransportError::Clock),
        ),
        (
            "no date",
            with_our_key(-30 * DAY, 60 * DAY),
            None,
            Some(TransportError::Clock),
        ),
        (
            "another key",
            ca.loopback(now),
            Some(0),
            Some(TransportError::CertificatePin),
        ),
        (
            "another host",
            ca.identity_with_key(
                &ours.key_pem,
                &["elsewhere.example"],
                now.plus_millis(-DAY),
                now.plus_millis(DAY),
            ),
            Some(0),
            Some(TransportError::CertificateHost),
        ),
        (
            "another authority",
            TestCa::new(now).identity_with_key(
                &ours.key_pem,
                &here,
                now.plus_millis(-DAY),
                now.plus_millis(DAY),
            ),
            Some(0),
            Some(TransportError::CertificateIssuer),
        ),
    ] {
        let date = says.map_or(String::new(), |ms| {
            let at =
                SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.millis() + ms).unwrap());
            format!("Date: {}\r\n", httpdate::fmt_http_date(at))
        });
        let answer =
            format!("HTTP/1.1 404 Not Found\r\n{date}Content-Length: 0\r\nConnection: close\r\n\r\n");
        let server = TlsServer::start(&identity, move |_| answer.clone().into_bytes());
        let trust = Arc::new(NetworkTrust::new(Arc::new(SystemClock::shifted(20 * YEAR))));
        trust.with_own_roots(ca.pem()).unwrap();
        trust.use_pack(&pack);
        let transport = HttpTransport::new(Arc::clone(&trust)).unwrap();
        let url = url::Url::parse(&format!("{}/v1/changes?cursor=x", server.url())).unwrap();
        let request = Request::new(Method::Get, url).header("authorization", "DPoP secret");
        let answered = block_on(transport.send(request)).map(|response| response.status);
        assert_eq!(answered, refused.map_or(Ok(404), Err), "{name}");
        assert_eq!(trust.clock().is_learned(), refused.is_none(), "{name}");
        if refused.is_none() {
            assert!(near(trust.clock().now(), now), "{name}");
        }

        let seen = server.seen();
        let handshakes = !matches!(
            refused,
            Some(
                TransportError::CertificatePin
                    | TransportError::CertificateHost
                    | TransportError::CertificateIssuer
            )
        );
        assert_eq!(
            seen.len(),
            usize::from(handshakes) + usize::from(refused.is_none()),
            "{name}: {seen:?}"
        );
        if let Some(first) = seen.first().map(|head| head.to_ascii_lowercase()) {
            assert!(first.starts_with("head / http/1.1\r\n"), "{name}: {first}");
            let mut names = first
                .lines()
                .skip(1)
                .filter_map(|l| l.split_once(':'))
                .map(|(n, _)| n);
            assert!(
                names.all(|n| ["host", "accept", "user-agent"].contains(&n)),
                "{name}: {first}"
            );
        }
    }
}
