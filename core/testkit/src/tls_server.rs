//! A server on loopback that answers as the test says: over TLS with a certificate of the test's choice, or with raw bytes
//! in place of a handshake. It keeps every request that got through.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use crate::lock;
use crate::pki::Identity;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Answer = Arc<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// The server. It ends when it is dropped.
pub struct TlsServer {
    addr: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl TlsServer {
    /// Answers the head of each request with what `answer` makes of it.
    ///
    /// # Panics
    /// When it cannot listen.
    pub fn start(identity: &Identity, answer: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![identity.certificate.clone()], identity.key())
            .unwrap();
        let (config, answer) = (Arc::new(config), Arc::new(answer) as Answer);
        Self::listen(move |stream, seen| talk(stream, &config, &answer, seen))
    }

    /// Answers whatever comes with `bytes`, without TLS.
    ///
    /// # Panics
    /// When it cannot listen.
    pub fn raw(bytes: Vec<u8>) -> Self {
        Self::listen(move |mut stream, _| {
            let mut piece = [0; 4096];
            if stream.read(&mut piece).is_ok_and(|n| n > 0) {
                // The other side may hang up.
                let _ = stream.write_all(&bytes);
                let _ = stream.read(&mut piece);
            }
        })
    }

    fn listen(work: impl Fn(TcpStream, &Mutex<Vec<String>>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let server = Self {
            addr: listener.local_addr().unwrap(),
            seen: Arc::default(),
            ended: Arc::default(),
        };
        let (seen, ended, work) = (
            Arc::clone(&server.seen),
            Arc::clone(&server.ended),
            Arc::new(work),
        );
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
                let (seen, work) = (Arc::clone(&seen), Arc::clone(&work));
                std::thread::spawn(move || work(stream, &seen));
            }
        });
        server
    }

    /// `https://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("https://{}", self.addr)
    }

    /// Heads of the requests that got through.
    pub fn seen(&self) -> Vec<String> {
        lock(&self.seen).clone()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the listener.
        let _ = TcpStream::connect(self.addr);
    }
}

fn talk(mut tcp: TcpStream, config: &Arc<ServerConfig>, answer: &Answer, seen: &Mutex<Vec<String>>) {
    let Ok(mut connection) = ServerConnection::new(Arc::clone(config)) else {
        return;
    };
    let mut stream = Stream::new(&mut connection, &mut tcp);
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(n) if n > 0 => head.extend_from_slice(piece.get(..n).unwrap_or_default()),
            _ => return,
        }
    }
    lock(seen).push(String::from_utf8_lossy(&head).into_owned());
    // The other side may hang up.
    let _ = stream.write_all(&answer(&head));
    let _ = stream.flush();
    stream.conn.send_close_notify();
    let _ = stream.flush();
}
