//! What carries no name shares no connection with what does.

use citizen_journeys::{Phone, Relay, Town};

/// Paths that were asked for on a connection. A request's line follows the body before it without a break.
fn requests(said: &str) -> Vec<&str> {
    said.split(" HTTP/1.1\r\n")
        .filter_map(|before| before.rsplit(' ').next())
        .filter(|path| path.starts_with('/'))
        .collect()
}

#[test]
fn a_rating_goes_over_a_connection_of_its_own() {
    let relay = Relay::new();
    let town = Town::behind(&relay.url());
    relay.lead_to(town.addr());
    let phone = Phone::signed_in(&relay.url());
    let code = town.codes().finished_old;
    phone.run(&["dossier", "follow", &code]).ok();
    let answers = phone.answers(&code);
    phone.run(&["rate", &code, "--answers", &answers]).ok();
    phone.report("Đèn đường tắt.", &[]);
    relay.take();
    let synced = phone.run(&["sync"]).ok();
    assert_eq!(synced["sent"], 2, "{synced}");

    let said = relay.take();
    let of_rating = |said: &&String| requests(said).iter().any(|r| r.contains("/v1/ratings/"));
    let (ratings, others): (Vec<&String>, Vec<&String>) = said.iter().partition(of_rating);
    assert_eq!(ratings.len(), 1, "{said:#?}");
    for said in ratings {
        assert_eq!(requests(said).len(), 1, "{said}");
        assert!(!said.to_lowercase().contains("authorization"), "{said}");
    }
    // The judge sees sharing where there is some: what bears the session goes over one connection.
    assert!(
        others
            .iter()
            .any(|said| requests(said).len() > 1 && said.to_lowercase().contains("authorization")),
        "{others:#?}"
    );
}
