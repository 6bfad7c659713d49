//! One phone and the province, with what goes wrong named beforehand: for mishaps that have a name.

use crate::device::{Device, Mode};
use crate::template::{Template, choose, drive, folder};
use crate::town::Town;
use crate::transport::{Departures, Flight};
use crate::world::World;
use bytes::Bytes;
use citizen_client::{Client, Filed, ReportRequest, SyncReport};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Request, TransportError};
use citizen_testkit::SeededRandom;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use tempfile::TempDir;
use url::Url;

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// No connection comes about.
    Offline,
    /// It is lost on its way.
    Lost,
    /// The province works on it; its reply is lost.
    ReplyLost,
    /// The line brings it twice, and back what is said to the second.
    Repeated,
    /// The connection breaks after so many bytes of the body.
    CutAt(usize),
    /// It arrives, and its reply, where it is what was asked for, breaks off after so many bytes of the body.
    ReplyCut(usize),
    /// It arrives without its body.
    Emptied,
    /// Something in between writes another word into its body.
    Altered(&'static str, &'static str),
    /// The same, and it drops the body's hash.
    AlteredUnseen(&'static str, &'static str),
    /// Somebody answers this in the province's place, with these headers.
    Answer(u16, Vec<(&'static str, &'static str)>, String),
    /// Somebody answers this in the province's place.
    Instead(u16, String),
}

type Pick = Box<dyn Fn(&Request) -> bool + Send>;

/// A phone whose person is signed in, and the province.
pub struct Scene {
    world: Arc<World>,
    device: Device,
    client: Option<Client>,
    line: Arc<Line>,
    _place: TempDir,
}

