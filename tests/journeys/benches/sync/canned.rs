//! A province that has its one answer ready: whoever asks is told the same, byte for byte. What is left of a sync is the phone's own work.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

pub(crate) struct Canned {
    pub(crate) addr: SocketAddr,
}

impl Canned {
    pub(crate) fn new(answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &answer);
            }
        });
        Self { addr }
    }
}

/// Every request on a connection has no body, and ends with an empty line.
fn serve(mut stream: TcpStream, answer: &[u8]) {
    let (mut asked, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(read) = stream.read(&mut piece) {
        if read == 0 {
            return;
        }
        asked.extend_from_slice(&piece[..read]);
        if asked.ends_with(b"\r\n\r\n") {
            asked.clear();
            if stream.write_all(answer).is_err() {
                return;
            }
        }
    }
}
