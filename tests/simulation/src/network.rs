//! What becomes of requests between a phone and the province.

use crate::ledger::Ledger;
use crate::transport::{Answer, Departures, Flight};
use crate::weather::Weather;
use crate::world::{Event, World};
use bytes::Bytes;
use citizen_domain::ports::{Request, TransportError};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The network between all phones and the province.
pub(crate) struct Network {
    world: Arc<World>,
    state: Mutex<State>,
}

pub(crate) struct State {
    pub(crate) weather: Weather,
    pub(crate) ledger: Ledger,
    /// Until when each phone is cut off.
    pub(crate) cut_off: Vec<u64>,
    pub(crate) requests: u64,
    /// How often what befell requests and replies.
    pub(crate) counts: BTreeMap<&'static str, u64>,
}

impl State {
    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }
}

impl Network {
    pub(crate) fn new(world: &Arc<World>, weather: Weather, phones: usize) -> Self {
        Self {
            world: Arc::clone(world),
            state: Mutex::new(State {
                weather,
                ledger: Ledger::default(),
                cut_off: vec![0; phones],
                requests: 0,
                counts: BTreeMap::new(),
            }),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// 50 ms to 3 s; mostly well below a second.
    pub(crate) fn latency(&self) -> u64 {
        let most = if self.world.one_in(8) { 3_000 } else { 600 };
        self.world.between(50, most)
    }

    /// Nobody answers: the phone notices after a while, or waits in vain.
    fn silence(&self, flight: &Flight) {
        if self.world.one_in(2) {
            let ms = self.world.between(50, 9_000);
            self.answer(flight, ms, Err(TransportError::Interrupted), false);
        }
    }

    /// Somebody answers in so many milliseconds; whether it is the province itself.
    pub(crate) fn answer(&self, flight: &Flight, ms: u64, answer: Result<Answer, TransportError>, own: bool) {
        // Of a 401 the head is enough: it names the proof that is wanted.
        let whole = answer
            .as_ref()
            .is_ok_and(|answer| answer.cut.is_none() || answer.status == 401);
        let heard = (own && whole).then(|| Box::new(flight.request.clone()));
        self.world
            .after(ms, Event::Answer(Arc::clone(&flight.slot), answer, heard));
    }

    /// The province's reply leaves for the phone.
    pub(crate) fn reply(&self, flight: &Flight, mut answer: Answer, own: bool) {
        let weather = self.state().weather;
        if self.world.per_mille(weather.reply_lost) {
            self.state().count("reply lost");
            return self.silence(flight);
        }
        if self.world.per_mille(weather.reply_cut) {
            self.state().count("reply cut");
            let length = answer.body.len() as u64;
            answer.cut = usize::try_from(self.world.random.below(length + 1)).ok();
        }
        let ms = self.latency();
        self.answer(flight, ms, Ok(answer), own);
    }
}

impl Departures for Network {
    fn leave(&self, flight: Flight) {
        let world = &self.world;
        let mut state = self.state();
        let weather = state.weather;
        state.requests += 1;
        let cut_off = state
            .cut_off
            .get(flight.phone)
            .is_some_and(|until| *until > world.now());
        let offline = if cut_off {
            world.one_in(2)
        } else {
            world.per_mille(weather.offline)
        };
        world.note(|| format!("p{} > {}", flight.phone, place(&flight.request)));
        if offline {
            state.count(if cut_off { "cut off" } else { "offline" });
            drop(state);
            let ms = world.between(20, 2_000);
            return self.answer(&flight, ms, Err(TransportError::Offline), false);
        }
        state.ledger.left(&flight.request);
        drop(state);
        let timeout = u64::try_from(flight.request.timeout.as_millis()).unwrap_or(u64::MAX);
        self.answer(&flight, timeout, Err(TransportError::Timeout), false);
        if cut_off || world.per_mille(weather.lost) {
            self.state()
                .count(if cut_off { "cut off" } else { "request lost" });
            return self.silence(&flight);
        }
        if world.per_mille(weather.twice) {
            self.state().count("request doubled");
            let ms = world.between(50, 120_000);
            world.after(
                ms,
                Event::Arrive(Box::new(Flight {
                    copy: true,
                    ..flight.clone()
                })),
            );
        }
        let cut = (!flight.request.body.is_empty() && world.per_mille(weather.request_cut))
            .then(|| world.random.below(flight.request.body.len() as u64))
            .and_then(|at| usize::try_from(at).ok());
        if cut.is_some() {
            self.state().count("request cut");
        }
        world.after(self.latency(), Event::Arrive(Box::new(Flight { cut, ..flight })));
    }
}

/// Method and path, without what other runs cannot have.
pub(crate) fn place(request: &Request) -> String {
    let path = request.url.path();
    let path = match path.strip_prefix("/v1/uploads/") {
        Some(_) => "/v1/uploads/…",
        None => path,
    };
    format!("{} {path} {}", request.method.as_str(), request.body.len())
}

/// What a portal or a proxy in between answers.
pub(crate) fn stranger(world: &World) -> Answer {
    let (status, body) = match world.random.below(6) {
        0 => (200, "<html>Đăng nhập Wi-Fi</html>"),
        1 => (302, ""),
        2 => (404, "<html>Not Found</html>"),
        3 => (502, "<html>Bad Gateway</html>"),
        4 => (401, "<html>Đăng nhập Wi-Fi</html>"),
        _ => (200, ""),
    };
    local(status, &[("location", "http://127.0.0.1:1/portal")], body)
}

/// An answer that is made here.
pub(crate) fn local(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    Answer {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        cut: None,
    }
}
