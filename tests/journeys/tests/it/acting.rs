//! For whom somebody acts, and what the young may publish. The rules are the pack's.

use citizen_domain::pack::Relation;
use citizen_domain::wire::ActingFor;
use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};
use citizen_province::demo::RESIDENTS;
use citizen_province::officials::SlipKind;

const CHILD: [&str; 7] = [
    "acting",
    "for",
    "--relation",
    "child",
    "--name",
    "Lê Thử Bé",
    "--json",
];

/// An explicit choice: it stands on every screen, goes with every item, and ends with the session.
#[test]
fn a_parent_acts_for_a_child() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    assert_eq!(phone.run(&CHILD).refused(5), "client.sign_in_needed");
    assert_eq!(phone.login(RESIDENTS[0].sub).code, Some(0));
    let own = phone.report("Đèn đường hỏng trước nhà.", &[]);
    let chosen = phone.run(&CHILD).ok();
    assert_eq!(chosen["acting_for"]["relation"], "child");
    assert_eq!(phone.run(&["whoami"]).ok()["acting_for"]["name"], "Lê Thử Bé");

    let id = phone.report("Xe đạp của cháu bị mất ở cổng trường.", &[]);
    let report = phone.run(&["report", "show", &id]).ok()["report"].clone();
    assert_eq!(report["acting_for"]["relation"], "child", "{report}");
    assert_eq!(
        report["visibility"], "handler",
        "nothing of a child is shown to everybody"
    );
    let before = phone.run(&["report", "show", &own]).ok()["report"].clone();
    assert!(
        before.get("acting_for").is_none(),
        "what was written before stays as it was"
    );
    let public = [
        "report",
        "new",
        "--category",
        "giao_thong",
        "--text",
        "Cho mọi người xem.",
        "--visibility",
        "public",
    ];
    assert_eq!(phone.run(&public).refused(3), "incident.not_public");
    phone.settle();
    assert_eq!(town.reports().len(), 2);

    phone.run(&["acting", "self"]).ok();
    assert!(phone.run(&["whoami"]).ok().get("acting_for").is_none());
    phone.run(&CHILD).ok();
    phone.run(&["logout"]).ok();
    assert_eq!(phone.login(RESIDENTS[0].sub).code, Some(0));
    assert!(
        phone.run(&["whoami"]).ok().get("acting_for").is_none(),
        "it ended with the session"
    );
}

/// Whoever somebody acts for, the province knows it of everything that is sent: the report, what is said about it later, the
/// rating (the relation alone). What is sent for themselves before and after says nothing of it.
#[test]
fn the_province_knows_for_whom_everything_was_sent() {
    let town = Town::open();
    let sub = RESIDENTS[0].sub;
    let phone = Phone::signed_in(&town.base_url());
    let first_ratings = town.officials().ratings().unwrap();
    assert!(first_ratings.iter().all(|rating| rating.acting_for.is_none()));
    for (relation, name) in [
        (Relation::Child, "Lê Thử Bé"),
        (Relation::Relative, "Trần Thị Mẫu"),
        (Relation::Organisation, "Công ty Thử Nghiệm"),
    ] {
        let acting = Some(ActingFor {
            relation,
            name: name.to_owned(),
        });
        phone
            .run(&["acting", "for", "--relation", relation.as_str(), "--name", name])
            .ok();
        let id = phone.report("Đèn đường hỏng trước cổng.", &[]);
        let code = town.hand_in(sub, 1).remove(0);
        town.advance(&code, 4, "");
        town.advance(&code, 9, "");
        phone.settle();
        town.update_report(&id, "da_xu_ly");
        phone.settle();
        phone.run(&["report", "reopen", &id, "--text", "Vẫn hỏng."]).ok();
        let answers = phone.answers(&code);
        phone.run(&["rate", &code, "--answers", &answers]).ok();
        phone.settle();

        let report = town.reports().into_iter().find(|report| report.id == id).unwrap();
        assert_eq!(report.acting_for, acting);
        for update in &report.updates {
            let own = ["da_tiep_nhan", "mo_lai"].contains(&update.status.as_str());
            let said = if own { acting.clone() } else { None };
            assert_eq!(update.acting_for, said, "{}", update.status);
        }
        let rated = town.officials().ratings().unwrap();
        let so = rated.iter().filter(|rating| rating.acting_for == Some(relation));
        assert_eq!(so.count(), 1, "{relation:?}");
    }
    assert_eq!(Relation::ALL.len(), 3, "a new relation has no journey");
    phone.run(&["acting", "self"]).ok();
    let own = phone.report("Ổ gà trước chợ.", &[]);
    phone.settle();
    let report = town
        .reports()
        .into_iter()
        .find(|report| report.id == own)
        .unwrap();
    assert_eq!(report.acting_for, None);
}

