//! The main job over TLS: the province is a process of its own with a certificate of a test authority, as an integrator's
//! would be.

use citizen_client::system::SystemClock;
use citizen_client::{Client, Shipped};
use citizen_journeys::phone::{arg, block_on};
use citizen_journeys::program::base_pack;
use citizen_journeys::tls::today;
use citizen_journeys::{Phone, Served, Tls, Town, browser};
use citizen_province::demo::MAIN_RESIDENT;
use std::sync::Arc;

/// A province with a certificate.
fn serve(data: &std::path::Path, tls: &Tls) -> Served {
    let (cert, key) = &tls.now;
    let more = [
        "--pack",
        &arg(&base_pack()),
        "--tls-cert",
        &arg(cert),
        "--tls-key",
        &arg(key),
        "--tls-next",
        &arg(&tls.next.0),
    ];
    let province = Served::start(data, &more);
    assert!(
        province.base_url.starts_with("https://127.0.0.1:"),
        "{}",
        province.ready
    );
    assert!(
        province.said("issuer").starts_with("https://"),
        "{}",
        province.ready
    );
    province
}

#[test]
fn the_whole_story_over_tls() {
    let tls = Tls::new(today());
    let folder = tempfile::tempdir().unwrap();
    let province = serve(folder.path(), &tls);
    let data = arg(&folder.path().join("province"));

    // Without the authority, nobody vouches for the server; with it, the phone comes to know the province.
    let stranger = Phone::new();
    let refused = stranger
        .run(&["init", "--province", &province.base_url])
        .refused(8);
    assert_eq!(refused, "net.certificate_issuer");
    let phone = Phone::over_tls(&province.base_url, &tls);
    let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
    assert_eq!(said.code, Some(0), "{said:#?}");

    let official = |args: &[&str]| {
        let all = [&["province"], args, &["--data", &data]].concat();
        phone.run(&all).ok()
    };
    let shown = phone.run(&["doctor"]).ok();
    let tls_check = shown["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["name"] == "tls")
        .unwrap();
    let detail = tls_check["detail"].as_str().unwrap();
    assert!(
        detail.contains("127.0.0.1") && detail.contains("đơn vị tích hợp"),
        "{detail}"
    );

    // A report with its photo, and the receipt.
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(6).jpeg());
    let id = phone.report("Đèn đường tắt trước số nhà 12.", &["--photo", &photo]);
    let sync = phone.run(&["sync"]).ok();
    assert_eq!(sync["sent"], 1, "{sync}");
    let receipt = phone.run(&["receipt", "show", &id]).ok();
    assert_eq!(receipt["receipt"]["verified"], true, "{receipt}");
    assert_eq!(
        receipt["receipt"]["attachments"].as_array().unwrap().len(),
        1,
        "{receipt}"
    );
    let reports = official(&["report", "list"]);
    assert_eq!(reports["reports"].as_array().unwrap().len(), 1, "{reports}");

    // A dossier that ends, and its rating.
    let procedure = phone.run(&["search", "khai sinh", "--kind", "procedure"]).ok();
    let procedure = procedure["hits"][0]["code"].as_str().unwrap().to_owned();
    let owner = MAIN_RESIDENT.sub;
    let added = official(&["dossier", "add", "--owner", owner, "--procedure", &procedure]);
    let code = added["dossier"]["code"].as_str().unwrap().to_owned();
    phone.run(&["dossier", "follow", &code]).ok();
    official(&["dossier", "advance", &code, "--status", "4"]);
    official(&["dossier", "advance", &code, "--status", "9"]);
    phone.run(&["sync"]).ok();
    let shown = phone.run(&["dossier", "show", &code]).ok();
    assert_eq!(shown["dossier"]["ratable"], true, "{shown}");
    let answers = phone.answers(&code);
    let rated = phone.run(&["rate", &code, "--answers", &answers]).ok();
    assert!(rated["rating"]["state"].is_string(), "{rated}");
    phone.settle();
}

/// The certificate is replaced by the one that was pinned as a backup; the newer pack then pins the one after it.
#[test]
fn a_pinned_key_can_be_changed_and_no_other_is_taken() {
    let tls = Tls::new(today());
    let mut town = Town::over_tls(&tls);
    let phone = Phone::over_tls(&town.base_url(), &tls);
    let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
    assert_eq!(said.code, Some(0), "{said:#?}");
    let version = phone.run(&["pack", "show"]).ok()["pack"]["version"]
        .as_u64()
        .unwrap();

    // The backup pin works, and the pack that comes over it pins the next pair.
    town.close();
    town.change_certificate(&tls.next, &tls.after);
    town.reopen();
    let updated = phone.run(&["pack", "update"]).ok();
    assert!(
        updated["pack"]["version"].as_u64().unwrap() > version,
        "{updated}"
    );

    // The first key is no longer one of the province's.
    town.close();
    town.change_certificate(&tls.now, &tls.after);
    town.reopen();
    assert_eq!(phone.run(&["pack", "update"]).refused(8), "net.certificate_pin");
    let id = phone.report("Chờ khóa đúng.", &[]);
    let sync = phone.run(&["sync"]).ended(8);
    assert_eq!(sync["trouble"], "net.certificate_pin", "{sync}");
    assert_eq!(sync["sent"], 0);

    // The one after: what waited is sent.
    town.close();
    town.change_certificate(&tls.after, &tls.next);
    town.reopen();
    phone.run(&["outbox", "retry"]).ok();
    phone.run(&["sync"]).ok();
    assert_eq!(town.reports().into_iter().map(|r| r.id).collect::<Vec<_>>(), [id]);
}

/// Somebody who has the address and a certificate of the same authority, but not the key, gets no credential to see.
#[test]
fn nothing_reaches_a_server_with_another_key() {
    let tls = Tls::new(today());
    let mut town = Town::over_tls(&tls);
    let phone = Phone::over_tls(&town.base_url(), &tls);
    let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
    assert_eq!(said.code, Some(0), "{said:#?}");
    town.close();
    town.change_certificate(&tls.after, &tls.next);
    town.reopen();
    let sync = phone.run(&["sync"]).ended(8);
    assert_eq!(sync["trouble"], "net.certificate_pin", "{sync}");
    assert_eq!(phone.run(&["pack", "update"]).refused(8), "net.certificate_pin");
    // The session is not lost for it.
    assert!(phone.run(&["whoami"]).objects[0]["display_name"].is_string());
}

/// Over TLS a sign-in costs no request more than without: what the requests on the way there showed of the server and its
/// time is enough to say whether the browser will take the page.
#[test]
fn a_sign_in_over_tls_takes_no_more_round_trips_than_it_must() {
    let tls = Tls::new(today());
    let town = Town::over_tls(&tls);
    let phone = Phone::over_tls(&town.base_url(), &tls);
    let device = Arc::new(SystemClock::default());
    let client = Client::open_on(&phone.home(), "default", Shipped::default(), device).unwrap();
    // Description, parameters ahead, code, keys; the second time description and keys are there already.
    for most in [4, 2] {
        let before = client.traffic().requests;
        let back = url::Url::parse("http://127.0.0.1:9/callback").unwrap();
        let page = client.block_on(client.begin_sign_in(back)).unwrap();
        assert!(!client.browser_would_refuse(&page));
        let answer = block_on(browser::choose(tls.ca.pem(), page.as_str(), MAIN_RESIDENT.sub));
        let answer = url::Url::parse(&answer).unwrap();
        assert!(client.block_on(client.finish_sign_in(answer)).unwrap().signed_in);
        assert_eq!(client.traffic().requests - before, most);
        client.block_on(client.sign_out()).unwrap();
    }
}
