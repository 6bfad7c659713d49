//! Canaries go through every public call of the facade, with logging at its finest: they come back in what is asked for, and
//! stand in no file, no log, no error, no `Debug` output and no panic, in no form.

mod calls;
mod ears;
mod every;
mod screens;
mod secrets;

use calls::{erased, everything, unopened};
use citizen_client::{Client, ProfileDir, Shipped};
use citizen_domain::message::Lang;
use citizen_journeys::{Phone, Proxy, Town, canary, program};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_store::{FileKeyStore, VaultKeys};
use ears::{Ears, HEARD, hear_panics};
use std::path::Path;
use std::sync::Arc;

const TEXT: &str = "chim hoàng yến 7f3a ở ngã tư Thử";
const DRAFT: &str = "bản nháp chim sẻ 91bc";
const REASON: &str = "chưa sửa xong, chim ri 44de";
const SECRET: &str = "bi-mat-tra-cuu-5e1f";
/// For whom somebody acts.
const NAME: &str = "Lê Thử Chim Khuyên 3c9e";

/// The vault's keys as they are in memory: they may stand nowhere. The key files hold what seals them, and nothing else.
fn key_words(dir: &Path) -> Vec<Vec<u8>> {
    let keys = Arc::new(FileKeyStore::open(dir).unwrap());
    let random = Arc::new(citizen_client::system::SystemRandom::new());
    let vault = VaultKeys::open(dir, "default", false, keys, random).unwrap();
    let (_, _, data) = vault.of_epoch(None).unwrap();
    vec![data.to_vec(), vault.files_key().unwrap().to_vec()]
}

/// Where a form stands in a text. What is no text itself would stand there with signs for what cannot be read.
fn place(text: &str, form: &[u8]) -> Option<usize> {
    text.find(String::from_utf8_lossy(form).as_ref())
}

#[test]
fn nothing_personal_is_written_logged_or_shown() {
    hear_panics();
    log::set_boxed_logger(Box::new(Ears)).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(Ears).unwrap();

    let line = Proxy::new();
    line.listen();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let shipped = Shipped::new(vec![program::base_pack()]);
    let client = Client::open(&phone.home(), "default", shipped.clone()).unwrap();
    let name = client.session().unwrap().display_name;
    let dir = ProfileDir::new(&phone.home(), "default").unwrap();
    let mut keys = key_words(dir.root());
    let mut shown = everything(&client, &town, &phone);
    shown.add(unopened(&phone, &shipped));
    // They were changed meanwhile.
    keys.extend(key_words(dir.root()));
    let export = serde_json::to_string(&client.export(Lang::Vi).unwrap()).unwrap();
    let passed = secrets::of_sign_in(&line);
    let device = secrets::of_device(&phone);

    // While it is open, with its log; and closed.
    let mut words = vec![
        TEXT,
        DRAFT,
        SECRET,
        MAIN_RESIDENT.display_name,
        MAIN_RESIDENT.id_number,
        NAME,
    ];
    words.extend(passed.iter().map(String::as_str));
    let nowhere = |when: &str| {
        for word in &words {
            assert_eq!(
                canary::found(&phone.home(), word),
                Vec::<std::path::PathBuf>::new(),
                "{when}: {word} is in a file"
            );
        }
        for key in &keys {
            assert!(
                canary::found_bytes(&phone.home(), key).is_empty(),
                "{when}: a key is in a file"
            );
        }
        let mut holding = canary::found_bytes(&phone.home(), &device).into_iter();
        assert!(
            holding.all(|path| secrets::is_device_key(&path)),
            "{when}: the device key is in another file than its own"
        );
    };
    nowhere("open");
    let out = client.block_on(client.sign_out()).unwrap();
    shown.show(client.show_signed_out(&out, Lang::Vi));
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
    for word in [TEXT, DRAFT, NAME] {
        assert!(export.contains(word), "{word} never went in");
    }
    std::fs::write(phone.home().join("control"), TEXT).unwrap();
    assert_eq!(canary::found(&phone.home(), TEXT).len(), 1);
    std::fs::remove_file(phone.home().join("control")).unwrap();
    shown.add(erased(&phone, &shipped));
    nowhere("erased");
    assert!(shown.count.0 > 60 && shown.count.1 > 20, "{:?}", shown.count);
    std::panic::catch_unwind(|| panic!("a control")).unwrap_err();
    let heard = std::mem::take(&mut *HEARD.lock().unwrap());
    assert!(heard.contains("a control"), "panics are not heard");
    assert!(heard.lines().count() > 50, "nothing was logged: {}", heard.len());

    let mut all: Vec<Vec<u8>> = words.iter().flat_map(|word| canary::forms(word)).collect();
    all.extend([TEXT, REASON].iter().flat_map(|word| canary::forms(word)));
    all.extend(keys.iter().flat_map(|key| canary::forms_of(key)));
    all.extend(canary::forms_of(&device));
    for form in &all {
        let careless = format!("{:?} {}", TEXT, String::from_utf8_lossy(form));
        assert!(place(&careless, form).is_some() && place(&careless, TEXT.as_bytes()).is_some());
    }
    // Addresses stand in the logs of every server on the way.
    let addresses: Vec<String> = line.seen().into_iter().map(|seen| seen.path).collect();
    assert!(addresses.len() > 20);
    let addresses = addresses.join("\n");
    for (what, text) in [
        ("a log or a panic", &heard),
        ("Debug or an error", &shown.debug),
        ("an address", &addresses),
    ] {
        for form in all.iter().filter(|form| form.len() >= 6) {
            if let Some(at) = place(text, form) {
                let form = String::from_utf8_lossy(form);
                let before: Vec<char> = text[..at].chars().rev().take(200).collect();
                let before: String = before.into_iter().rev().collect();
                panic!("{what} holds {form:?} after {before:?}");
            }
        }
    }
}