struct Line {
    town: Mutex<Town>,
    script: Mutex<Vec<(Pick, Fate, usize)>>,
    seen: Mutex<Vec<String>>,
    /// Length of each request's body.
    carried: Mutex<Vec<usize>>,
    /// Length of the last reply's body.
    replied: Mutex<usize>,
    /// By what replies may be compressed.
    encoding: Mutex<Option<&'static str>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scene {
    /// At the beginning.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn new(template: &Template) -> Self {
        let place = folder();
        let world = Arc::new(World::new(1, false));
        let data = place.path().join("province");
        template.put_province(&data);
        let mut scene = Self {
            device: template.phone(0, &place.path().join("phone"), 1),
            client: None,
            line: Arc::new(Line {
                town: Mutex::new(Town::open(&data, &world)),
                script: Mutex::default(),
                seen: Mutex::default(),
                carried: Mutex::default(),
                replied: Mutex::default(),
                encoding: Mutex::default(),
            }),
            world,
            _place: place,
        };
        scene.start();
        scene
    }

    fn start(&mut self) {
        let departures = Arc::clone(&self.line) as Arc<dyn Departures>;
        self.client = Some(self.device.open(0, &self.world, &departures).unwrap());
    }

    /// The program.
    ///
    /// # Panics
    /// Never: it runs.
    pub fn client(&self) -> &Client {
        self.client.as_ref().expect("it runs")
    }

    /// Runs something of the client to its end.
    pub fn drive<T>(&self, future: impl Future<Output = T>) -> T {
        drive(&self.world, &self.device, future)
    }

    /// A sync.
    ///
    /// # Panics
    /// When it fails: trouble is told, not thrown.
    pub fn sync(&self) -> SyncReport {
        self.drive(self.client().sync()).unwrap()
    }

    /// Syncs until nothing waits any more, an hour apart; the last report.
    pub fn settle(&self) -> SyncReport {
        let mut report = self.sync();
        for _ in 0..30 {
            if report.waiting.is_empty() {
                break;
            }
            self.pass(61);
            report = self.sync();
        }
        report
    }

    /// The person signs in, again.
    ///
    /// # Panics
    /// When it does not work.
    pub fn sign_in(&self, template: &Template) {
        let back = Url::parse("http://127.0.0.1:40079/callback").unwrap();
        let page = self.drive(self.client().begin_sign_in(back)).unwrap();
        let answer = choose(&self.town(), &page, &self.person(template));
        self.drive(self.client().finish_sign_in(answer)).unwrap();
    }

    /// Files a report.
    ///
    /// # Panics
    /// When it is refused.
    pub fn file(&self, text: &str, photos: &[Vec<u8>], anonymous: bool) -> Filed {
        let request = ReportRequest {
            category: "giao_thong".to_owned(),
            text: text.to_owned(),
            photos: photos
                .iter()
                .map(|bytes| ("anh.jpg".to_owned(), bytes.clone()))
                .collect(),
            no_place: true,
            anonymous,
            ..ReportRequest::default()
        };
        self.client().file_report(&request).unwrap()
    }

    /// What becomes of the next `times` requests that `pick` picks.
    pub fn when(&self, pick: impl Fn(&Request) -> bool + Send + 'static, fate: Fate, times: usize) {
        lock(&self.line.script).push((Box::new(pick), fate, times));
    }

    /// Nothing goes wrong any more.
    pub fn fair(&self) {
        lock(&self.line.script).clear();
    }

    /// Method and path of every request since the last call.
    pub fn seen(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.line.seen))
    }

    /// So many minutes go by.
    pub fn pass(&self, minutes: u64) {
        self.world.pass(minutes * 60_000);
    }

    /// The program is killed and started again.
    ///
    /// # Panics
    /// When it does not start.
    pub fn restart(&mut self) {
        let image = self.device.image();
        self.device
            .disk
            .set_fault(Some(citizen_testkit::Fault::PowerLoss(1)));
        self.client = None;
        self.device.end(Mode::Killed, Some(image), &SeededRandom::new(1));
        self.start();
    }

    /// The device's clock is so many days off.
    pub fn clock_off(&self, days: i64) {
        let off = &self.device.off_ms;
        off.store(days * 86_400_000, std::sync::atomic::Ordering::Relaxed);
    }

    /// The network becomes another one.
    pub fn network(&self, class: citizen_domain::ports::NetworkClass) {
        self.device.connectivity.set_class(class);
    }

    /// How many photos the device holds.
    ///
    /// # Panics
    /// Never: they are in memory.
    pub fn files(&self) -> usize {
        let files: &dyn citizen_domain::ports::Files = &*self.device.files;
        files.list().unwrap().len()
    }

    /// Another phone of the same person, fresh from the template; `seed` must be another one than before.
    ///
    /// # Panics
    /// When its program does not start.
    pub fn fresh_phone(&mut self, template: &Template, seed: u64) {
        self.client = None;
        let home = self._place.path().join(format!("phone-{seed}"));
        self.device = template.phone(0, &home, seed);
        self.start();
    }

    /// By what the province may compress its replies.
    pub fn compress(&self, encoding: Option<&'static str>) {
        *lock(&self.line.encoding) = encoding;
    }

    /// How many bytes the body of the last reply had, as it was carried.
    pub fn replied(&self) -> usize {
        *lock(&self.line.replied)
    }

    /// Lengths of the bodies of every request since the last call.
    pub fn carried(&self) -> Vec<usize> {
        std::mem::take(&mut *lock(&self.line.carried))
    }

    /// Who has the phone.
    pub fn person(&self, template: &Template) -> String {
        template.person(0)
    }

    /// Runs something of the client until `stop` says so: then it is let go of where it waits.
    pub fn drive_until<T>(&self, future: impl Future<Output = T>, stop: impl Fn() -> bool) -> Option<T> {
        let mut future = std::pin::pin!(future);
        self.drive(std::future::poll_fn(move |context| {
            let polled = future.as_mut().poll(context);
            match polled {
                Poll::Ready(value) => Poll::Ready(Some(value)),
                Poll::Pending if stop() => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        }))
    }

    /// The device is locked: its key store does nothing. Or it is unlocked.
    pub fn lock_keys(&self, locked: bool) {
        self.device.key_store.set_locked(locked);
    }

    /// The device locks after its key store was used `uses` times more.
    pub fn lock_keys_after(&self, uses: u64) {
        self.device.key_store.lock_after(uses);
    }

    /// Every moment that the phone's system was asked for, oldest first.
    pub fn asked(&self) -> Vec<Option<Timestamp>> {
        self.device.wake.asked()
    }

    /// How often the key store was used.
    pub fn key_uses(&self) -> u64 {
        self.device.key_store.uses()
    }

    /// The device is locked.
    pub fn locked(&self) -> bool {
        self.device.key_store.locked()
    }

    /// The province.
    pub fn town(&self) -> MutexGuard<'_, Town> {
        lock(&self.line.town)
    }

    /// The province's program ends and starts again.
    pub fn restart_town(&self) {
        self.town().start();
    }
}

