//! A phone whose clock is far off. The program has no flag for that: here the facade runs with a moved clock on the same
//! home folder.

use citizen_client::dossier::{Page, Warning};
use citizen_client::system::SystemClock;
use citizen_client::{Client, ReportRequest, Shipped};
use citizen_domain::message::Lang;
use citizen_journeys::{Phone, Town};
use std::sync::Arc;

const YEAR_MS: i64 = 365 * 86_400_000;

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
