//! What every run begins with: a province with its demonstration, and phones whose people are signed in. Made once.

use crate::device::Device;
use crate::pack::with_anonymous_reports;
use crate::town::{BASE_URL, PACK, Town};
use crate::transport::{Departures, Flight};
use crate::world::{Event, START, World};
use citizen_client::{Client, InitRequest};
use citizen_domain::ports::{Method, Request};
use citizen_proof::SigningKey;
use citizen_province::demo::RESIDENTS;
use citizen_testkit::{MemoryKeyStore, PowerLossDisk};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tempfile::TempDir;
use url::Url;

/// Most phones: so many adults live in the demonstration.
pub(crate) const PHONES: usize = 3;

/// Files by their path below a folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The beginning of every run.
pub struct Template {
    province: Files,
    phones: Vec<PhoneTemplate>,
    /// A key that nobody stands behind.
    pub(crate) forger: SigningKey,
}

struct PhoneTemplate {
    folder: Files,
    disk: Files,
    generation: u64,
    person: String,
    /// As on the device: runs only read it.
    key_store: Arc<MemoryKeyStore>,
}

/// Folders of a run. On memory where the system has such a place: the runs' own disks are what fails, not these.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

impl Template {
    /// Makes it.
    ///
    /// # Panics
    /// When anything does not work that must.
    pub fn make() -> Self {
        let place = folder();
        let world = Arc::new(World::at(START.plus_millis(-10 * 60_000), 1, false));
        let data = place.path().join("province");
        std::fs::create_dir_all(&data).unwrap();
        std::fs::write(data.join(PACK), with_anonymous_reports()).unwrap();
        let town = Arc::new(Mutex::new(Town::open(&data, &world)));
        let departures: Arc<dyn Departures> = Arc::new(Straight(Arc::clone(&town)));
        let adults = RESIDENTS.iter().filter(|person| person.age_band == Some("adult"));
        let phones = adults.take(PHONES).enumerate().map(|(n, person)| {
            let key_store = Arc::new(MemoryKeyStore::new());
            let mut device = Device::new(&place.path().join(format!("phone-{n}")), &key_store, n as u64);
            let client = device.open(n, &world, &departures).unwrap();
            begin(&world, &device, &client, &town, person.sub);
            client.shutdown().unwrap();
            drop(client);
            PhoneTemplate {
                folder: read(&device.root()),
                disk: below(&device.root(), device.disk.files()),
                generation: device.generations.0.load(Ordering::Relaxed),
                key_store,
                person: person.sub.to_owned(),
            }
        });
        let phones = phones.collect();
        drop(departures);
        drop(town);
        Self {
            province: read(&data),
            phones,
            forger: SigningKey::generate_es256().unwrap(),
        }
    }

    /// Who has the phone.
    pub(crate) fn person(&self, n: usize) -> String {
        self.phones[n].person.clone()
    }

    /// The province's data folder, as it was.
    pub(crate) fn put_province(&self, data: &Path) {
        let _ = std::fs::remove_dir_all(data);
        write(data, &self.province);
    }

    /// A phone, as it was; its real folder stands in `home`.
    pub(crate) fn phone(&self, n: usize, home: &Path, seed: u64) -> Device {
        let template = &self.phones[n];
        write(&home.join("profiles").join("default"), &template.folder);
        let mut device = Device::new(home, &template.key_store, seed);
        let root = device.root();
        let files = template
            .disk
            .iter()
            .map(|(name, bytes)| (root.join(name), bytes.clone()));
        device.disk = PowerLossDisk::holding(&files.collect());
        device.generations.0.store(template.generation, Ordering::Relaxed);
        device
    }
}

/// The first minutes with a phone: it comes to know the province, somebody signs in, and the news come.
fn begin(world: &World, device: &Device, client: &Client, town: &Mutex<Town>, sub: &str) {
    let request = InitRequest {
        base_url: BASE_URL.to_owned(),
        ..InitRequest::default()
    };
    drive(world, device, client.init(&request)).unwrap();
    let back = Url::parse("http://127.0.0.1:40079/callback").unwrap();
    let page = drive(world, device, client.begin_sign_in(back)).unwrap();
    let answer = choose(&town.lock().unwrap(), &page, sub);
    drive(world, device, client.finish_sign_in(answer)).unwrap();
    let report = drive(world, device, client.sync()).unwrap();
    assert_eq!(report.outcome, None, "{report:?}");
}

/// What a browser does: fetches the page, presses the resident's button, follows the redirect.
pub(crate) fn choose(town: &Town, page: &Url, sub: &str) -> Url {
    let shown = town.handle(&Request::new(Method::Get, page.clone()), None);
    let html = String::from_utf8_lossy(&shown.body).into_owned();
    let mark = "name=\"request\" value=\"";
    let after = html.split(mark).nth(1).expect("a page to choose on");
    let request = after.split('"').next().unwrap_or_default();
    let form = format!("request={request}&sub={sub}");
    let action = page.join("/oauth/authorize").unwrap();
    let press = Request::new(Method::Post, action).body("application/x-www-form-urlencoded", form);
    let answer = town.handle(&press, None);
    let to = answer.headers.iter().find(|(name, _)| name == "location");
    Url::parse(&to.expect("a redirect").1).unwrap()
}

/// Runs a client's future to its end, with nothing in its way.
pub(crate) fn drive<T>(world: &World, device: &Device, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        if let Some(job) = device.jobs.next() {
            job();
        } else {
            match world.next() {
                Some(Event::Wake(waker)) => waker.wake(),
                _ => panic!("it waits for something that nobody brings"),
            }
        }
    }
}

/// A network without distance.
struct Straight(Arc<Mutex<Town>>);

impl Departures for Straight {
    fn leave(&self, flight: Flight) {
        let answer = self.0.lock().unwrap().handle(&flight.request, None);
        flight.slot.settle(Ok(answer));
    }
}

fn below(root: &Path, files: Files) -> Files {
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
    files
        .into_iter()
        .map(|(path, bytes)| (name(&path), bytes))
        .collect()
}

fn read(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    below(folder, found)
}

fn write(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