impl Departures for Line {
    fn leave(&self, flight: Flight) {
        let mut request = flight.request.clone();
        if let Some(encoding) = *lock(&self.encoding) {
            request.headers.push(("accept-encoding", encoding.to_owned()));
        }
        let request = &request;
        lock(&self.carried).push(request.body.len());
        lock(&self.seen).push(format!("{} {}", request.method.as_str(), request.url.path()));
        let found = {
            let mut script = lock(&self.script);
            let picked = |(pick, _, times): &(Pick, Fate, usize)| *times > 0 && pick(request);
            script.iter().position(picked).and_then(|at| {
                let (_, fate, times) = script.get_mut(at)?;
                *times -= 1;
                Some((at, fate.clone()))
            })
        };
        let (at, fate) = found.map_or((0, None), |(at, fate)| (at, Some(fate)));
        let town = lock(&self.town);
        let answer = match fate {
            None => Ok(town.handle(request, None)),
            Some(Fate::Offline) => Err(TransportError::Offline),
            Some(Fate::Lost) => Err(TransportError::Timeout),
            Some(Fate::ReplyLost) => {
                town.handle(request, None);
                Err(TransportError::Interrupted)
            }
            Some(Fate::Repeated) => {
                town.handle(request, None);
                Ok(town.handle(request, None))
            }
            Some(Fate::CutAt(at)) => {
                town.handle(request, Some(at));
                Err(TransportError::Interrupted)
            }
            Some(Fate::ReplyCut(bytes)) => {
                let mut answer = town.handle(request, None);
                if answer.status == 200 {
                    answer.cut = Some(bytes);
                } else if let Some((_, _, times)) = lock(&self.script).get_mut(at) {
                    // It only named the proof that is wanted: the fate is the next one's.
                    *times += 1;
                }
                Ok(answer)
            }
            Some(Fate::Emptied) => {
                let mut empty = request.clone();
                empty.body = Bytes::new();
                Ok(town.handle(&empty, None))
            }
            Some(Fate::Altered(word, other)) => Ok(town.handle(&altered(request, word, other), None)),
            Some(Fate::AlteredUnseen(word, other)) => {
                let mut other = altered(request, word, other);
                other.headers.retain(|(name, _)| *name != "content-digest");
                Ok(town.handle(&other, None))
            }
            Some(Fate::Answer(status, headers, body)) => Ok(crate::network::local(status, &headers, &body)),
            Some(Fate::Instead(status, body)) => Ok(crate::network::local(status, &[], &body)),
        };
        if let Ok(answer) = &answer {
            *lock(&self.replied) = answer.body.len();
        }
        flight.slot.settle(answer);
    }
}

/// With another word in its body.
fn altered(request: &Request, word: &str, other: &str) -> Request {
    let body = String::from_utf8_lossy(&request.body).replace(word, other);
    Request {
        body: body.into(),
        ..request.clone()
    }
}
