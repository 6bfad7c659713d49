//! A phone whose clock is far off. The program has no flag for that: here the facade runs with a moved clock on the same
//! home folder.

use citizen_client::dossier::{Page, Warning};
use citizen_client::system::SystemClock;
use citizen_client::system_now;
use citizen_client::{Client, ReportRequest, Shipped};
use citizen_domain::error::Outcome;
use citizen_domain::message::Lang;
use citizen_journeys::{Phone, Proxy, Town};
use citizen_testkit::FakeClock;
use std::sync::Arc;
use std::time::Duration;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;
const YEAR_MS: i64 = 365 * DAY_MS;

fn moved(phone: &Phone, ms: i64) -> Client {
    let device = Arc::new(SystemClock::shifted(ms));
    Client::open_on(&phone.home(), "default", Shipped::default(), device).unwrap()
}

#[test]
fn a_wrong_clock_is_told_and_sends_nothing_twice() {
    for (years, warning) in [
        (-10, Warning::Clock),
        (-1, Warning::Clock),
        (1, Warning::Stale),
        (10, Warning::Stale),
    ] {
        let town = Town::open();
        let code = town.codes().in_time;
        let phone = Phone::signed_in(&town.base_url());
        phone.run(&["dossier", "follow", &code]).ok();
        let before = phone.report("Trước khi đồng hồ sai.", &[]);

        let wrong = moved(&phone, years * YEAR_MS);
        let view = wrong.dossier(&code, Lang::Vi).unwrap();
        assert!(view.stale, "{years}");
        assert!(view.warnings.contains(&warning), "{years}: {:?}", view.warnings);
        assert!(
            view.appointment_at.is_some() && view.status.is_some(),
            "{years}: what is known is still shown"
        );

        let request = ReportRequest {
            category: "giao_thong".into(),
            text: "Khi đồng hồ sai.".into(),
            ..ReportRequest::default()
        };
        let during = wrong.file_report(&request).unwrap().report.id;
        // It may deliver or wait; it may not fail, lose or double.
        let first = wrong.block_on(wrong.sync()).unwrap();
        let second = wrong.block_on(wrong.sync()).unwrap();
        eprintln!(
            "clock {years:+} years: sent {}, then {}; {:?}",
            first.sent, second.sent, first.trouble
        );
        assert!(
            wrong.report(&before).is_ok() && wrong.report(&during).is_ok(),
            "{years}"
        );
        wrong.shutdown().unwrap();
        drop(wrong);

        // The clock is right again. Whoever was signed out by it signs in again.
        if phone.run(&["whoami"]).code == Some(5) || phone.run(&["sync"]).code == Some(5) {
            let said = phone.login(citizen_province::demo::MAIN_RESIDENT.sub);
            assert_eq!(said.code, Some(0), "{years}: {said:#?}");
        }
        phone.settle();
        let mut seen: Vec<String> = town.reports().into_iter().map(|r| r.id).collect();
        seen.sort();
        let mut filed = vec![before, during];
        filed.sort();
        assert_eq!(seen, filed, "{years}: each report once");
        let right = phone.run(&["dossier", "show", &code]).ok();
        assert_eq!(right["dossier"]["stale"], false, "{years}: {right}");
    }
}

/// A dossier of which nothing new is heard is not old: the province was asked, and had nothing to add.
#[test]
fn news_read_to_its_end_says_that_the_rest_is_as_it_was() {
    let mut town = Town::open();
    let code = town.codes().in_time;
    let phone = Phone::signed_in(&town.base_url());
    phone.run(&["dossier", "follow", &code]).ok();
    phone.run(&["sync"]).ok();

    let days = 3 * 86_400_000;
    town.shift_clock(days);
    let later = moved(&phone, days);
    let stale = || {
        let shown = later.dossier(&code, Lang::Vi).unwrap();
        let listed = later.dossiers(Page::ALL, Lang::Vi).unwrap();
        assert_eq!(listed.first().map(|dossier| dossier.as_of), Some(shown.as_of));
        shown.stale
    };
    assert!(stale());
    // Asking in vain tells nothing.
    town.close();
    later.block_on(later.sync()).unwrap();
    assert!(stale());
    town.reopen();
    let synced = later.block_on(later.sync()).unwrap();
    assert_eq!((synced.received, synced.trouble), (0, None));
    assert!(!stale());
}

/// Whoever turns the clock gains nothing: once the hour of its token is over, the phone shows it to nobody (where it can know),
/// the province takes it from nobody, and a session that has ended there has ended here.
#[test]
fn turning_the_clock_lengthens_no_session() {
    // (how far the clock is turned, with a restart, whether the phone can know that the hour is over)
    let attacks = [
        (-62 * MINUTE_MS, false, true),
        (-DAY_MS, false, true),
        (-10 * YEAR_MS, false, true),
        (YEAR_MS, false, true),
        // Nothing tells a phone how long it was off; below what it has seen it believes no clock.
        (-62 * MINUTE_MS, true, false),
        (-DAY_MS, true, true),
        (-10 * YEAR_MS, true, true),
        (YEAR_MS, true, true),
    ];
    let (line, hour) = (Proxy::new(), Duration::from_secs(61 * 60));
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let tokens = || -> Vec<String> {
        let seen = line.seen();
        let shown = seen.iter().filter_map(|seen| seen.header("authorization"));
        shown.map(str::to_owned).collect()
    };
    for (turned, restart, known) in attacks {
        let name = format!("{turned} {restart}");
        line.pass();
        let phone = Phone::signed_in(&line.url());
        let start = system_now();
        let open = |clock: &FakeClock| {
            Client::open_on(
                &phone.home(),
                "default",
                Shipped::default(),
                Arc::new(clock.clone()),
            )
            .unwrap()
        };
        let mut clock = FakeClock::at(start);
        let mut client = open(&clock);
        line.pass();
        assert_eq!(client.block_on(client.sync()).unwrap().trouble, None, "{name}");
        let old = tokens().pop().expect("the session was shown");

        // What passes, and what the clock shows then.
        let mut over = |client: Client, passed: Duration, since: i64| {
            town.shift_clock(since);
            let shows = start.plus_millis(since + turned);
            if restart {
                client.shutdown().unwrap();
                drop(client);
                clock = FakeClock::at(shows);
                return open(&clock);
            }
            clock.advance(passed);
            clock.set_wall(shows);
            client
        };
        client = over(client, hour, 61 * MINUTE_MS);
        line.pass();
        let synced = client.block_on(client.sync()).unwrap();
        assert_eq!((synced.trouble, synced.outcome), (None, None), "{name}");
        let shown = tokens();
        assert_eq!(shown.contains(&old), !known, "{name}: the old token");
        assert!(shown.iter().any(|token| *token != old), "{name}: renewed");

        // A month on nothing of the session is left at the province.
        let month = Duration::from_secs(31 * 86_400);
        client = over(client, month, 61 * MINUTE_MS + 31 * DAY_MS);
        let request = ReportRequest {
            category: "giao_thong".into(),
            text: "Sau khi phiên đã hết.".into(),
            ..ReportRequest::default()
        };
        client.file_report(&request).unwrap();
        let synced = client.block_on(client.sync()).unwrap();
        assert_eq!(
            (synced.sent, synced.outcome),
            (0, Some(Outcome::SignIn)),
            "{name}: {synced:?}"
        );
        assert!(!client.session().unwrap().signed_in, "{name}");
        assert!(town.reports().is_empty(), "{name}");
        town.shift_clock(0);
    }
}
