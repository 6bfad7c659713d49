//! A reference province with its officials, on threads of its own.

use crate::program::base_pack;
use crate::tls::Tls;
use citizen_province::demo::DemoCodes;
use citizen_province::officials::Look;
use citizen_province::officials::{Advance, NewDossier, OfficialReport, ReportChange, SlipKind};
use citizen_province::{Clock, Config, Officials, Running, StartError};
use std::fs::File;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A province on loopback with demonstration data.
pub struct Town {
    data: TempDir,
    runtime: Runtime,
    running: Option<Running>,
    addr: Option<SocketAddr>,
    base_url: Option<String>,
    shift: Arc<AtomicI64>,
    tls: Option<(PathBuf, PathBuf)>,
    tls_next: Option<PathBuf>,
}

impl Default for Town {
    fn default() -> Self {
        Self::open()
    }
}

/// By which the shells' tests come back after a sign-in, as an installed app does.
pub const APP_LINK: &str = "https://app.tinh.example/signed-in";

impl Town {
    /// Starts one that phones reach directly.
    pub fn open() -> Self {
        Self::start(None, None, 0)
    }

    /// Starts one that phones reach under `base_url`, through something in between.
    pub fn behind(base_url: &str) -> Self {
        Self::start(Some(base_url.to_owned()), None, 0)
    }

    /// Starts one over TLS whose pack pins its key and the next.
    pub fn over_tls(tls: &Tls) -> Self {
        Self::start(None, Some(tls), 0)
    }

    /// Starts one over TLS, with a clock that is `shift` milliseconds off this computer's. Its pack pins nothing unless
    /// `pinned`.
    pub fn elsewhen(tls: &Tls, shift: i64, pinned: bool) -> Self {
        Self::start_with(None, Some(tls), shift, pinned)
    }

    /// Starts one over TLS under the name `localhost`, so that nobody's pins for the address cover it.
    ///
    /// # Panics
    /// When no port is free.
    pub fn named(tls: &Tls) -> Self {
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let addr = free.local_addr().unwrap();
        drop(free);
        let mut town = Self::with(
            Some(format!("https://localhost:{}", addr.port())),
            Some(tls),
            0,
            false,
        );
        town.addr = Some(addr);
        town.reopen();
        town
    }

    fn start(base_url: Option<String>, tls: Option<&Tls>, shift: i64) -> Self {
        Self::start_with(base_url, tls, shift, true)
    }

    fn start_with(base_url: Option<String>, tls: Option<&Tls>, shift: i64, pinned: bool) -> Self {
        let mut town = Self::with(base_url, tls, shift, pinned);
        town.reopen();
        town
    }

    /// Not open yet.
    fn with(base_url: Option<String>, tls: Option<&Tls>, shift: i64, pinned: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("province")
            .enable_all()
            .build()
            .unwrap();
        Self {
            data: tempfile::tempdir().unwrap(),
            runtime,
            running: None,
            addr: None,
            base_url,
            shift: Arc::new(AtomicI64::new(shift)),
            tls: tls.map(|tls| tls.now.clone()),
            tls_next: tls.filter(|_| pinned).map(|tls| tls.next.0.clone()),
        }
    }

