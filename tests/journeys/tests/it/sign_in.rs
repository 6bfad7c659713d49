//! Signing in and out, and what others who reach the loopback port or steal a session can do.

use citizen_journeys::phone::block_on;
use citizen_journeys::{Fault, Phone, Proxy, Town, browser, keys};
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use citizen_province::oidc::robot;
use std::io::{Read, Write};
use std::net::TcpStream;
use url::Url;

const PERSON: [&str; 6] = [
    "signed_in",
    "display_name",
    "id_last4",
    "account_type",
    "assurance_level",
    "expires_at",
];

/// Asks the program that waits for the browser, as one would; its page.
fn knock(port: u16, target: &str, host: &str) -> String {
    let mut line = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        line,
        "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut page = String::new();
    line.read_to_string(&mut page).unwrap();
    page
}

#[test]
fn a_resident_signs_in_and_out() {
    let mut town = Town::open();
    let phone = Phone::of(&town.base_url());
    let nobody = phone.run(&["whoami"]).ended(5);
    assert_eq!(nobody["signed_in"], false);

    let said = phone.login(MAIN_RESIDENT.sub);
    assert_eq!((said.code, said.objects.len()), (Some(0), 2), "{said:#?}");
    keys(&said.objects[0], &["authorize_url"]);
    keys(&said.objects[1], &PERSON);
    let who = phone.run(&["whoami"]).ok();
    keys(&who, &PERSON);
    keys(&who, &["age_band"]);
    assert_eq!(who["display_name"], MAIN_RESIDENT.display_name);
    assert_eq!(who["id_last4"], "0001");
    assert!(
        !who.to_string().contains(MAIN_RESIDENT.id_number),
        "the whole number is shown"
    );

    // Signing out needs no network, and tells the province when there is one.
    town.close();
    let out = phone.run(&["logout"]).ok();
    assert_eq!(
        (&out["signed_out"], &out["delivered"]),
        (&true.into(), &false.into()),
        "{out}"
    );
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    phone.run(&["sync"]).ended(6);
    town.reopen();
    phone.run(&["sync"]).ok();
    let again = phone.run(&["logout"]).ok();
    assert_eq!(
        (&again["signed_out"], &again["delivered"]),
        (&true.into(), &true.into()),
        "{again}"
    );
}

/// The fewest round trips that the standards allow: description, parameters sent ahead, code, keys. The nonce for the proof
/// comes with an earlier reply; the second time description and keys are there already.
#[test]
fn a_sign_in_takes_no_more_round_trips_than_it_must() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::of(&line.url());
    let asked = || -> Vec<String> {
        let own = |seen: &citizen_journeys::Seen| {
            let agent = seen.header("user-agent").unwrap_or_default();
            agent.starts_with("citizen/") && !seen.path.starts_with("/oauth/authorize")
        };
        line.seen()
            .iter()
            .filter(|seen| own(seen))
            .map(|seen| seen.path.clone())
            .collect()
    };
    line.pass();
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    let description = "/.well-known/openid-configuration";
    assert_eq!(
        asked(),
        [description, "/oauth/par", "/oauth/token", "/oauth/jwks"]
    );
    phone.run(&["logout"]).ok();
    line.pass();
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    assert_eq!(asked(), ["/oauth/par", "/oauth/token"]);
}

/// What the key ring keeps beyond the program's removal does not come back to life with the next installation.
#[test]
fn an_earlier_installation_s_session_stays_dead() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    std::fs::remove_file(phone.home().join("profiles/default/installation")).unwrap();
    let who = phone.run(&["whoami"]).ended(5);
    assert_eq!(
        (&who["signed_in"], &who["state"]),
        (&false.into(), &"needs_sign_in".into()),
        "{who}"
    );
    phone.run(&["sync"]).ended(5);
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.run(&["sync"]).ok();
}

