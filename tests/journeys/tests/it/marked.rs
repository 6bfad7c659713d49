//! What belongs to a province that is only to be tried says so, on every screen and in every object.

use citizen_journeys::{Phone, Town};

/// The head of every page for people.
const HEAD: &str = "[Dữ liệu mẫu";

#[test]
fn everything_that_a_demonstration_shows_is_marked() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let codes = town.codes();
    let report = phone.report("Đèn đường hỏng trước trường học", &[]);
    let (fresh, unit) = (codes.fresh.as_str(), "25747");
    phone.run(&["dossier", "follow", fresh]).ok();
    let pages: Vec<Vec<&str>> = [
        "init --province URL",
        "whoami",
        "scan --text H29.12-251201-0102",
        "code H29.12-251201-0102",
        "dossier list",
        "dossier show FRESH",
        "dossier qr FRESH",
        "due --received 2025-12-02 --working-days 3",
        "report categories",
        "report new --category giao_thong --text Ổ-gà-to --no-place",
        "report list",
        "report show REPORT",
        "questions",
        "questions --dossier FRESH",
        "search khai sinh",
        "procedure 9.000001",
        "offices --unit UNIT",
        "sync",
        "results",
        "outbox list",
        "receipt show REPORT",
        "pack show",
        "pack update",
        "doctor",
        "acting show",
        "logout",
    ]
    .iter()
    .map(|line| {
        let url = town.base_url().leak() as &str;
        let named = |word| match word {
            "URL" => url,
            "FRESH" => fresh,
            "REPORT" => report.as_str(),
            "UNIT" => unit,
            other => other,
        };
        line.split(' ').map(named).collect()
    })
    .collect();
    for page in &pages {
        let object = phone.run(page).ok();
        assert_eq!(object["demo"], true, "{page:?}: {object}");
        if page[0] != "logout" && page[0] != "sync" {
            assert!(
                phone.told(page).starts_with(HEAD),
                "{page:?}: {}",
                phone.told(page)
            );
        }
    }
    // The negative: what is asked before there is a province is not of one.
    let other = Phone::new();
    let due = ["due", "--received", "2025-12-02", "--working-days", "3"];
    assert_eq!(other.run(&due).ok().get("demo"), None);
    assert!(!other.told(&due).contains(HEAD));
}
