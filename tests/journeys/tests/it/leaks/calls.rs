//! Every public call of the facade, made with words that may stand nowhere.

use super::ears::hear;
use super::screens::{screens, shell};
use super::{DRAFT, NAME, REASON, SECRET, TEXT};
use citizen_client::mscore::Answers;
use citizen_client::outbox::Page;
use citizen_client::{
    Asked, Client, ClientError, DraftChange, Found, InitRequest, ProfileDir, ReceiptTrust, ReportDecision,
    ReportRequest, Shipped, ShippedReader, doctor_before_init, doctor_unopened, questions_today, vault_view,
    verify_receipt,
};
use citizen_domain::Secret;
use citizen_domain::error::Coded;
use citizen_domain::message::Lang;
use citizen_domain::pack::{ItemKind, Relation};
use citizen_journeys::{Phone, Town};
use citizen_province::demo::MAIN_RESIDENT;
use serde_json::json;
use std::fmt::{Debug, Write as _};

/// What was asked for and what came, as a careless programmer would print it.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) debug: String,
    /// Calls and refusals that were shown.
    pub(super) count: (u32, u32),
}

impl Shown {
    pub(super) fn show<T: Debug>(&mut self, value: T) -> T {
        let _ = writeln!(self.debug, "{value:?}\n{value:#?}");
        self.count.0 += 1;
        value
    }

    /// Takes over what others have shown.
    pub(super) fn add(&mut self, other: Self) {
        self.debug.push_str(&other.debug);
        self.count = (self.count.0 + other.count.0, self.count.1 + other.count.1);
    }

    pub(super) fn call<T: Debug>(&mut self, answer: Result<T, ClientError>) -> T {
        self.show(answer).unwrap()
    }

    pub(super) fn refused<T: Debug>(&mut self, answer: Result<T, ClientError>) {
        let error = answer.unwrap_err();
        let _ = writeln!(self.debug, "{error} {error:?} {error:#?} {}", error.code());
        let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
        while let Some(error) = cause {
            let _ = writeln!(self.debug, "{error} {error:?}");
            cause = error.source();
        }
        self.count.1 += 1;
    }
}

fn request(text: &str) -> ReportRequest {
    ReportRequest {
        category: "giao_thong".into(),
        text: text.into(),
        photos: vec![(format!("{TEXT}.jpg"), citizen_fixtures::Camera::small(2).jpeg())],
        ..ReportRequest::default()
    }
}

/// A card's QR with the resident's number and name (the seven fields of the chip card).
fn card() -> String {
    format!(
        "{}|123456789|{}|01011990|Nam|Thôn Thử|01012022",
        MAIN_RESIDENT.id_number, MAIN_RESIDENT.display_name
    )
}

/// Every call of the facade that takes or gives something personal.
pub(super) fn everything(client: &Client, town: &Town, phone: &Phone) -> Shown {
    let mut shown = Shown::default();
    let s = &mut shown;
    let codes = town.codes();
    s.show(client);
    s.call(client.session());
    s.call(client.province());
    s.call(client.vault());
    for code in [&codes.in_time, &codes.finished_old] {
        let found = s.show(Found::Typed {
            code: code.clone(),
            secret: Some(Secret::new(SECRET.into())),
        });
        s.show(client.block_on(client.follow(found, Lang::Vi))).ok();
    }
    s.refused(client.block_on(client.follow(
        Found::Typed {
            code: format!("{SECRET} {TEXT}").repeat(40),
            secret: None,
        },
        Lang::Vi,
    )));
    s.call(client.dossiers(citizen_client::dossier::Page::ALL, Lang::Vi));
    s.show(client.dossier(&codes.in_time, Lang::Vi)).ok();
    s.refused(client.dossier(SECRET, Lang::Vi));
    s.refused(client.unfollow(SECRET));
    s.call(client.scan_text(&card()));
    s.show(client.scan_picture(TEXT.as_bytes())).ok();

    let filed = s.call(client.file_report(&request(TEXT)));
    let begun = s.call(client.keep_draft(&request(DRAFT)));
    let change = s.show(DraftChange {
        text: Some(DRAFT.into()),
        ..DraftChange::default()
    });
    s.call(client.change_draft(&begun.id, &change));
    s.show(client.add_draft_photo(&begun.id, TEXT, &citizen_fixtures::Camera::small(3).jpeg()))
        .ok();
    s.refused(client.add_draft_photo(&begun.id, TEXT, TEXT.as_bytes()));
    s.call(client.review_draft(&begun.id));
    s.call(client.draft_size(&begun.id));
    let limits = s.call(client.data_limits());
    s.call(client.set_data_limits(limits));
    s.call(client.data_spent());
    s.call(client.reports(0, 50));
    s.call(client.report(&filed.report.id));
    s.refused(client.report(TEXT));
    s.refused(client.report_photo(&filed.report.id, TEXT));
    s.refused(client.file_report(&ReportRequest {
        category: TEXT.into(),
        ..request(TEXT)
    }));
    s.refused(client.file_report(&request(&TEXT.repeat(2000))));
    let reason = s.show(ReportDecision::Reopen(REASON.into()));
    s.show(client.decide_report(&filed.report.id, &reason)).ok();
    s.call(client.outbox(&Page {
        after: None,
        limit: 50,
        open_only: false,
    }));
    s.call(client.outbox_item(&filed.report.id));
    s.refused(client.outbox_item(TEXT));
    s.call(client.retry(None));
    s.show(client.discard(TEXT)).ok();
    s.call(client.block_on(client.sync_with(&|_| {})));
    s.call(client.block_on(client.sync()));
    s.call(client.receipt(&filed.report.id));
    s.refused(verify_receipt(
        TEXT,
        &ReceiptTrust::Known,
        &Shipped::default(),
        None,
        client.now(),
    ));
    s.show(client.questions(Some(&codes.finished_old))).ok();
    s.show(client.block_on(client.results(None, None))).ok();
    s.show(client.block_on(client.doctor(Lang::Vi)));

    let redirect = url::Url::parse("http://127.0.0.1:1/").unwrap();
    s.show(client.block_on(client.finish_sign_in(
        url::Url::parse(&format!("http://127.0.0.1:1/?code={SECRET}&state={SECRET}")).unwrap(),
    )))
    .ok();
    let _address = client.block_on(client.begin_sign_in(redirect)).unwrap();
    s.call(client.block_on(client.cancel_sign_in()));
    around(s, client, town);
    shell(s, client, phone, &codes.finished_old);
    screens(s, client, &codes.finished_old, &card());
    rated(s, client, &codes.finished_old);
    shown
}

