//! One run: a world, a province, some phones, and whatever happens to them.

use crate::check::{self, Wrong};
use crate::device::Mode;
use crate::dossiers::HandedIn;
use crate::lies::leave_out;
use crate::network::{Network, local, place, stranger};
use crate::phone::Phone;
use crate::session::Photo;
use crate::template::{PHONES, Template, folder};
use crate::town::Town;
use crate::transport::{Answer, Departures, Flight};
use crate::weather::{Doctored, Weather};
use crate::world::{Event, World};
use citizen_domain::ports::TransportError;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tempfile::TempDir;

/// Where a phone asks what changed.
const NEWS: &str = "/v1/changes";

/// Ten times what a run needs.
const MOST_EVENTS: u64 = 50_000;

/// What a run is made of.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Everything that happens follows from it.
    pub seed: u64,
    /// How many phones, 1 to 3.
    pub phones: usize,
    /// How many reports each person writes.
    pub items: usize,
    /// What goes wrong until everything is written.
    pub weather: Weather,
    /// A promise that is broken on purpose.
    pub doctored: Doctored,
    /// Keep what happened, to be read.
    pub tells: bool,
}

impl Setting {
    /// Three phones with thirty reports each in every kind of trouble.
    pub fn storm(seed: u64) -> Self {
        Self {
            seed,
            phones: PHONES,
            items: 30,
            weather: Weather::STORM,
            doctored: Doctored::Nothing,
            tells: false,
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Of which seed.
    pub seed: u64,
    /// Hash of everything that happened, in order.
    pub trace: u64,
    /// Broken promises.
    pub wrong: Vec<Wrong>,
    /// How often what happened: `accepted`, `killed`, `requests`, …
    pub counts: BTreeMap<&'static str, u64>,
    /// What happened, where it was kept.
    pub told: Vec<String>,
}

/// A run under way.
pub struct Run<'a> {
    pub(crate) template: &'a Template,
    pub(crate) setting: Setting,
    pub(crate) world: Arc<World>,
    pub(crate) network: Arc<Network>,
    pub(crate) departures: Arc<dyn Departures>,
    pub(crate) town: Town,
    pub(crate) phones: Vec<Phone>,
    pub(crate) fair: bool,
    pub(crate) wrong: Vec<Wrong>,
    pub(crate) counts: BTreeMap<&'static str, u64>,
    /// Dossiers that officials took in.
    pub(crate) handed_in: Vec<HandedIn>,
    /// Ratings that were counted before anybody took up a phone.
    pub(crate) ratings: usize,
    /// The newest cursor that went over the wire to each phone.
    pub(crate) cursors: Vec<Option<String>>,
    /// Photos under way: their length and, once the session ended behind a piece of theirs, how.
    pub(crate) photos: BTreeMap<String, Photo>,
    /// Ids that a province without a memory has taken.
    pub(crate) taken: BTreeSet<String>,
    _place: TempDir,
}

impl<'a> Run<'a> {
    /// Runs `setting` to its end.
    ///
    /// # Panics
    /// When something happens that no promise speaks of.
    pub fn of(template: &'a Template, setting: Setting) -> Outcome {
        let mut run = Self::new(template, setting);
        run.something_to_rate();
        run.live();
        run.end()
    }

    /// Everything is ready, and every person about to take up the phone.
    pub(crate) fn new(template: &'a Template, setting: Setting) -> Self {
        let place = folder();
        let world = Arc::new(World::new(setting.seed, setting.tells));
        let data = place.path().join("province");
        template.put_province(&data);
        let network = Arc::new(Network::new(&world, setting.weather, setting.phones));
        let phones = (0..setting.phones)
            .map(|n| {
                let home = place.path().join(format!("phone-{n}"));
                let seed = setting.seed.wrapping_mul(31).wrapping_add(n as u64);
                let mut device = template.phone(n, &home, seed);
                device.learns = (setting.seed + n as u64).is_multiple_of(2);
                Phone::new(device)
            })
            .collect();
        for phone in 0..setting.phones {
            world.after(world.between(0, 60_000), Event::Turn(phone));
        }
        world.after(600_000, Event::Officials);
        let town = Town::open(&data, &world);
        Self {
            template,
            handed_in: Vec::new(),
            ratings: town.ratings(),
            town,
            departures: Arc::clone(&network) as Arc<dyn Departures>,
            cursors: vec![None; setting.phones],
            setting,
            world,
            network,
            phones,
            fair: false,
            wrong: Vec::new(),
            counts: BTreeMap::new(),
            photos: BTreeMap::new(),
            taken: BTreeSet::new(),
            _place: place,
        }
    }

    pub(crate) fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    fn live(&mut self) {
        let mut events = 0;
        while self.phones.iter().any(|phone| !phone.done) {
            let Some(event) = self.world.next() else {
                return;
            };
            events += 1;
            if events > MOST_EVENTS {
                self.wrong
                    .push(Wrong::Stuck("it goes round in circles".to_owned()));
                return;
            }
            match event {
                Event::Wake(waker) => waker.wake(),
                Event::Arrive(flight) => self.arrive(&flight),
                Event::Answer(slot, answer, request) => {
                    let status = answer.as_ref().ok().map(|answer| answer.status);
                    let said = answer.as_ref().map(|a| a.status).map_err(|e| format!("{e:?}"));
                    if slot.settle(answer) {
                        self.world.note(|| format!("< {said:?}"));
                        if let Some((request, status)) = request.zip(status) {
                            self.network.state().ledger.heard(&request, status);
                        }
                    }
                }
                Event::Turn(phone) => self.turn(phone),
                Event::Officials => self.officials(),
            }
            for phone in 0..self.phones.len() {
                self.stir(phone);
            }
        }
    }