    /// Starts it again, on the same data and address.
    ///
    /// # Panics
    /// When it does not start.
    pub fn reopen(&mut self) {
        let data = self.data.path().join("province");
        let running = loop {
            let shift = Arc::clone(&self.shift);
            let system = Clock::system();
            let config = Config {
                demo: true,
                listen: self.addr.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0))),
                base_url: self.base_url.clone(),
                tls: self.tls.clone(),
                tls_next: self.tls_next.clone(),
                app_links: vec![APP_LINK.to_owned()],
                clock: Clock::new(move || system.now().plus_millis(shift.load(Ordering::Relaxed))),
                ..Config::new(data.clone(), base_pack())
            };
            match self.runtime.block_on(citizen_province::start(config)) {
                // A program that another test is just starting has a copy of every open file until it runs, this folder's lock too.
                Err(StartError::InUse) => File::open(data.join("serve.lock")).unwrap().lock().unwrap(),
                started => break started.unwrap(),
            }
        };
        self.addr = Some(running.addr);
        self.running = Some(running);
    }

    /// Serves another certificate from the next [`Town::reopen`] on, and pins its key and that of `next`.
    pub fn change_certificate(&mut self, now: &(PathBuf, PathBuf), next: &(PathBuf, PathBuf)) {
        self.tls = Some(now.clone());
        self.tls_next = Some(next.0.clone());
    }

    /// Stops it: nobody listens on its address any more.
    ///
    /// # Panics
    /// When it was not open, or does not end cleanly.
    pub fn close(&mut self) {
        let running = self.running.take().expect("the province is open");
        self.runtime.block_on(running.stop()).unwrap();
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("the province is open")
    }

    /// Where phones reach it.
    pub fn base_url(&self) -> String {
        self.running().base_url.clone()
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.running().addr
    }

    /// The data folder, for `citizen province … --data`.
    pub fn data(&self) -> std::path::PathBuf {
        self.data.path().join("province")
    }

    /// Moves the province's clock.
    pub fn shift_clock(&self, ms: i64) {
        self.shift.store(ms, Ordering::Relaxed);
    }

    /// Codes of the demonstration's dossiers.
    ///
    /// # Panics
    /// When there are none.
    pub fn codes(&self) -> DemoCodes {
        DemoCodes::of(self.running().state()).unwrap()
    }

    /// Codes of the procedures of its pack.
    pub fn procedures(&self) -> Vec<String> {
        let pack = self.running().state().pack();
        pack.procedures.iter().map(|one| one.code.clone()).collect()
    }

    /// The officials' side.
    pub fn officials(&self) -> Officials {
        Officials::of(self.running().state())
    }

    /// A resident hands in `count` dossiers, of one procedure after another, and finds them in their account: their codes.
    ///
    /// # Panics
    /// When they are not taken.
    pub fn hand_in(&self, sub: &str, count: u64) -> Vec<String> {
        hand_in(&self.officials(), &self.procedures(), sub, count)
    }

    /// Officials lead a dossier to a state.
    ///
    /// # Panics
    /// When they cannot.
    pub fn advance(&self, code: &str, status: i32, text: &str) {
        let text = (!text.is_empty()).then(|| text.to_owned());
        let step = Advance {
            status: Some(status),
            text,
            ..Advance::default()
        };
        self.officials().advance(code, &step).unwrap();
    }

    /// Officials lead a report to a state.
    ///
    /// # Panics
    /// When they cannot.
    pub fn update_report(&self, id: &str, status: &str) {
        let change = ReportChange {
            status: status.to_owned(),
            text: Some("Đã xem.".to_owned()),
        };
        self.officials().update_report(id, &change).unwrap();
    }

    /// Every report as officials see it.
    ///
    /// # Panics
    /// When the data cannot be read.
    pub fn reports(&self) -> Vec<OfficialReport> {
        self.officials().reports().unwrap()
    }

    /// How many ratings there are; the demonstration brings some.
    ///
    /// # Panics
    /// When the data cannot be read.
    pub fn ratings(&self) -> usize {
        self.officials().ratings().unwrap().len()
    }

    /// The slip of a dossier, as photographed.
    ///
    /// # Panics
    /// When it cannot be drawn.
    pub fn slip(&self, code: &str, kind: SlipKind, seed: u64) -> Vec<u8> {
        self.officials().slip(code, kind, Look::phone(seed)).unwrap().jpeg
    }
}

/// As [`Town::hand_in`], at a province in another process.
///
/// # Panics
/// When they are not taken.
pub fn hand_in(officials: &Officials, procedures: &[String], sub: &str, count: u64) -> Vec<String> {
    let handed = procedures.iter().cycle().zip(0..count).map(|(procedure, _)| {
        let new = NewDossier {
            owner: sub.to_owned(),
            procedure: procedure.clone(),
            ..NewDossier::default()
        };
        let code = officials.add_dossier(&new).unwrap().code;
        officials.show_to_owner(&code).unwrap();
        code
    });
    handed.collect()
}
