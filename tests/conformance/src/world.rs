//! The world around a phone: a province with its officials, a browser, pictures and camera frames.

mod mishap;

use citizen_journeys::Town;
use citizen_province::demo::DemoCodes;
use citizen_province::officials::{NewDossier, SlipKind};
use citizen_testkit::MemoryKeyStore;
use mishap::Mocking;
use serde_json::{Value, json};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// A province, and a folder for what phones are shown.
pub struct World {
    town: Town,
    folder: TempDir,
    shown: u64,
    /// Listens in the province's place, and never answers.
    silent: Option<TcpListener>,
    /// Who asked there, and still has no answer.
    asker: Option<TcpStream>,
    /// Answers in the province's place, whatever it is asked.
    mocking: Option<Mocking>,
    keys: MemoryKeyStore,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// Opens the province.
    ///
    /// # Panics
    /// When it does not start.
    pub fn new() -> Self {
        Self {
            town: Town::open(),
            folder: tempfile::tempdir().unwrap(),
            shown: 0,
            silent: None,
            asker: None,
            mocking: None,
            keys: MemoryKeyStore::new(),
        }
    }

    /// Does one thing; what is wrong with the request is an answer too.
    ///
    /// # Panics
    /// When the province refuses what the story asks of its officials.
    pub fn answer(&mut self, request: &Value) -> Value {
        let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("do") {
            "about" => self.about(),
            "keys" => crate::keys::answer(&self.keys, request),
            "down" => {
                self.town.close();
                json!({})
            }
            "silent" => {
                self.silent = Some(self.take_its_place());
                json!({})
            }
            "asked" => {
                let silent = self.silent.as_ref().expect("nobody else is asked");
                self.asker = Some(asker(silent));
                json!({})
            }
            "hung_up" => {
                let asker = self.asker.take().expect("somebody asked");
                json!({ "hung_up": hangs_up(asker) })
            }
            "answers" => {
                let status = request.get("status").and_then(Value::as_u64).unwrap_or_default();
                let body = request.get("body").map(Value::to_string).unwrap_or_default();
                self.mocking = Some(Mocking::begin(self.take_its_place(), status, body));
                json!({})
            }
            "misled" => {
                let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a port");
                let base_url = format!("http://{}", elsewhere.local_addr().expect("it listens"));
                let directory = mishap::misleading(self.town.addr());
                self.mocking = Some(Mocking::begin(elsewhere, 200, directory));
                json!({ "base_url": base_url })
            }
            "new_keys" => {
                self.town.close();
                // What is missing is made when it opens.
                std::fs::remove_file(self.town.data().join("keys/receipt.p8")).expect("a key");
                self.town.reopen();
                json!({})
            }
            "copy" => {
                let folder = |name: &str| self.folder.path().join(text(name));
                mishap::put(&folder("from"), &folder("to"));
                json!({})
            }
            "spoil" => {
                mishap::spoil(&self.folder.path().join(text("folder")));
                json!({})
            }
            "age" => {
                mishap::age(&self.folder.path().join(text("folder")));
                json!({})
            }
            "tie" => {
                mishap::tie(&self.folder.path().join(text("folder")));
                json!({})
            }
            "untie" => {
                mishap::untie(&self.folder.path().join(text("folder")));
                json!({})
            }
            "up" => {
                self.silent = None;
                self.mocking = None;
                self.town.reopen();
                json!({})
            }
            "browse" => browse(text("url"), text("sub")),
            "slip" => self.slip(text("code"), text("kind")),
            "frame" => self.frame(text("text")),
            "photo" => {
                let seed = request.get("seed").and_then(Value::as_u64).unwrap_or(7);
                let path = self.keep("photo.jpg", &citizen_fixtures::camera::Camera::small(seed).jpeg());
                json!({ "path": path })
            }
            "file" => {
                let path = self.keep(text("name"), text("content").as_bytes());
                json!({ "path": path })
            }
            "hand_in" => {
                let count = request.get("count").and_then(Value::as_u64).unwrap_or_default();
                json!({ "codes": self.town.hand_in(text("sub"), count) })
            }
            "advance" => {
                let status = request.get("status").and_then(Value::as_i64).unwrap_or_default();
                self.town
                    .advance(text("code"), i32::try_from(status).unwrap(), text("text"));
                json!({})
            }
            "many" => {
                let count = request.get("count").and_then(Value::as_u64).unwrap_or_default();
                json!({ "codes": (0..count).map(|n| self.receive(text("sub"), n)).collect::<Vec<_>>() })
            }
            "report_update" => {
                self.town.update_report(text("id"), text("status"));
                json!({})
            }
            "reports" => json!({ "count": self.town.reports().len() }),
            "ratings" => json!({ "count": self.town.ratings() }),
            other => json!({ "error": format!("nobody does {other}") }),
        }
    }

