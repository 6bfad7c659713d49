//! The whole story, and at each step the program is killed at every moment: nothing is lost, nothing is doubled.

use citizen_domain::Timestamp;
use citizen_journeys::phone::block_on;
use citizen_journeys::tls::today;
use citizen_journeys::{Fault, Phone, Proxy, Said, Town, canary, meets};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::officials::SlipKind;
use citizen_province::oidc::robot;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Output};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

const TEXT: &str = "Ổ gà sâu trước cổng chợ.";
/// More moments than any step has.
const MOMENTS: usize = 400;

/// The province does not hear the request during which the phone dies.
#[test]
fn killed_before_each_request() {
    story("before", |line, phone, args, k| {
        at_request(line, phone, args, k, Fault::Silence)
    });
}

/// The province does what it was asked, and the phone dies before it hears so.
#[test]
fn killed_before_each_answer() {
    story("after", |line, phone, args, k| {
        at_request(line, phone, args, k, Fault::SilenceAfter)
    });
}

/// The phone dies whenever something changed on its disk.
#[test]
fn killed_at_each_change_on_disk() {
    story("disk", |_, phone, args, k| at_change(phone, args, k));
}

/// Runs `args` until moment `k` and kills it there; what it said if it came to its end before.
type Run = fn(&Proxy, &Phone, &[&str], usize) -> Option<Said>;

