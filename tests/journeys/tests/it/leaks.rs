//! Canaries go through every public call of the facade, with logging at its finest: they come back in what is asked for, and
//! stand in no file, no log, no error, no `Debug` output and no panic, in no form.

use citizen_client::outbox::Page;
use citizen_client::{
    Client, ClientError, DraftChange, Found, ProfileDir, ReceiptTrust, ReportDecision, ReportRequest,
    Shipped, verify_receipt,
};
use citizen_domain::Secret;
use citizen_domain::error::Coded;
use citizen_domain::message::Lang;
use citizen_journeys::{Phone, Proxy, Town, canary, program};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_store::{FileKeyStore, VaultKeys};
use std::fmt::{Debug, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

const TEXT: &str = "chim hoàng yến 7f3a ở ngã tư Thử";
const DRAFT: &str = "bản nháp chim sẻ 91bc";
const REASON: &str = "chưa sửa xong, chim ri 44de";
const SECRET: &str = "bi-mat-tra-cuu-5e1f";

/// Everything that any crate of this process logs, and how much.
static HEARD: Mutex<String> = Mutex::new(String::new());

fn hear(line: std::fmt::Arguments<'_>) {
    let mut heard = HEARD.lock().unwrap();
    let _ = writeln!(heard, "{line}");
}

/// What a panic would print on a terminal or leave in a crash report: place and payload, whatever becomes of it.
fn hear_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        hear(format_args!("{panic}"));
        usual(panic);
    }));
}

struct Ears;

impl log::Log for Ears {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(format_args!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

impl tracing::Subscriber for Ears {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut Fields);
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Fields);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

struct Fields;

impl tracing::field::Visit for Fields {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        hear(format_args!("{field} {value:?}"));
    }
}

/// What was asked for and what came, as a careless programmer would print it.
#[derive(Default)]
struct Shown {
    debug: String,
    /// Calls and refusals that were shown.
    count: (u32, u32),
}

impl Shown {
    fn show<T: Debug>(&mut self, value: T) -> T {
        let _ = writeln!(self.debug, "{value:?}\n{value:#?}");
        self.count.0 += 1;
        value
    }

    fn call<T: Debug>(&mut self, answer: Result<T, ClientError>) -> T {
        self.show(answer).unwrap()
    }

    fn refused<T: Debug>(&mut self, answer: Result<T, ClientError>) {
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
fn everything(client: &Client, town: &Town) -> Shown {
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
    s.call(client.reports(0, 50));
    s.call(client.report(&filed.report.id));
    s.refused(client.report(TEXT));
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
    shown
}

/// The vault's keys as they are in memory: they may stand nowhere. The key files hold what seals them, and nothing else.
fn key_words(dir: &Path) -> Vec<Vec<u8>> {
    let keys = Arc::new(FileKeyStore::open(dir).unwrap());
    let random = Arc::new(citizen_client::system::SystemRandom::new());
    let vault = VaultKeys::open(dir, "default", false, keys, random).unwrap();
    let (_, _, data) = vault.of_epoch(None).unwrap();
    vec![data.to_vec(), vault.files_key().unwrap().to_vec()]
}

#[test]
fn nothing_personal_is_written_logged_or_shown() {
    hear_panics();
    log::set_boxed_logger(Box::new(Ears)).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(Ears).unwrap();

    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let shipped = || Shipped::new(vec![program::base_pack()]);
    let client = Client::open(&phone.home(), "default", shipped()).unwrap();
    let name = client.session().unwrap().display_name;
    let mut shown = everything(&client, &town);
    let export = serde_json::to_string(&client.export(Lang::Vi).unwrap()).unwrap();
    let seen = line.seen();
    let token = seen.iter().find_map(|s| s.header("authorization")).unwrap();
    let token = token.split(' ').next_back().unwrap().to_owned();
    let bearer: String = token.chars().take(24).collect();

    // While it is open, with its log; and closed.
    let words = [
        TEXT,
        DRAFT,
        SECRET,
        &bearer,
        MAIN_RESIDENT.display_name,
        MAIN_RESIDENT.id_number,
    ];
    let dir = ProfileDir::new(&phone.home(), "default").unwrap();
    let nowhere = |when: &str| {
        for word in words {
            assert_eq!(
                canary::found(&phone.home(), word),
                Vec::<std::path::PathBuf>::new(),
                "{when}: {word} is in a file"
            );
        }
        for key in key_words(dir.root()) {
            assert!(
                canary::found_bytes(&phone.home(), &key).is_empty(),
                "{when}: a key is in a file"
            );
        }
    };
    nowhere("open");
    client.block_on(client.sign_out()).unwrap();
    shown.show(client.shutdown()).unwrap();
    nowhere("closed");
    // Again with the program itself, at its most talkative.
    for args in [
        vec!["-vvv", "report", "list"],
        vec!["-vvv", "report", "show", TEXT],
        vec!["-vvv", "dossier", "show", SECRET],
        vec!["-vvv", "doctor"],
    ] {
        let said = Phone::command(&phone, &args)
            .env("RUST_LOG", "trace")
            .output()
            .unwrap();
        shown.debug.push_str(&String::from_utf8_lossy(&said.stderr));
    }
    nowhere("after the program");

    // The words did go through, and this would find them: or nothing above is proved.
    assert_eq!(name.as_deref(), Some(MAIN_RESIDENT.display_name));
    for word in [TEXT, DRAFT] {
        assert!(export.contains(word), "{word} never went in");
    }
    std::fs::write(phone.home().join("control"), TEXT).unwrap();
    assert_eq!(canary::found(&phone.home(), TEXT).len(), 1);
    assert!(shown.count.0 > 25 && shown.count.1 > 8, "{:?}", shown.count);
    std::panic::catch_unwind(|| panic!("a control")).unwrap_err();
    let heard = std::mem::take(&mut *HEARD.lock().unwrap());
    assert!(heard.contains("a control"), "panics are not heard");
    assert!(heard.lines().count() > 50, "nothing was logged: {}", heard.len());

    let mut all: Vec<Vec<u8>> = words.iter().flat_map(|word| canary::forms(word)).collect();
    all.extend([TEXT, REASON].iter().flat_map(|word| canary::forms(word)));
    all.extend(key_words(dir.root()).iter().flat_map(|key| canary::forms_of(key)));
    for (what, text) in [("a log or a panic", &heard), ("Debug or an error", &shown.debug)] {
        for form in all.iter().filter(|form| form.len() >= 6) {
            let at = text
                .as_bytes()
                .windows(form.len())
                .position(|w| w == form.as_slice());
            if let Some(at) = at {
                let around = &text.as_bytes()[at.saturating_sub(200)..at];
                panic!(
                    "{what} holds {:?} after {:?}",
                    String::from_utf8_lossy(form),
                    String::from_utf8_lossy(around)
                );
            }
        }
    }
}
