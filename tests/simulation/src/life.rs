//! What people do with their phones.

use crate::check::{self, Wrong};
use crate::device::Mode;
use crate::phone::{Entrusted, Finished};
use crate::photo::photos;
use crate::run::Run;
use crate::template::choose;
use crate::weather::{Doctored, Weather};
use crate::world::Event;
use citizen_client::{Client, ClientError, ReportDecision, ReportRequest, SyncReport};
use citizen_domain::ports::NetworkClass;
use citizen_testkit::Fault;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use url::Url;

const YEAR_MS: u64 = 365 * 86_400_000;
/// Minutes between looks at the phone once everything is fair.
const FAIR_MINUTES: [u64; 6] = [1, 5, 20, 45, 60, 61];
/// Looks after which nothing more is hoped for.
const FAIR_TURNS: usize = 40;

impl Run<'_> {
    /// The person takes up the phone.
    pub(crate) fn turn(&mut self, n: usize) {
        if self.phones[n].work.is_some() || self.phones[n].done {
            return;
        }
        if self.phones[n].client.is_none() && !self.starts(n) {
            return;
        }
        if self.fair {
            return self.fair_turn(n);
        }
        self.trouble(n);
        if self.world.one_in(4) && self.is_signed_out(n) {
            return self.signs_in(n);
        }
        if self.phones[n].written < self.setting.items {
            for _ in 0..=self.world.random.below(4) {
                self.writes(n);
                if self.died(n) {
                    return;
                }
            }
        }
        if self.world.one_in(6) {
            self.thinks_better(n);
            if self.died(n) {
                return;
            }
        }
        if self.world.one_in(4) && self.rates(n) {
            return;
        }
        self.syncs(n);
    }

    /// Starts the program; whether it runs.
    fn starts(&mut self, n: usize) -> bool {
        let phone = &mut self.phones[n];
        match phone.device.open(n, &self.world, &self.departures) {
            Ok(client) => phone.client = Some(client),
            Err(error) => {
                self.wrong
                    .push(Wrong::Broken(format!("p{n} does not start: {error:?}")));
                self.phones[n].done = true;
                return false;
            }
        }
        self.world.note(|| format!("p{n} starts"));
        check::kept(self, n);
        true
    }

    /// What befalls a phone while the weather is bad.
    fn trouble(&mut self, n: usize) {
        let (world, weather) = (Arc::clone(&self.world), self.setting.weather);
        if self.phones[n].device.was_full() {
            self.count("disk full");
        }
        let clock = world.per_mille(weather.clock);
        if clock {
            self.count("clock wrong");
        }
        let device = &mut self.phones[n].device;
        if clock {
            let years = i64::try_from(world.between(0, 20 * YEAR_MS)).unwrap_or(0);
            device
                .off_ms
                .store(years - 10 * YEAR_MS as i64, Ordering::Relaxed);
            world.note(|| format!("p{n} clock"));
        } else if world.one_in(3) {
            device.off_ms.store(0, Ordering::Relaxed);
        }
        if world.per_mille(weather.partition) {
            self.network.state().cut_off[n] = world.now() + world.between(60_000, 3_600_000);
            world.note(|| format!("p{n} cut off"));
        }
        let class = [NetworkClass::Slow, NetworkClass::Mobile, NetworkClass::Fast];
        device
            .connectivity
            .set_class(class[usize::try_from(world.random.below(3)).unwrap_or(0)]);
        device.set_fault(if world.per_mille(weather.power) {
            Some(Fault::PowerLoss(world.between(1, 600)))
        } else if world.per_mille(weather.full) {
            Some(Fault::Full(world.between(1, 200)))
        } else {
            None
        });
    }

    /// Whether the power went while something was written.
    fn died(&mut self, n: usize) -> bool {
        let dead = self.phones[n].device.disk.is_dead();
        if dead {
            self.count("power gone in a write");
            self.dies(n, Mode::Power);
        }
        dead
    }

    /// Writes a report and gives it to be sent.
    fn writes(&mut self, n: usize) {
        let world = Arc::clone(&self.world);
        let phone = &mut self.phones[n];
        let Some(client) = &phone.client else { return };
        if phone.written >= self.setting.items {
            return;
        }
        phone.written += 1;
        let text = format!("Phản ánh {} của nhà {n}", phone.written);
        let anonymous = world.one_in(5);
        let photo = match world.random.below(20) {
            0 => Some(3),
            1..=4 => Some(usize::try_from(world.random.below(3)).unwrap_or(0)),
            _ => None,
        };
        let request = ReportRequest {
            category: "giao_thong".to_owned(),
            text,
            photos: photo
                .map(|p| ("anh.jpg".to_owned(), photos()[p].clone()))
                .into_iter()
                .collect(),
            no_place: true,
            anonymous,
            ..ReportRequest::default()
        };
        match client.file_report(&request) {
            Ok(filed) => {
                let id = filed.report.id;
                world.note(|| format!("p{n} files {id}"));
                let item = Entrusted {
                    anonymous,
                    unwanted: false,
                };
                phone.entrusted.insert(id, item);
                self.count("filed");
            }
            // Nobody was told that it is kept.
            Err(_) => self.count("not kept"),
        }
    }

    /// Throws something away, or takes a report back.
    fn thinks_better(&mut self, n: usize) {
        let world = Arc::clone(&self.world);
        let phone = &mut self.phones[n];
        let (Some(client), false) = (&phone.client, phone.entrusted.is_empty()) else {
            return;
        };
        let nth = usize::try_from(world.random.below(phone.entrusted.len() as u64)).unwrap_or(0);
        let Some((id, item)) = phone.entrusted.iter_mut().nth(nth) else {
            return;
        };
        let done = if world.one_in(2) {
            client.discard(id).map(drop)
        } else {
            client.decide_report(id, &ReportDecision::Withdraw).map(drop)
        };
        world.note(|| format!("p{n} wants {id} gone: {}", done.is_ok()));
        // Where the power went meanwhile, it may be gone all the same.
        item.unwanted |= done.is_ok() || phone.device.disk.is_dead();
    }

    fn syncs(&mut self, n: usize) {
        let phone = &mut self.phones[n];
        let Some(client) = phone.client.clone() else {
            return;
        };
        self.world.note(|| format!("p{n} syncs"));
        phone.work = Some(Box::pin(async move { Finished::Sync(client.sync().await) }));
        phone.flag.raise();
        self.count("synced");
    }

    /// A sync came to its end.
    fn synced(&mut self, n: usize, result: &Result<SyncReport, ClientError>) {
        self.world.note(|| match result {
            Ok(report) => format!(
                "p{n} synced: sent {} rejected {} received {} waiting {} {:?}",
                report.sent,
                report.rejected,
                report.received,
                report.waiting.len(),
                report.trouble
            ),
            Err(error) => format!("p{n} failed: {error:?}"),
        });
        if !self.fair {
            if let Err(error) = result {
                let full = matches!(error, ClientError::Repository(_));
                if !full {
                    self.wrong.push(Wrong::Broken(format!("p{n} sync: {error:?}")));
                }
            }
            self.clears_up();
            let ms = self.world.between(5_000, 400_000);
            return self.world.after(ms, Event::Turn(n));
        }
        if let Err(error) = result {
            self.wrong
                .push(Wrong::Broken(format!("p{n} sync in fair weather: {error:?}")));
        }
        let quiet = result
            .as_ref()
            .is_ok_and(|report| report.waiting.is_empty() && report.trouble.is_none());
        let phone = &mut self.phones[n];
        phone.fair_turns += 1;
        // Once more, for what the province says of what was sent last.
        let over = quiet && phone.fair_turns > 1;
        if over || phone.fair_turns >= FAIR_TURNS {
            phone.done = true;
            return;
        }
        let minutes = FAIR_MINUTES[phone.fair_turns.min(FAIR_MINUTES.len() - 1)];
        self.world.after(minutes * 60_000, Event::Turn(n));
    }

    /// When everybody has written everything, the trouble ends.
    fn clears_up(&mut self) {
        if self.fair || self.phones.iter().any(|phone| phone.written < self.setting.items) {
            return;
        }
        self.fair = true;
        self.world.note(|| "the weather is fair".to_owned());
        let mut state = self.network.state();
        state.weather = Weather::FAIR;
        state.cut_off.fill(0);
        drop(state);
        for phone in &mut self.phones {
            phone.device.set_fault(None);
            phone.device.off_ms.store(0, Ordering::Relaxed);
        }
    }

    fn fair_turn(&mut self, n: usize) {
        // A program that was told a time in the future does not go back on its own, unless a province tells it better: people
        // start it again when they have set their clock.
        if !std::mem::replace(&mut self.phones[n].started_anew, true) && !self.phones[n].device.learns {
            self.phones[n].client = None;
            if !self.starts(n) {
                return;
            }
        }
        if self.is_signed_out(n) {
            return self.signs_in(n);
        }
        self.syncs(n);
    }

    fn is_signed_out(&self, n: usize) -> bool {
        let session = self.phones[n].client.as_ref().map(Client::session);
        session.is_some_and(|session| {
            session.is_ok_and(|session| session.state != "signed_in" && session.state != "paused")
        })
    }

    /// The person is asked to sign in again, and does.
    fn signs_in(&mut self, n: usize) {
        self.count("signed in again");
        self.world.note(|| format!("p{n} signs in"));
        self.starts_work(n, |client| async move {
            let back = Url::parse("http://127.0.0.1:40079/callback").unwrap();
            Finished::Page(client.begin_sign_in(back).await)
        });
    }

    pub(crate) fn starts_work<F: Future<Output = Finished> + Send + 'static>(
        &mut self,
        n: usize,
        work: impl FnOnce(Client) -> F,
    ) {
        let phone = &mut self.phones[n];
        let Some(client) = phone.client.clone() else {
            return;
        };
        phone.work = Some(Box::pin(work(client)));
        phone.flag.raise();
    }

    /// Something came to its end.
    pub(crate) fn finished(&mut self, n: usize, finished: Finished) {
        match finished {
            Finished::Sync(result) => self.synced(n, &result),
            Finished::Page(Ok(page)) => {
                // What a person does in a browser takes a while.
                let answer = choose(&self.town, &page, &self.template.person(n));
                self.starts_work(n, |client| async move {
                    Finished::SignedIn(client.finish_sign_in(answer).await)
                });
            }
            Finished::Page(Err(error)) | Finished::SignedIn(Err(error)) => {
                self.world.note(|| format!("p{n} is not signed in: {error:?}"));
                self.phones[n].fair_turns += usize::from(self.fair);
                self.world.after(120_000, Event::Turn(n));
            }
            Finished::Rated(result) => {
                self.rated(n, result);
                self.clears_up();
                self.world.after(1_000, Event::Turn(n));
            }
            Finished::SignedIn(Ok(_)) => {
                self.world.note(|| format!("p{n} is signed in"));
                self.world.after(1_000, Event::Turn(n));
            }
        }
    }

    /// What a program that keeps its cursor before its news would leave behind when it is killed in between.
    pub(crate) fn cursor_outside(&mut self, n: usize) {
        if self.setting.doctored != Doctored::CursorOutside {
            return;
        }
        if let Some(cursor) = self.cursors[n].clone() {
            let clock = Arc::new(crate::clock::PhoneClock {
                world: Arc::clone(&self.world),
                off_ms: Arc::default(),
            });
            // As the program keeps it: behind the format of what it keeps.
            let kept = format!("1 {cursor}");
            self.phones[n].device.put_setting("cursor", &kept, clock);
        }
    }
}