/// 14 and 15: a session of their own, nothing public, and nobody to act for.
#[test]
fn the_young_have_a_reduced_profile() {
    let town = Town::open();
    let young = RESIDENTS.iter().find(|r| r.age_band == Some("14-15")).unwrap();
    let phone = Phone::of(&town.base_url());
    assert_eq!(phone.login(young.sub).code, Some(0));
    assert_eq!(phone.run(&["whoami"]).ok()["age_band"], "14-15");
    let id = phone.report("Ổ gà trước cổng trường.", &[]);
    assert_eq!(
        phone.run(&["report", "show", &id]).ok()["report"]["visibility"],
        "handler"
    );
    assert_eq!(phone.run(&CHILD).refused(3), "client.may_not_act");
}

/// Whatever is shown, it stands above it for whom the person acts; and for themselves nothing stands there.
#[test]
fn for_whom_somebody_acts_stands_on_every_screen() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    assert_eq!(phone.login(RESIDENTS[0].sub).code, Some(0));
    let codes = town.codes();
    phone.run(&["dossier", "follow", &codes.fresh]).ok();
    let id = phone.report("Đèn đường hỏng trước nhà.", &[]);
    phone.settle();
    let draft = phone.report("Còn đang viết.", &["--draft"]);
    let file = |name: &str| arg(&phone.beside(name));
    let slip = phone.file("slip.jpg", &town.slip(&codes.fresh, SlipKind::Code, 5));
    let receipt = file("receipt.jws");
    let token = phone.run(&["receipt", "show", &id]).ok()["jws"].clone();
    std::fs::write(&receipt, token.as_str().unwrap()).unwrap();
    let (export, qr) = (file("export.json"), file("qr.svg"));
    let screens: &[&[&str]] = &[
        &["whoami"],
        &["acting", "show"],
        &["scan", &slip],
        &["scan", "--text", "xin chào"],
        &["code", &codes.fresh],
        &["dossier", "follow", &codes.overdue],
        &["dossier", "list"],
        &["dossier", "show", &codes.fresh],
        &["dossier", "qr", &codes.fresh],
        &["dossier", "unfollow", &codes.overdue],
        &["due", "--received", "2025-12-02", "--working-days", "3"],
        &["report", "categories"],
        &["report", "list"],
        &["report", "show", &id],
        &["report", "edit", &draft, "--severity", "3"],
        &["report", "withdraw", &draft],
        &["questions"],
        &["questions", "--dossier", &codes.fresh],
        &["results"],
        &["search", "khai sinh"],
        &["sync"],
        &["outbox", "list"],
        &["outbox", "show", &id],
        &["outbox", "retry"],
        &["receipt", "show", &id],
        &["receipt", "qr", &id, "--out", &qr],
        &["receipt", "verify", &receipt],
        &["pack", "show"],
        &["pack", "update"],
        &["export", "--out", &export, "--overwrite"],
        &["doctor"],
    ];
    let missing = |named: bool| {
        let wrong = |args: &&&[&str]| phone.told(args).contains("Lê Thử Bé") != named;
        screens.iter().filter(wrong).collect::<Vec<_>>()
    };
    // First for themselves, so that the judge is judged too; what a command changes is done by then, and said again.
    assert_eq!(
        missing(false),
        Vec::<&&[&str]>::new(),
        "named where nobody is acted for"
    );
    phone.run(&CHILD).ok();
    assert_eq!(missing(true), Vec::<&&[&str]>::new(), "not named");
}