    /// Lets a phone's program work until it waits for something.
    fn stir(&mut self, n: usize) {
        let kill = if self.fair { 0 } else { self.setting.weather.kill };
        loop {
            let phone = &mut self.phones[n];
            let Some(work) = &mut phone.work else { return };
            if !phone.flag.take() {
                return;
            }
            let waker = Waker::from(Arc::clone(&phone.flag));
            let polled = work.as_mut().poll(&mut Context::from_waker(&waker));
            if phone.device.disk.is_dead() {
                self.count("power gone in a write");
                return self.dies(n, Mode::Power);
            }
            if let Poll::Ready(result) = polled {
                self.phones[n].work = None;
                return self.finished(n, result);
            }
            if self.world.per_mille(kill) {
                return self.dies(n, self.how());
            }
            let Some(job) = self.phones[n].device.jobs.next() else {
                return;
            };
            job();
            if self.phones[n].device.disk.is_dead() {
                self.count("power gone in a write");
                return self.dies(n, Mode::Power);
            }
            if self.world.per_mille(kill) {
                return self.dies(n, self.how());
            }
        }
    }

    fn how(&self) -> Mode {
        if self.world.one_in(2) {
            Mode::Killed
        } else {
            Mode::Power
        }
    }

    /// A phone's program ends in the middle of whatever it does.
    pub(crate) fn dies(&mut self, n: usize, mode: Mode) {
        self.count(match mode {
            Mode::Killed => "killed",
            Mode::Power => "power gone",
        });
        self.world.note(|| format!("p{n} dies: {mode:?}"));
        let phone = &mut self.phones[n];
        let before = (mode == Mode::Killed && !phone.device.disk.is_dead()).then(|| phone.device.image());
        // Nothing that is said on the way out reaches the disk.
        phone
            .device
            .disk
            .set_fault(Some(citizen_testkit::Fault::PowerLoss(1)));
        phone.work = None;
        while phone.device.jobs.next().is_some() {}
        phone.client = None;
        phone.device.end(mode, before, &self.world.random);
        self.cursor_outside(n);
        let ms = self.world.between(1_000, 600_000);
        self.world.after(ms, Event::Turn(n));
    }

    /// A request is at the province.
    fn arrive(&mut self, flight: &Flight) {
        let weather = self.network.state().weather;
        let world = Arc::clone(&self.world);
        if !flight.copy && world.per_mille(weather.portal) {
            self.count("portal");
            return self.network.reply(flight, stranger(&world), false);
        }
        if !flight.copy && world.per_mille(weather.busy) {
            self.count("asked for patience");
            let answer = match world.one_in(2) {
                true => local(429, &[("retry-after", "90")], ""),
                false => local(503, &[], ""),
            };
            return self.network.reply(flight, answer, true);
        }
        if !flight.copy
            && (world.per_mille(weather.forged) || self.believes(flight))
            && let Some(answer) = self.forged(flight)
        {
            self.count("forged");
            return self.network.reply(flight, answer, false);
        }
        if self.setting.doctored == Doctored::NoProbe && check::is_probe(&flight.request) {
            let body = r#"{"error":{"code":"not_found","message":"Không có."}}"#;
            return self.network.reply(flight, local(404, &[], body), false);
        }
        let mut answer = self.town.handle(&flight.request, flight.cut);
        self.world
            .note(|| format!("p{} = {} {}", flight.phone, place(&flight.request), answer.status));
        if self.setting.doctored == Doctored::NoDedupe && answer.status == 200 {
            self.again(flight);
        }
        if self.setting.doctored == Doctored::RatingsAgain && answer.status == 200 {
            self.counted_again(flight);
        }
        if self.setting.doctored == Doctored::NewsLeftOut && flight.request.url.path() == NEWS {
            leave_out(&mut answer);
        }
        self.note_cursor(flight, &answer);
        self.session_ends(flight, &answer);
        if world.per_mille(weather.restart) {
            self.count("restarted");
            self.town.start();
            return;
        }
        if flight.copy {
            return;
        }
        if flight.cut.is_some() {
            let ms = self.network.latency();
            return self
                .network
                .answer(flight, ms, Err(TransportError::Interrupted), false);
        }
        self.network.reply(flight, answer, true);
    }

    fn note_cursor(&mut self, flight: &Flight, answer: &Answer) {
        if flight.request.url.path() != NEWS {
            return;
        }
        let text = String::from_utf8_lossy(&answer.body);
        let last = text.lines().rev().find_map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(value.get("cursor")?.as_str()?.to_owned())
        });
        if last.is_some() {
            self.cursors[flight.phone] = last;
        }
    }

    /// Officials take a report up and say something about it, and see to a dossier.
    fn officials(&mut self) {
        if self.fair {
            return;
        }
        self.dossiers_go_on();
        let reports = self.town.reports();
        if !reports.is_empty() {
            let index = usize::try_from(self.world.random.below(reports.len() as u64)).unwrap_or(0);
            let state = if self.world.one_in(2) {
                "dang_xu_ly"
            } else {
                "da_xu_ly"
            };
            let led = self.town.lead(&reports[index].id, state);
            self.world
                .note(|| format!("officials {} {state} {led}", reports[index].id));
        }
        let ms = self.world.between(300_000, 1_800_000);
        self.world.after(ms, Event::Officials);
    }

    fn end(mut self) -> Outcome {
        check::at_the_end(&mut self);
        let state = self.network.state();
        self.counts.insert("requests", state.requests);
        self.counts.extend(&state.counts);
        drop(state);
        Outcome {
            seed: self.setting.seed,
            trace: self.world.trace(),
            wrong: self.wrong,
            counts: self.counts,
            told: self.world.told(),
        }
    }
}
