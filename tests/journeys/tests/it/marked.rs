//! What belongs to a province that is only to be tried says so, on every screen and in every object.

use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town, program};

/// The head of every page for people.
const HEAD: &str = "[Dữ liệu minh họa";

/// Commands of the reference that stand in no line below: those that are only the head of others, what can be done once in a
/// run and is done elsewhere, and what speaks of the program, its store or the officials' side and not of a province.
const APART: &[&str] = &[
    "acting",
    "acting for",
    "acting self",
    "dossier",
    "dossier unfollow",
    "report",
    "report edit",
    "report send",
    "report withdraw",
    "report confirm",
    "report reopen",
    "outbox",
    "outbox retry",
    "outbox discard",
    "receipt",
    "receipt qr",
    "receipt verify",
    "pack",
    "rate",
    "login",
    "demo",
    "export",
    "erase",
    "vault",
    "vault show",
    "vault rotate",
    "vault accept-rollback",
    "vault quarantine",
    "completions",
    "help",
];

/// Every command that the reference knows.
fn reference() -> Vec<String> {
    let page = std::fs::read_to_string(program::repository().join("docs/cli.md")).unwrap();
    page.lines()
        .filter_map(|line| Some(line.strip_prefix("## `citizen ")?.strip_suffix('`')?.to_owned()))
        .filter(|command| !command.starts_with("province"))
        .collect()
}

#[test]
fn everything_that_a_demonstration_shows_is_marked() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let codes = town.codes();
    let report = phone.report("Đèn đường hỏng trước trường học", &[]);
    let (fresh, unit) = (codes.fresh.as_str(), "25747");
    phone.run(&["dossier", "follow", fresh]).ok();
    let lines = [
        "init --province URL",
        "whoami",
        "scan --text H29.12-251201-0102",
        "code H29.12-251201-0102",
        "dossier list",
        "dossier show FRESH",
        "dossier qr FRESH",
        "dossier follow FRESH",
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
        "outbox show REPORT",
        "outbox data",
        "receipt show REPORT",
        "pack show",
        "pack update",
        "pack verify PACK",
        "doctor",
        "acting show",
        "logout",
    ];
    for command in reference() {
        let tried = lines.iter().any(|line| line.starts_with(&command));
        assert!(
            tried || APART.contains(&command.as_str()),
            "{command} is neither tried nor set apart"
        );
    }
    let (url, pack) = (town.base_url(), arg(&program::base_pack()));
    for line in lines {
        let named = |word| match word {
            "URL" => url.as_str(),
            "FRESH" => fresh,
            "REPORT" => report.as_str(),
            "UNIT" => unit,
            "PACK" => pack.as_str(),
            other => other,
        };
        let page: Vec<&str> = line.split(' ').map(named).collect();
        let object = phone.run(&page).ok();
        assert_eq!(object["demo"], true, "{line}: {object}");
        // Whoever has signed out cannot do so again.
        if line != "logout" {
            let told = phone.told(&page);
            assert!(told.starts_with(HEAD), "{line}: {told}");
        }
    }
    // The negative: what is asked before there is a province is not of one.
    let other = Phone::new();
    let due = ["due", "--received", "2025-12-02", "--working-days", "3"];
    assert_eq!(other.run(&due).ok().get("demo"), None);
    assert!(!other.told(&due).contains(HEAD));
}