/// The provider's own session can be ended too, where the person wants it.
#[test]
fn signing_out_everywhere_gives_the_page_for_it() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let out = phone.run(&["logout", "--everywhere", "--no-browser"]).ok();
    assert_eq!(out["signed_out"], true, "{out}");
    let page = Url::parse(out["end_session_url"].as_str().unwrap()).unwrap();
    assert!(page.as_str().starts_with(&town.base_url()), "{page}");
    let asked: Vec<String> = page.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(asked, ["client_id"], "it names nobody");
    assert!(phone.run(&["logout"]).ok().get("end_session_url").is_none());
}

/// A session that could not be given back is given back later, also where somebody has signed in again since.
#[test]
fn what_is_owed_to_the_provider_is_paid_by_the_next_sync() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    line.script(|seen| {
        if seen.path.ends_with("/revoke") {
            Fault::Refuse
        } else {
            Fault::Pass
        }
    });
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    assert!(line.seen().iter().any(|seen| seen.path.ends_with("/revoke")));

    line.pass();
    phone.run(&["sync"]).ok();
    assert!(
        line.seen().iter().any(|seen| seen.path.ends_with("/revoke")),
        "the old session is still good at the provider"
    );
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
}

/// A profile belongs to whoever signed in first: what they wrote never leaves in another's name.
#[test]
fn somebody_else_gets_a_profile_of_their_own() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report("Viết bởi người thứ nhất.", &[]);
    // While the owner is signed in, somebody else's sign-in changes nothing.
    let said = phone.login(OTHER_RESIDENT.sub);
    assert_eq!(said.code, Some(3), "{said:#?}");
    assert_eq!(said.objects[1]["error"]["code"], "client.other_person");
    let message = said.objects[1]["error"]["message"].as_str().unwrap();
    assert!(message.contains("--profile"), "the way is named: {message}");
    let who = phone.run(&["whoami"]).ok();
    assert_eq!(who["display_name"], MAIN_RESIDENT.display_name);
    phone.run(&["logout"]).ok();
    let said = phone.login(OTHER_RESIDENT.sub);
    assert_eq!(said.code, Some(3), "{said:#?}");
    assert_eq!(said.objects[1]["error"]["code"], "client.other_person");
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    assert_eq!(phone.run(&["sync"]).ended(5)["waiting"][0]["reason"], "auth");
    assert!(town.reports().is_empty(), "it left in another's name");

    let own = ["--profile", "hai"];
    phone
        .run(&[&own[..], &["init", "--province", &town.base_url()]].concat())
        .ok();
    let login = phone
        .begin_login(&[&own[..], &["login", "--no-browser"]].concat())
        .unwrap();
    block_on(robot::sign_in(&login.url, OTHER_RESIDENT.sub)).unwrap();
    assert_eq!(login.end().code, Some(0));
    let who = phone.run(&[&own[..], &["whoami"]].concat()).ok();
    assert_eq!(who["display_name"], OTHER_RESIDENT.display_name);

    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.settle();
    assert_eq!(town.reports()[0].id, id);
}

/// A page or program that reaches the port brings an answer of its own: it signs nobody in, and does not keep the real
/// one from arriving.
#[test]
fn a_foreign_redirect_neither_signs_in_nor_ends_the_wait() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::of(&line.url());
    let login = phone
        .begin_login(&["login", "--no-browser", "--timeout", "60"])
        .unwrap();
    // The address went ahead of the browser; whoever guesses ports need not know it.
    let pushed = line
        .seen()
        .into_iter()
        .find(|seen| seen.path == "/oauth/par")
        .unwrap();
    let redirect = url::form_urlencoded::parse(&pushed.body)
        .find(|(name, _)| name == "redirect_uri")
        .unwrap()
        .1
        .into_owned();
    let redirect = Url::parse(&redirect).unwrap();
    let host = format!("127.0.0.1:{}", redirect.port().unwrap());
    for (target, host) in [
        ("/callback?code=stolen&state=guessed", host.as_str()),
        ("/callback?error=access_denied&state=guessed", &host),
        ("/callback?code=stolen", &host),
        ("/callback?code=stolen&state=guessed", "evil.example"),
        ("/elsewhere", &host),
    ] {
        let page = knock(redirect.port().unwrap(), target, host);
        assert!(page.starts_with("HTTP/1.1 "), "{page}");
    }
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    block_on(robot::sign_in(&login.url, MAIN_RESIDENT.sub)).unwrap();
    let said = login.end();
    assert_eq!(said.code, Some(0), "{said:#?}");
    assert_eq!(
        phone.run(&["whoami"]).ok()["display_name"],
        MAIN_RESIDENT.display_name
    );
}

