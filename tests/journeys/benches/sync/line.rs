//! A line that counts: connections, and bytes each way. It can keep what came down.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Counts {
    connections: AtomicU64,
    up: AtomicU64,
    down: AtomicU64,
    to: Mutex<Option<SocketAddr>>,
    kept: Mutex<Option<Vec<u8>>>,
}

/// What passed since the last look.
#[derive(Clone, Copy)]
pub(crate) struct Passed {
    pub(crate) connections: u64,
    pub(crate) up: u64,
    pub(crate) down: u64,
}

impl std::fmt::Display for Passed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            connections,
            up,
            down,
        } = self;
        write!(f, "{connections} new connections, {up} B up, {down} B down")
    }
}

pub(crate) struct Line {
    addr: SocketAddr,
    counts: Arc<Counts>,
}

impl Line {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        let counts = Arc::new(Counts::default());
        let shared = Arc::clone(&counts);
        std::thread::spawn(move || {
            for phone in listener.incoming().flatten() {
                let Some(to) = *shared.to.lock().unwrap() else {
                    continue;
                };
                let Ok(province) = TcpStream::connect(to) else {
                    continue;
                };
                shared.connections.fetch_add(1, Relaxed);
                carry(&phone, &province, &shared, |counts, piece| {
                    counts.up.fetch_add(piece.len() as u64, Relaxed);
                });
                carry(&province, &phone, &shared, |counts, piece| {
                    counts.down.fetch_add(piece.len() as u64, Relaxed);
                    if let Some(kept) = counts.kept.lock().unwrap().as_mut() {
                        kept.extend_from_slice(piece);
                    }
                });
            }
        });
        Self { addr, counts }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub(crate) fn lead_to(&self, to: SocketAddr) {
        *self.counts.to.lock().unwrap() = Some(to);
    }

    /// What comes down while `work` is done, as it came.
    pub(crate) fn keep(&self, work: impl FnOnce()) -> Vec<u8> {
        *self.counts.kept.lock().unwrap() = Some(Vec::new());
        work();
        self.counts.kept.lock().unwrap().take().unwrap()
    }

    pub(crate) fn take(&self) -> Passed {
        let of = |count: &AtomicU64| count.swap(0, Relaxed);
        Passed {
            connections: of(&self.counts.connections),
            up: of(&self.counts.up),
            down: of(&self.counts.down),
        }
    }
}

fn carry(from: &TcpStream, to: &TcpStream, counts: &Arc<Counts>, count: fn(&Counts, &[u8])) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    from.set_nodelay(true).unwrap();
    let counts = Arc::clone(counts);
    std::thread::spawn(move || {
        let mut piece = vec![0; 64 << 10];
        while let Ok(read) = from.read(&mut piece) {
            count(&counts, &piece[..read]);
            if read == 0 || to.write_all(&piece[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