/// Calls that take nothing personal, or give something that stands beside it.
fn around(s: &mut Shown, client: &Client, town: &Town) {
    client.watch(Box::new(|step| hear(format_args!("{step:?}"))));
    s.call(client.block_on(client.init(&InitRequest {
        base_url: town.base_url(),
        ..InitRequest::default()
    })));
    s.refused(client.block_on(client.init(&InitRequest {
        base_url: format!("https://{SECRET}@example.invalid"),
        ..InitRequest::default()
    })));
    s.call(client.pack().map(|pack| pack.info()));
    s.call(client.pack_or_shipped().map(|pack| pack.info()));
    s.call(client.block_on(client.update_pack()));
    s.call(client.report_categories());
    s.call(client.sign_in_is_open());
    s.call(client.end_session_url());
    s.show((client.now(), client.traffic(), client.clock_advice()));
    s.show(client.meter().read());
    s.show(
        client.browser_would_refuse(&url::Url::parse(&format!("https://example.invalid/{SECRET}")).unwrap()),
    );
    s.call(client.act_for(Relation::Child, NAME));
    s.call(client.acting_for());
    let of_a_child = s.call(client.keep_draft(&request(DRAFT)));
    s.call(client.session());
    s.refused(client.act_for(Relation::Child, &NAME.repeat(40)));
    s.call(client.act_for_myself());
    s.call(client.send_draft(&of_a_child.id));
    s.refused(client.send_draft(TEXT));
    s.refused(client.mend_report(TEXT));
    s.refused(client.mend_report(&of_a_child.id));
    s.call(client.block_on(client.sync()));
    s.call(client.receipt_token(&of_a_child.id));
    s.call(client.receipt_qr(&of_a_child.id));
    s.refused(client.receipt_token(TEXT));
    s.refused(client.receipt_qr(TEXT));
    s.call(client.rotate_keys());
}

/// Rates, with words where the questionnaire takes words.
fn rated(s: &mut Shown, client: &Client, code: &str) {
    let wrong: Answers = serde_json::from_value(json!({ TEXT: TEXT })).unwrap();
    s.refused(client.block_on(client.rate(code, Some(TEXT), wrong.clone())));
    s.refused(client.block_on(client.rate(code, None, wrong)));
    let asked = s.call(client.questions(Some(code)));
    let takes_words = |asked: &&Asked| {
        asked
            .questionnaire
            .items
            .iter()
            .any(|item| item.kind == ItemKind::Text)
    };
    let asked = asked.iter().find(takes_words).unwrap();
    let mut answers = serde_json::to_value(&asked.precomputed).unwrap();
    for item in citizen_client::mscore::askable(&asked.questionnaire).filter(|item| !item.precomputed) {
        answers[&item.id] = match item.kind {
            ItemKind::Text => TEXT.into(),
            ItemKind::Scale => "7".into(),
            ItemKind::Points | ItemKind::Fact => item.choices[0].value.clone().into(),
        };
    }
    assert!(answers.as_object().unwrap().values().any(|answer| answer == TEXT));
    let answers: Answers = serde_json::from_value(answers).unwrap();
    s.show(&answers);
    let id = asked.questionnaire.id.clone();
    s.call(client.block_on(client.rate(code, Some(&id), answers.clone())));
    s.call(client.block_on(client.sync()));
    s.refused(client.block_on(client.rate(code, Some(&id), answers)));
}

/// Calls that need no open profile.
pub(super) fn unopened(phone: &Phone, shipped: &Shipped) -> Shown {
    let mut shown = Shown::default();
    let s = &mut shown;
    let reader = ShippedReader::new(shipped);
    s.call(reader.scan_text(&card()));
    s.refused(reader.scan_text(&card().repeat(60)));
    s.show(reader.scan_picture(TEXT.as_bytes())).ok();
    let now = citizen_client::system_now();
    let pack = reader.pack().unwrap();
    s.show(questions_today(&pack, now));
    s.show(doctor_before_init(shipped, Lang::Vi));
    s.call(ProfileDir::new(&phone.home(), "default").and_then(|dir| vault_view(&dir)));
    s.refused(ProfileDir::new(&phone.home(), TEXT));
    let refused = Client::open(&phone.home(), TEXT, shipped.clone()).unwrap_err();
    s.show(doctor_unopened(shipped, Lang::Vi, &refused));
    shown
}

/// The last calls of all.
pub(super) fn erased(phone: &Phone, shipped: &Shipped) -> Shown {
    let mut shown = Shown::default();
    let s = &mut shown;
    let client = s.call(Client::open(&phone.home(), "default", shipped.clone()));
    s.call(client.erase());
    s.refused(client.reports(0, 1));
    drop(client);
    let aside =
        |phone: &Phone| citizen_client::quarantine(&phone.home(), "default", citizen_client::system_now());
    s.refused(aside(phone));
    s.call(citizen_client::erase_unopened(&phone.home(), "default", None));
    shown
}