fn story(name: &str, run: Run) {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::new();
    let code = town.codes().finished_old;
    let slip = phone.file("slip.jpg", &town.slip(&code, SlipKind::Code, 5));
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(3).jpeg());
    let url = line.url();
    let ratings = town.ratings();
    let mut kills = 0;
    let mut step = |args: &[&str], over: &dyn Fn() -> bool| {
        for k in 0..MOMENTS {
            // A person looks before doing it again.
            if over() {
                return;
            }
            match run(&line, &phone, args, k) {
                None => kills += 1,
                Some(said) => {
                    // What a killed run had kept is not said twice.
                    let already = said.objects.first().is_some_and(|o| {
                        ["client.already_rated", "incident.already_decided"]
                            .iter()
                            .any(|code| o["error"]["code"] == *code)
                    });
                    let ended = said.code == Some(0) || (already && said.code == Some(3));
                    assert!(ended, "{name}: {args:?} after a kill: {said:#?}");
                    return;
                }
            }
        }
        panic!("{name}: {args:?} never ends");
    };
    let never = || false;
    let filed = || {
        let said = phone.run(&["report", "list"]);
        said.objects[0]["reports"]
            .as_array()
            .is_some_and(|all| all.iter().any(|r| r["state"] != "draft"))
    };
    step(&["init", "--province", &url], &never);
    step(&["login", "--no-browser", "--timeout", "60"], &never);
    step(&["dossier", "follow", "--scan", &slip], &never);
    step(&["sync"], &never);
    let answers = phone.answers(&code);
    step(
        &[
            "report",
            "new",
            "--category",
            "giao_thong",
            "--text",
            TEXT,
            "--photo",
            &photo,
        ],
        &filed,
    );
    phone.run(&["outbox", "retry"]).ok();
    step(&["sync"], &never);
    step(&["rate", &code, "--answers", &answers], &never);
    step(&["sync"], &never);

    // What officials do meanwhile reaches the phone in pieces too: papers asked for, the end, a hole that was filled.
    let moving = town.codes().in_time;
    step(&["dossier", "follow", &moving], &never);
    town.advance(&moving, 5, "Bổ sung 1 bản sao.");
    step(&["sync"], &never);
    assert_eq!(
        phone.run(&["dossier", "show", &moving]).ok()["dossier"]["deadline"]["state"],
        "stopped",
        "{name}"
    );
    town.advance(&moving, 4, "");
    town.advance(&moving, 9, "");
    let report = town.reports()[0].id.clone();
    town.update_report(&report, "da_phan_cong");
    town.update_report(&report, "da_xu_ly");
    step(&["sync"], &never);
    step(&["report", "confirm", &report], &never);
    phone.run(&["outbox", "retry"]).ok();
    step(&["sync"], &never);
    // An hour later the token is over: a sync renews it, and may die anywhere between the province's answer and its commit.
    town.shift_clock(61 * 60_000);
    step(&["sync"], &never);
    let end = phone.run(&["whoami"]).ok()["expires_at"].clone();
    let end = Timestamp::parse(end.as_str().unwrap()).unwrap();
    assert!(end > today().plus_millis(61 * 60_000), "{name}: renewed");
    eprintln!("{name}: killed {kills} times");
    assert!(kills >= 8, "{name}: only {kills} kills");

    line.pass();
    phone.settle();
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true, "{name}");
    let dossiers = phone.run(&["dossier", "list"]).ok();
    for code in [&code, &moving] {
        let named: Vec<&Value> = dossiers["dossiers"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|d| d["raw_code"] == code.as_str())
            .collect();
        assert_eq!(named.len(), 1, "{name}: {dossiers}");
        let events = named[0]["events"].as_array().unwrap();
        assert_eq!(
            events.len(),
            town.officials().dossier(code).unwrap().events.len(),
            "{name}: the timeline of {code}"
        );
    }
    let confirmed = town.reports()[0].updates.clone();
    let confirmed = confirmed.iter().filter(|u| u.status == "xac_nhan").count();
    assert_eq!(confirmed, 1, "{name}: confirmed once");
    let listed = phone.run(&["report", "list"]).ok();
    let mine: Vec<&Value> = listed["reports"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["state"] != "draft")
        .collect();
    assert_eq!(mine.len(), 1, "{name}: {listed}");
    assert_eq!(
        (&mine[0]["state"], &mine[0]["text"]),
        (&"accepted".into(), &TEXT.into()),
        "{name}"
    );
    let seen = town.reports();
    assert_eq!(seen.len(), 1, "{name}: the officials see exactly one report");
    assert!(
        seen[0].complete && seen[0].parts.len() == 1 && seen[0].text == TEXT,
        "{name}"
    );
    assert_eq!(town.ratings(), ratings + 1, "{name}: exactly one rating");
    assert_eq!(
        phone.run(&["rate", &code, "--answers", &answers]).refused(3),
        "client.already_rated"
    );
    assert_eq!(
        phone.run(&["outbox", "retry"]).ok()["items"],
        serde_json::json!([]),
        "{name}: nothing is left over"
    );
}

/// The province no longer takes the first token that it sees; a renewal meets `fault` and says so.
fn renewal_meets(line: &Proxy, first: &Arc<Mutex<Option<String>>>, fault: Fault) -> Receiver<()> {
    let refusal = r#"{"error":{"code":"sign_in_needed","message":"Cần đăng nhập lại."}}"#;
    let answer = format!(
        "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{refusal}",
        refusal.len()
    );
    let (met, moment) = channel();
    let first = Arc::clone(first);
    line.script(move |seen| {
        let renews = seen.path.ends_with("/token")
            && String::from_utf8_lossy(&seen.body).contains("grant_type=refresh_token");
        match seen.header("authorization") {
            Some(token) if first.lock().unwrap().get_or_insert_with(|| token.to_owned()) == token => {
                Fault::Instead(answer.clone().into_bytes())
            }
            None if renews => {
                // The test may have ended with the process already.
                let _ = met.send(());
                fault.clone()
            }
            _ => Fault::Pass,
        }
    });
    moment
}