/// The browser's answer came, and the network went before it could be redeemed: nobody is signed in, nothing is asked of the person
/// again, and the next sync ends the sign-in.
#[test]
fn a_sign_in_whose_network_goes_half_way_is_ended_by_the_next_sync() {
    let mut town = Town::open();
    let phone = Phone::of(&town.base_url());
    let login = phone
        .begin_login(&["login", "--no-browser", "--timeout", "60"])
        .unwrap();
    let back = block_on(browser::choose_plainly(&login.url, MAIN_RESIDENT.sub));
    town.close();
    let back = Url::parse(&back).unwrap();
    let port = back.port().unwrap();
    let target = format!("{}?{}", back.path(), back.query().unwrap());
    knock(port, &target, &format!("127.0.0.1:{port}"));
    let said = login.end();
    assert_eq!(said.code, Some(6), "{said:#?}");
    let why = &said.objects[1]["waiting"][0]["reason"];
    assert_eq!(why, "net.offline", "{said:#?}");
    let nobody = phone.run(&["whoami"]).ended(5);
    assert_eq!(
        (&nobody["signed_in"], &nobody["state"]),
        (&false.into(), &"paused".into())
    );

    town.reopen();
    phone.run(&["sync"]).ok();
    assert_eq!(phone.run(&["whoami"]).ok()["id_last4"], "0001");
}

/// Nobody comes back from the browser.
#[test]
fn a_sign_in_that_nobody_finishes_ends_by_itself() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let said = phone
        .begin_login(&["login", "--no-browser", "--timeout", "0"])
        .unwrap()
        .end();
    assert_eq!(said.code, Some(5), "{said:#?}");
    assert_eq!(said.objects[1]["error"]["code"], "identity.timed_out");
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
}

/// Nobody is signed out by a sign-in that nobody finishes, nor by one that was killed; a finished one takes the old session's
/// place, and that is given back.
#[test]
fn a_sign_in_that_comes_to_nothing_costs_no_session() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let revoked = || line.seen().iter().filter(|s| s.path.ends_with("/revoke")).count();
    let still_in = |id: &str| {
        assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true, "{id}");
        phone.run(&["sync"]).ok();
        assert_eq!(revoked(), 0, "{id}");
    };

    let unanswered = phone
        .begin_login(&["login", "--no-browser", "--timeout", "0"])
        .unwrap()
        .end();
    assert_eq!(unanswered.code, Some(5), "{unanswered:#?}");
    assert_eq!(unanswered.objects[1]["error"]["code"], "identity.timed_out");
    still_in("nobody came back");

    let open = phone
        .begin_login(&["login", "--no-browser", "--timeout", "60"])
        .unwrap();
    still_in("the browser is open");
    open.kill();
    still_in("killed");

    if cfg!(unix) {
        let open = phone
            .begin_login(&["login", "--no-browser", "--timeout", "60"])
            .unwrap();
        let ended = open.ask_to_end();
        assert_eq!(ended.code, Some(5), "{ended:#?}");
        assert_eq!(ended.objects[1]["error"]["code"], "identity.interrupted");
        // No sign-in is left open.
        assert_eq!(phone.run(&["whoami"]).ok()["state"], "signed_in");
        still_in("asked to end");
    }

    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    assert_eq!(revoked(), 1, "the old session");
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
    phone.run(&["sync"]).ok();
}

