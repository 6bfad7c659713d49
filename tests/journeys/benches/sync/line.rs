//! A line that counts: connections, and bytes each way.

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
                carry(&phone, &province, &shared, |counts| &counts.up);
                carry(&province, &phone, &shared, |counts| &counts.down);
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

    pub(crate) fn take(&self) -> Passed {
        let of = |count: &AtomicU64| count.swap(0, Relaxed);
        Passed {
            connections: of(&self.counts.connections),
            up: of(&self.counts.up),
            down: of(&self.counts.down),
        }
    }
}

fn carry(from: &TcpStream, to: &TcpStream, counts: &Arc<Counts>, count: fn(&Counts) -> &AtomicU64) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    from.set_nodelay(true).unwrap();
    let counts = Arc::clone(counts);
    std::thread::spawn(move || {
        let mut piece = vec![0; 64 << 10];
        while let Ok(read) = from.read(&mut piece) {
            if read == 0 || to.write_all(&piece[..read]).is_err() {
                break;
            }
            count(&counts).fetch_add(read as u64, Relaxed);
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