/// The province announces that a lost reply is given again: neither a kill in the middle of a renewal nor a lost reply costs
/// the sign-in, whether the province had heard of it or not.
#[test]
fn a_renewal_that_nobody_hears_the_end_of_costs_nothing() {
    for (fault, kill) in [
        (Fault::Silence, true),
        (Fault::SilenceAfter, true),
        (Fault::Refuse, false),
        (Fault::Cut(0), false),
        (Fault::Cut(300), false),
    ] {
        let name = format!("{fault:?}");
        let line = Proxy::new();
        let town = Town::behind(&line.url());
        line.lead_to(town.addr());
        let phone = Phone::signed_in(&line.url());
        phone.report("Cây đổ chắn lối đi.", &[]);
        let first = Arc::default();
        let moment = renewal_meets(&line, &first, fault);
        let said = run_until(&phone, &["sync"], |child| kill && meets(child, &moment));
        assert_eq!(said.is_none(), kill, "{name}: {said:#?}");
        if let Some(said) = said {
            moment.try_recv().expect("a renewal was tried");
            assert!(matches!(said.code, Some(5 | 6)), "{name}: {said:#?}");
        }
        assert!(town.reports().is_empty(), "{name}");

        drop(renewal_meets(&line, &first, Fault::Pass));
        phone.settle();
        assert_eq!(town.reports().len(), 1, "{name}");
        assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true, "{name}");
        // And the successor can be renewed in its turn.
        let newest = Arc::default();
        let moment = renewal_meets(&line, &newest, Fault::Pass);
        phone.run(&["sync"]).ok();
        moment.try_recv().expect("it was renewed");
        assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true, "{name}");
    }
}

/// Lets the `k`-th request of the phone meet `fault`, and kills the phone when it has been met.
fn at_request(line: &Proxy, phone: &Phone, args: &[&str], k: usize, fault: Fault) -> Option<Said> {
    let (met, moment) = channel();
    let mut count = 0;
    line.script(move |seen| {
        // The browser's requests pass over the same line.
        if !seen
            .header("user-agent")
            .is_some_and(|agent| agent.starts_with("citizen/"))
        {
            return Fault::Pass;
        }
        count += 1;
        if count <= k {
            return Fault::Pass;
        }
        // The test may have ended with the process already.
        let _ = met.send(());
        fault.clone()
    });
    run_until(phone, args, |child| meets(child, &moment))
}

/// Kills the phone when its home folder has changed `k` times.
fn at_change(phone: &Phone, args: &[&str], k: usize) -> Option<Said> {
    let look = || -> Vec<(std::path::PathBuf, u64, Option<std::time::SystemTime>)> {
        let mut all: Vec<_> = canary::files(&phone.home())
            .into_iter()
            .filter_map(|path| {
                let meta = std::fs::metadata(&path).ok()?;
                Some((path, meta.len(), meta.modified().ok()))
            })
            .collect();
        all.sort();
        all
    };
    let mut last = look();
    let mut changes = 0;
    run_until(phone, args, |child| {
        loop {
            let now = look();
            if now != last {
                last = now;
                changes += 1;
            }
            if changes > k {
                return true;
            }
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            std::thread::yield_now();
        }
    })
}

/// Runs the program, answers its sign-in as a browser would, and kills it when `when` says so.
fn run_until(phone: &Phone, args: &[&str], when: impl FnOnce(&mut Child) -> bool) -> Option<Said> {
    let mut child = phone.command(args).spawn().unwrap();
    let out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut all = String::new();
        for line in BufReader::new(out).lines() {
            let Ok(line) = line else { break };
            let first: Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(url) = first["authorize_url"].as_str() {
                // The program may die meanwhile.
                let _ = block_on(robot::sign_in(url, MAIN_RESIDENT.sub));
            }
            all.push_str(&line);
            all.push('\n');
        }
        all
    });
    let kill = when(&mut child);
    if kill {
        // SIGKILL: nothing is closed, nothing is flushed.
        child.kill().unwrap();
    }
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    let stdout = reader.join().unwrap();
    if kill && !status.success() {
        return None;
    }
    Some(Said::of(&Output {
        status,
        stdout: stdout.into_bytes(),
        stderr,
    }))
}