    /// The province's place on the line, without the province.
    fn take_its_place(&mut self) -> TcpListener {
        let at = url::Url::parse(&self.town.base_url()).expect("an address");
        self.town.close();
        let address = (at.host_str().expect("a host"), at.port().expect("a port"));
        TcpListener::bind(address).expect("the port is free again")
    }

    fn about(&self) -> Value {
        let codes = self.town.codes();
        json!({
            "base_url": self.town.base_url(),
            "packs": [citizen_journeys::program::base_pack()],
            "folder": self.folder.path(),
            "codes": {
                "fresh": codes.fresh, "in_time": codes.in_time, "overdue": codes.overdue,
                "supplement": codes.supplement, "fee": codes.fee, "legacy": codes.legacy,
                "finished_old": codes.finished_old, "odd": codes.odd, "others": codes.others, "secret": DemoCodes::SECRET,
            },
        })
    }

    /// One more dossier of that resident, of one procedure after the other, each third led on; its code.
    fn receive(&self, sub: &str, n: u64) -> String {
        let officials = self.town.officials();
        let procedures = self.town.procedures();
        let new = NewDossier {
            owner: sub.to_owned(),
            procedure: procedures
                .get(usize::try_from(n).unwrap() % procedures.len())
                .expect("a pack has procedures")
                .clone(),
            ..NewDossier::default()
        };
        let code = officials.add_dossier(&new).expect("officials receive it").code;
        if n.is_multiple_of(3) {
            self.town.advance(&code, 4, "");
        }
        code
    }

    /// A slip as photographed, and the text in its code.
    fn slip(&mut self, code: &str, kind: &str) -> Value {
        let kind = match kind {
            "signed" => SlipKind::Signed,
            "url" => SlipKind::Url,
            _ => SlipKind::Code,
        };
        let jpeg = self.town.slip(code, kind, 11);
        let limits = citizen_client::scan::Limits::PICTURE;
        let read = citizen_client::scan::decode(&jpeg, &limits).unwrap();
        let text = read
            .found
            .first()
            .map(|found| String::from_utf8_lossy(&found.raw).into_owned());
        json!({ "path": self.keep("slip.jpg", &jpeg), "text": text })
    }

    /// A grey frame of 960 × 720, with rows of 1024 bytes.
    fn frame(&mut self, text: &str) -> Value {
        const WIDTH: u32 = 960;
        const HEIGHT: u32 = 720;
        const STRIDE: usize = 1024;
        let code = citizen_fixtures::qr::clean(text, 6).expect("a text that fits");
        let mut grey = citizen_fixtures::grey::Grey::new(WIDTH, HEIGHT, 255);
        grey.paste(&code, 60, 40);
        let rows = grey.pixels.chunks(960);
        let bytes: Vec<u8> = rows
            .flat_map(|row| {
                let mut row = row.to_vec();
                row.resize(STRIDE, 0x55);
                row
            })
            .collect();
        json!({ "path": self.keep("frame.grey", &bytes), "width": WIDTH, "height": HEIGHT, "stride": STRIDE })
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> PathBuf {
        self.shown += 1;
        let name = Path::new(name).file_name().expect("a name");
        let folder = self.folder.path().join(self.shown.to_string());
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// The next to ask there.
fn asker(silent: &TcpListener) -> TcpStream {
    let (tell, told) = std::sync::mpsc::channel();
    let silent = silent.try_clone().expect("a socket");
    std::thread::spawn(move || tell.send(silent.accept()));
    let (asker, _) = told.recv_timeout(LONG).expect("somebody asks").expect("a line");
    asker.set_read_timeout(Some(LONG)).expect("a socket");
    // Before its first word a line may be kept for another question.
    asker.peek(&mut [0]).expect("it asks");
    asker
}

/// Whether who asked lets go of the line, well before it would for want of an answer.
fn hangs_up(mut asker: TcpStream) -> bool {
    asker.set_read_timeout(Some(PATIENCE)).expect("a socket");
    asker.read_to_end(&mut Vec::new()).is_ok()
}

/// A busy machine comes to it late.
const LONG: Duration = Duration::from_secs(60);

/// Shorter than a phone waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Signs a resident in at the province's page: the address that the browser comes back with.
fn browse(url: &str, sub: &str) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let back = runtime.block_on(citizen_journeys::browser::choose_plainly(url, sub));
    json!({ "url": back })
}
