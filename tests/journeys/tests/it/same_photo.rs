//! Two programs have the same photo in hand: one keeps it while the other throws it away.

use citizen_client::net::http::HttpTransport;
use citizen_client::net::trust::NetworkTrust;
use citizen_client::system::{AssumedConnectivity, SystemClock, SystemRandom, Unwoken};
use citizen_client::{Client, Ports, ProfileDir, ReportDecision, ReportRequest, Shipped, open_store};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Clock, Files, KeyStore, PortError, Random};
use citizen_fixtures::Camera;
use citizen_journeys::{Phone, Town};
use citizen_store::{FileKeyStore, FileStore, VaultKeys};
use std::collections::HashSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Files of the device. After one is kept, the other program is let go, and gets time to do what it wants to do.
struct Paused {
    files: FileStore,
    go: Sender<()>,
    done: Mutex<Receiver<()>>,
}

impl Files for Paused {
    fn put(&self, bytes: &[u8]) -> Result<String, PortError> {
        let kept = self.files.put(bytes)?;
        let _ = self.go.send(());
        // It comes to an end where nothing keeps it from that, or not before the row is there.
        let _ = self.done.lock().unwrap().recv_timeout(Duration::from_millis(800));
        Ok(kept)
    }

    fn get(&self, sha256: &str) -> Result<Vec<u8>, PortError> {
        self.files.get(sha256)
    }

    fn remove(&self, sha256: &str) -> Result<(), PortError> {
        self.files.remove(sha256)
    }

    fn list(&self) -> Result<Vec<String>, PortError> {
        self.files.list()
    }

    fn collect(
        &self,
        needed: &HashSet<String>,
        now: Timestamp,
        min_age: Duration,
    ) -> Result<usize, PortError> {
        self.files.collect(needed, now, min_age)
    }
}

/// A program on the phone's home folder, whose files are [`Paused`].
fn paused(phone: &Phone, go: Sender<()>, done: Receiver<()>) -> Client {
    let dir = ProfileDir::new(&phone.home(), "default").unwrap();
    let key_store: Arc<dyn KeyStore> = Arc::new(FileKeyStore::open(dir.root()).unwrap());
    let trust = Arc::new(NetworkTrust::new(Arc::new(SystemClock::new())));
    let clock = Arc::clone(trust.clock()) as Arc<dyn Clock>;
    let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
    let keys = VaultKeys::open(
        dir.root(),
        &dir.name(),
        false,
        Arc::clone(&key_store),
        Arc::clone(&random),
    );
    let keys = Arc::new(keys.unwrap());
    let store = open_store(&dir, &keys, &key_store, &random, &clock, false).unwrap();
    let files = Paused {
        files: FileStore::open(dir.root(), Arc::clone(&keys) as _).unwrap(),
        go,
        done: Mutex::new(done),
    };
    let ports = Ports {
        transport: Arc::new(HttpTransport::new(Arc::clone(&trust)).unwrap()),
        clock,
        trust,
        random,
        key_store,
        connectivity: Arc::new(AssumedConnectivity::default()),
        wake: Arc::new(Unwoken),
        files: Arc::new(files),
    };
    Client::with_ports(dir, store, keys, ports, Shipped::default()).unwrap()
}

fn draft(client: &Client) -> String {
    let request = ReportRequest {
        category: "giao_thong".to_owned(),
        text: "Nắp cống vỡ.".to_owned(),
        draft: true,
        ..ReportRequest::default()
    };
    client.file_report(&request).unwrap().report.id
}

#[test]
fn a_photo_that_one_program_keeps_is_not_thrown_away_by_another() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let photo = Camera::small(3).jpeg();
    let ((go, is_to_go), (is_done, done)) = (channel(), channel());
    let other = Client::open(&phone.home(), "default", Shipped::default()).unwrap();
    let theirs = draft(&other);
    other.add_draft_photo(&theirs, "anh.jpg", &photo).unwrap();
    let one = paused(&phone, go, done);
    let ours = draft(&one);
    std::thread::scope(|scope| {
        let (other, theirs) = (&other, &theirs);
        scope.spawn(move || {
            // Where no photo is ever kept, that is told by who was to keep it.
            if is_to_go.recv_timeout(Duration::from_secs(20)).is_err() {
                return;
            }
            other.decide_report(theirs, &ReportDecision::Withdraw).unwrap();
            let _ = is_done.send(());
        });
        one.add_draft_photo(&ours, "anh.jpg", &photo).unwrap();
    });
    // What was acknowledged has its photo, for this program and for the next.
    let sha256 = &one.report(&ours).unwrap().photos[0].sha256;
    assert!(!one.report_photo(&ours, sha256).unwrap().is_empty());
    assert!(!other.report_photo(&ours, sha256).unwrap().is_empty());
}
