//! What goes wrong around a phone: somebody answers in the province's place, and a disk is not as the app left it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// Answers every request with one status and nothing else, until it is dropped.
pub(super) struct Mocking {
    addr: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Mocking {
    pub(super) fn begin(listener: TcpListener, status: u64) -> Self {
        let addr = listener.local_addr().expect("it listens");
        let over = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&over);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Acquire) {
                    break;
                }
                answer(stream, status);
            }
        });
        Self {
            addr,
            over,
            thread: Some(thread),
        }
    }
}

impl Drop for Mocking {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        // It waits for somebody to come.
        drop(TcpStream::connect(self.addr));
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it answers to the end");
        }
    }
}

fn answer(mut stream: TcpStream, status: u64) {
    let (mut asked, mut piece) = (Vec::<u8>::new(), [0; 4096]);
    // A body that comes after is left unread: the answer is the same.
    while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(read) if read > 0 => asked.extend(piece.iter().take(read)),
            _ => return,
        }
    }
    let head = format!("HTTP/1.1 {status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    // Whoever has gone away hears nothing.
    let _ = stream.write_all(head.as_bytes());
}

/// Puts a copy of the folder `from` in the place of `to`.
pub(super) fn put(from: &Path, to: &Path) {
    if to.exists() {
        std::fs::remove_dir_all(to).expect("a folder goes");
    }
    std::fs::create_dir_all(to).expect("a folder comes");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let into = to.join(entry.file_name());
        if entry.path().is_dir() {
            put(&entry.path(), &into);
        } else {
            std::fs::copy(entry.path(), into).expect("a file is copied");
        }
    }
}

/// Writes over the beginning of every vault below `folder`.
pub(super) fn spoil(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            spoil(&path);
        } else if path.extension().is_some_and(|end| end == "db") {
            let mut bytes = std::fs::read(&path).expect("a vault");
            bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0x5a);
            std::fs::write(&path, bytes).expect("it is written over");
        }
    }
}