/// The province no longer takes the session: exit 5, the report waits for sign-in, and is delivered after it.
#[test]
fn a_session_that_ended_costs_a_sign_in_and_nothing_else() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let id = phone.report("Đèn đường hỏng trước số 12.", &[]);

    let refusal = r#"{"error":{"code":"sign_in_needed","message":"Cần đăng nhập lại."}}"#;
    let answer = format!(
        "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{refusal}",
        refusal.len()
    );
    line.script(move |seen| match seen.header("authorization") {
        Some(_) => Fault::Instead(answer.clone().into_bytes()),
        None => Fault::Pass,
    });
    let sync = phone.run(&["sync"]).ended(5);
    assert_eq!(sync["waiting"][0]["id"], id.as_str(), "{sync}");
    assert_eq!(sync["waiting"][0]["reason"], "auth", "{sync}");
    assert_eq!(
        phone.run(&["report", "show", &id]).ok()["report"]["text"],
        "Đèn đường hỏng trước số 12."
    );
    assert!(town.reports().is_empty());

    line.pass();
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.settle();
    assert_eq!(town.reports().len(), 1);
    assert!(!town.reports()[0].anonymous);
}

/// Tokens are bound to the device key. Where the key store fails to give it nobody is signed in with tokens that anybody may use;
/// a key that is broken for good is replaced.
#[test]
fn without_its_device_key_nobody_gets_tokens_that_anybody_may_use() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    phone.run(&["logout"]).ok();
    let folder = phone.home().join("profiles/default/keys");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let key = files.filter(|file| file.extension().is_some_and(|kind| kind == "sign"));
    let key = key.last().unwrap();
    let tokens = || line.seen().iter().filter(|s| s.path.ends_with("/token")).count();
    let before = tokens();

    // What stands in its place is no file: it can neither be read nor made anew.
    std::fs::remove_file(&key).unwrap();
    std::fs::create_dir(&key).unwrap();
    let refused = phone.login(MAIN_RESIDENT.sub);
    assert_ne!(refused.code, Some(0), "{refused:#?}");
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    assert_eq!(tokens(), before);

    std::fs::remove_dir(&key).unwrap();
    std::fs::write(&key, b"no key").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.run(&["sync"]).ok();
    let seen = line.seen();
    let last = seen.iter().rev().find_map(|s| s.header("authorization")).unwrap();
    assert!(last.starts_with("DPoP "), "the tokens are bound");
}

/// The session has ended: what is here is shown with its age, drafts are written and changed, reports wait for the sign-in and
/// say so; with or without a network.
#[test]
fn an_ended_session_shows_what_is_here_and_takes_what_is_written() {
    let mut town = Town::open();
    let code = town.codes().in_time;
    let phone = Phone::signed_in(&town.base_url());
    phone.run(&["dossier", "follow", &code]).ok();
    phone.run(&["sync"]).ok();
    // After a month the province takes nothing of the session any more, not even for a new one.
    town.shift_clock(31 * 86_400_000);
    phone.run(&["sync"]).ended(5);
    let who = phone.run(&["whoami"]).ended(5);
    assert_eq!(who["state"], "needs_sign_in", "{who}");
    town.close();
    let shown = phone.run(&["dossier", "show", &code]).ok()["dossier"].clone();
    assert!(!shown["procedure"].is_null(), "{shown}");
    let today = citizen_journeys::tls::today();
    let age = citizen_domain::Timestamp::parse(shown["as_of"].as_str().unwrap()).unwrap();
    assert!(age <= today && age > today.plus_millis(-600_000), "{shown}");
    assert_eq!(
        phone.run(&["dossier", "list"]).ok()["dossiers"][0]["as_of"],
        shown["as_of"]
    );

    let draft = phone.report("Nước đọng trước trường.", &["--draft"]);
    phone
        .run(&["report", "edit", &draft, "--text", "Nước đọng sâu trước trường."])
        .ok();
    phone.run(&["report", "send", &draft]).ok();
    let other = phone.report("Chưa viết xong.", &["--draft"]);
    town.reopen();
    let waits = phone.run(&["sync"]).ended(5);
    assert_eq!(waits["sent"], 0, "{waits}");
    assert_eq!(waits["waiting"][0]["reason"], "auth", "{waits}");
    assert!(town.reports().is_empty());

    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.settle();
    let sent = town.reports();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (&*sent[0].id, &*sent[0].text),
        (&*draft, "Nước đọng sâu trước trường.")
    );
    assert_eq!(
        phone.run(&["report", "show", &other]).ok()["report"]["state"],
        "draft"
    );
}
