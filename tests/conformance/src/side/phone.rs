//! A phone that is measured: everything it does goes through the door.

use super::far::{Far, FarKeys};
use crate::run::ports::{Alarm, Good, Heard, Listener};
use citizen_ffi::{
    Address, ChangeObserver, Citizen, DossierPage, Dossiers, HomeView, Identity, Language, OpenRequest,
    OperationEvent, PortFailure, Preferences, ProvinceRequest, ScanResult, Scanner, Snapshot, Subscription,
    SyncView, TextSize, Topic,
};
use serde_json::json;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who signs in.
pub(super) const SUB: &str = "demo-thu";

const BACK: &str = "http://127.0.0.1:7/callback";

/// A round of the telling thread that was cut in two shows as a gap of that thread's pause (16 ms) between two readers.
const CUT: Duration = Duration::from_millis(8);

fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(future)
}

/// The person at the province's page: the address that the browser comes back with.
pub(super) fn browse(far: &Far, page: &str) -> String {
    let answer = far.ask(&json!({ "do": "browse", "url": page, "sub": SUB }));
    answer["url"].as_str().expect("an address").to_owned()
}

/// A vault with its province, where nobody is signed in.
pub(super) struct Fresh(Arc<Citizen>);

impl Fresh {
    pub(super) fn new(far: &Arc<Far>, name: &str) -> Self {
        let about = far.ask(&json!({ "do": "about" }));
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let request = OpenRequest {
            home: format!("{}/{name}", text(&about["folder"])),
            profile: "default".to_owned(),
            packs: vec![text(&about["packs"][0])],
            language: Language::Vi,
            accept_loss: false,
            clock_offset_ms: 0,
        };
        let keys = Arc::new(FarKeys(Arc::clone(far)));
        let alarm: Arc<Alarm> = Arc::default();
        let citizen = Citizen::open(request, keys, Arc::new(Good), alarm).expect("the vault opens");
        let province = ProvinceRequest {
            base_url: text(&about["base_url"]),
            accept_key: None,
            root: None,
        };
        wait(citizen.choose_province(province)).expect("the province is there");
        Self(citizen)
    }

    /// The page to sign in at.
    pub(super) fn begin(&self) -> String {
        let identity = self.0.identity();
        wait(identity.begin_sign_in(BACK.to_owned()))
            .expect("signing in begins")
            .url
    }

    /// Home, after the browser came back.
    pub(super) fn finish(&self, back: &str) -> HomeView {
        wait(self.0.identity().finish_sign_in(back.to_owned())).expect("signed in");
        self.sync();
        self.0.home().expect("home")
    }

    fn sync(&self) -> SyncView {
        let heard: Arc<Heard<OperationEvent>> = Arc::default();
        let listener = Arc::new(Listener(Arc::clone(&heard)));
        let _operation = self.0.sync(listener).expect("it begins");
        let finished = |event: &OperationEvent| match event {
            OperationEvent::Finished { view } => Some(view.clone()),
            _ => None,
        };
        let told = heard.wait(|told| told.iter().any(|event| finished(event).is_some()));
        let view = told.iter().find_map(finished).expect("it ends");
        assert!(view.whole, "{view:?}");
        view
    }

    pub(super) fn close(self) {
        self.0.shutdown().expect("it closes");
    }
}

/// A phone whose person is signed in.
pub(super) struct Signed {
    phone: Fresh,
    dossiers: Arc<Dossiers>,
    scanner: Arc<Scanner>,
    identity: Arc<Identity>,
    english: Mutex<bool>,
}

impl Signed {
    pub(super) fn new(far: &Arc<Far>, name: &str) -> Self {
        let phone = Fresh::new(far, name);
        let page = phone.begin();
        phone.finish(&browse(far, &page));
        Self {
            dossiers: phone.0.dossiers(),
            scanner: phone.0.scanner(),
            identity: phone.0.identity(),
            phone,
            english: Mutex::new(false),
        }
    }

    pub(super) fn page(&self, rows: u32) -> DossierPage {
        self.dossiers.page(0, rows).expect("a page")
    }

    pub(super) fn session(&self) {
        let session = self.identity.session().expect("a session");
        assert!(session.name.is_some(), "somebody is signed in");
    }

    pub(super) fn frame(&self, width: u32, height: u32, stride: u32, luma: &[u8]) -> ScanResult {
        self.scanner.frame(width, height, stride, luma).expect("a frame")
    }

    /// The person changes the language: whatever is watched is otherwise now.
    fn speak_otherwise(&self) {
        let mut english = self.english.lock().unwrap_or_else(PoisonError::into_inner);
        *english = !*english;
        let language = if *english { Language::En } else { Language::Vi };
        let preferences = Preferences {
            language,
            text_size: TextSize::System,
            address: Address::Ban,
        };
        self.phone.0.set_preferences(preferences).expect("kept");
    }

    pub(super) fn watched_by(&self, count: u32) -> Watchers {
        let (told, heard) = channel();
        let watching = (0..count).map(|_| {
            let watcher = Arc::new(Watcher(Mutex::new(told.clone())));
            self.phone.0.subscribe(Topic::Session, watcher).expect("watched")
        });
        let watchers = Watchers {
            watching: watching.collect(),
            heard,
        };
        watchers.all();
        watchers
    }
}

/// Many who watch the same.
pub(super) struct Watchers {
    watching: Vec<Arc<Subscription>>,
    heard: Receiver<()>,
}

impl Watchers {
    /// When each of them was told.
    fn all(&self) -> Vec<Instant> {
        let next = |_: &Arc<Subscription>| {
            self.heard.recv().expect("told");
            Instant::now()
        };
        self.watching.iter().map(next).collect()
    }

    /// What telling one of them took, when all were told.
    pub(super) fn one(&self, phone: &Signed) -> u64 {
        loop {
            phone.speak_otherwise();
            let told = self.all();
            let cut = told
                .windows(2)
                .any(|two| matches!(two, [one, next] if *next - *one > CUT));
            if let ([first, .., last], false) = (told.as_slice(), cut) {
                let took = (*last - *first).as_nanos() / (told.len() as u128 - 1);
                return u64::try_from(took).unwrap_or(u64::MAX);
            }
        }
    }
}

struct Watcher(Mutex<Sender<()>>);

impl ChangeObserver for Watcher {
    fn changed(&self, _: Snapshot) -> Result<(), PortFailure> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.send(()).map_err(|_| PortFailure::Unexpected)
    }
}
