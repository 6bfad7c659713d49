//! Two programs: one province signs people in, the other takes it as its outside OpenID provider.

use citizen_journeys::phone::arg;
use citizen_journeys::tls::today;
use citizen_journeys::{Phone, Served, Tls, Town};
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use serde_json::Value;

/// Signs in, follows, reports and syncs; gives what officials see of the report.
fn story(province: &Served) -> Value {
    let phone = Phone::of(&province.base_url);
    let said = phone.login(MAIN_RESIDENT.sub);
    assert_eq!(said.code, Some(0), "{said:#?}");
    let who = phone.run(&["whoami"]).ok();
    assert_eq!(who["display_name"], MAIN_RESIDENT.display_name);

    let added = province.officials(&[
        "dossier",
        "add",
        "--owner",
        OTHER_RESIDENT.id_number,
        "--procedure",
        "9.000001",
        "--secret",
        "hush-12",
    ]);
    let code = added["dossier"]["code"].as_str().unwrap();
    let bare = phone.run(&["dossier", "follow", code]);
    assert!(
        bare.objects[0]["dossier"]["procedure"].is_null(),
        "somebody else's: {bare:#?}"
    );
    let followed = phone
        .run(&["dossier", "follow", code, "--secret", "hush-12"])
        .ok();
    assert!(
        !followed["dossier"]["procedure"].is_null(),
        "the slip's secret opens it: {followed}"
    );

    let id = phone.report("Đèn đường hỏng trước số 12.", &[]);
    phone.settle();
    let shown = phone.run(&["report", "show", &id]).ok();
    assert_eq!(shown["report"]["state"], "accepted", "{shown}");
    let reports = province.officials(&["report", "list"]);
    let reports = reports["reports"].as_array().unwrap();
    assert_eq!(reports.len(), 1, "{reports:?}");
    assert_eq!(reports[0]["id"], id.as_str());
    reports[0].clone()
}

/// The provider tells a registered resource server who somebody is: the province knows the number, and its own dossiers of
/// that resident are theirs.
#[test]
fn a_province_that_asks_its_provider_knows_whose_dossiers_they_are() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "hush-34\n").unwrap();
    let secret = arg(secret.path());
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let provider = Served::start(one.path(), &["--resource-server", &format!("second={secret}")]);
    let province = Served::start(
        two.path(),
        &[
            "--issuer",
            &provider.base_url,
            "--client-id",
            "citizen",
            "--resource-id",
            "second",
            "--client-secret-file",
            &secret,
        ],
    );
    assert_eq!(province.said("issuer"), provider.base_url);
    assert_eq!(story(&province)["anonymous"], false);
    let phone = Phone::signed_in(&province.base_url);
    let own = province.officials(&[
        "dossier",
        "add",
        "--owner",
        MAIN_RESIDENT.id_number,
        "--procedure",
        "9.000001",
    ]);
    let code = own["dossier"]["code"].as_str().unwrap();
    let followed = phone.run(&["dossier", "follow", code]).ok();
    assert!(
        !followed["dossier"]["procedure"].is_null(),
        "it is theirs: {followed}"
    );
    assert_eq!(
        provider.officials(&["report", "list"])["reports"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_province_with_an_outside_provider_serves_its_people() {
    let provider = Town::open();
    let folder = tempfile::tempdir().unwrap();
    let province = Served::start(
        folder.path(),
        &["--issuer", &provider.base_url(), "--client-id", "citizen"],
    );
    assert_eq!(province.said("issuer"), provider.base_url());
    let report = story(&province);
    assert_eq!(report["anonymous"], false, "{report}");
    assert!(
        provider.reports().is_empty(),
        "the provider signs in, and knows of nothing else"
    );
}

/// The provider's certificate is of the operator's own authority: the gateway is told of it, and so is the phone. Without that
/// nobody's token can be checked, and what was to be sent waits.
#[test]
fn an_outside_provider_of_a_private_authority_is_trusted_where_it_was_named() {
    let tls = Tls::new(today());
    let provider = Town::over_tls(&tls);
    for told in [true, false] {
        let issuer = provider.base_url();
        let root = tls.root();
        let named = ["--provider-root", root.as_str()];
        let named = if told { &named[..] } else { &[] };
        let folder = tempfile::tempdir().unwrap();
        let province = Served::start(
            folder.path(),
            &[&["--issuer", issuer.as_str(), "--client-id", "citizen"], named].concat(),
        );
        let phone = Phone::over_tls(&province.base_url, &tls);
        let said = phone.login_over_tls(&tls, MAIN_RESIDENT.sub);
        assert_eq!(said.code, Some(0), "{told}: {said:#?}");
        let id = phone.report("Đèn đường hỏng trước số 12.", &[]);
        let sync = phone.run(&["sync"]);
        assert_eq!(sync.code, Some(if told { 0 } else { 6 }), "{told}: {sync:#?}");
        let accepted = phone.run(&["report", "show", &id]).ok()["report"]["state"] == "accepted";
        assert_eq!(accepted, told);
    }
}
