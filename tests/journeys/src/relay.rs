//! Carries connections as they are between phone and province, and remembers what the phone said on each.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

#[derive(Default)]
struct Heard {
    to: Option<SocketAddr>,
    connections: Vec<Vec<u8>>,
}

/// The relay.
pub struct Relay {
    addr: SocketAddr,
    heard: Arc<Mutex<Heard>>,
    _runtime: Runtime,
}

impl Default for Relay {
    fn default() -> Self {
        Self::new()
    }
}

impl Relay {
    /// Listens; leads nowhere yet.
    ///
    /// # Panics
    /// When no port is free.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("relay")
            .enable_all()
            .build()
            .unwrap();
        let heard: Arc<Mutex<Heard>> = Arc::default();
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
        let addr = listener.local_addr().unwrap();
        let shared = Arc::clone(&heard);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::spawn(carry(stream, Arc::clone(&shared)));
            }
        });
        Self {
            addr,
            heard,
            _runtime: runtime,
        }
    }

    /// Where phones find the province through this relay.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Leads to the province at `to`.
    pub fn lead_to(&self, to: SocketAddr) {
        lock(&self.heard).to = Some(to);
    }

    /// What phones said, a text a connection, and forgets it.
    pub fn take(&self) -> Vec<String> {
        let said = std::mem::take(&mut lock(&self.heard).connections);
        said.iter()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect()
    }
}

fn lock(heard: &Mutex<Heard>) -> std::sync::MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn carry(phone: TcpStream, heard: Arc<Mutex<Heard>>) {
    let (index, to) = {
        let mut heard = lock(&heard);
        heard.connections.push(Vec::new());
        (heard.connections.len() - 1, heard.to)
    };
    let Some(to) = to else { return };
    let Ok(province) = TcpStream::connect(to).await else {
        return;
    };
    let _ = province.set_nodelay(true);
    let (mut from_phone, mut to_phone) = phone.into_split();
    let (mut from_province, mut to_province) = province.into_split();
    let up = async {
        let mut piece = [0; 8192];
        while let Ok(n @ 1..) = from_phone.read(&mut piece).await {
            let bytes = piece.get(..n).unwrap_or_default();
            if let Some(said) = lock(&heard).connections.get_mut(index) {
                said.extend_from_slice(bytes);
            }
            if to_province.write_all(bytes).await.is_err() {
                break;
            }
        }
        let _ = to_province.shutdown().await;
    };
    let down = async {
        let _ = tokio::io::copy(&mut from_province, &mut to_phone).await;
        let _ = to_phone.shutdown().await;
    };
    tokio::join!(up, down);
}
