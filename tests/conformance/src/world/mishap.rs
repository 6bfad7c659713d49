//! What goes wrong around a phone: somebody answers in the province's place, and a disk is not as the app left it.

use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// Answers every request with one status and one body, until it is dropped.
pub(super) struct Mocking {
    addr: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Mocking {
    pub(super) fn begin(listener: TcpListener, status: u64, body: String) -> Self {
        let addr = listener.local_addr().expect("it listens");
        let over = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&over);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Acquire) {
                    break;
                }
                answer(stream, status, &body);
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

fn answer(mut stream: TcpStream, status: u64, body: &str) {
    let (mut asked, mut piece) = (Vec::<u8>::new(), [0; 4096]);
    // A body that comes after is left unread: the answer is the same.
    while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(read) if read > 0 => asked.extend(piece.iter().take(read)),
            _ => return,
        }
    }
    let head = format!(
        "HTTP/1.1 {status} So\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    // Whoever has gone away hears nothing.
    let _ = stream.write_all(head.as_bytes());
}

/// What the province at `addr` says of itself, but that some of its addresses are said to be secured, and are not.
pub(super) fn misleading(addr: SocketAddr) -> String {
    let mut stream = TcpStream::connect(addr).expect("a province");
    let ask =
        format!("GET /.well-known/citizen-province HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).expect("it listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let (_, body) = answer.split_once("\r\n\r\n").expect("an answer has a body");
    let mut directory: Value = serde_json::from_str(body).expect("a directory");
    for name in ["follows", "results"] {
        let address = &mut directory["endpoints"][name];
        *address = address
            .as_str()
            .expect("an address")
            .replacen("http:", "https:", 1)
            .into();
    }
    directory.to_string()
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

/// Every file or folder below `folder` of which `is` holds.
fn below(folder: &Path, is: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if is(&path) {
            found.push(path.clone());
        }
        if path.is_dir() {
            found.extend(below(&path, is));
        }
    }
    found
}

/// Changes the bytes of every vault below `folder`.
fn change_vaults(folder: &Path, change: impl Fn(&mut [u8])) {
    for vault in below(folder, &|path| path.extension().is_some_and(|end| end == "db")) {
        let mut bytes = std::fs::read(&vault).expect("a vault");
        change(&mut bytes);
        std::fs::write(&vault, bytes).expect("it is written over");
    }
}

/// Writes over the beginning of every vault below `folder`.
pub(super) fn spoil(folder: &Path) {
    change_vaults(folder, |bytes| {
        bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0x5a)
    });
}

/// Lets every vault below `folder` say that a later app has made it. `FORMAT.md` §3 says where
/// the header has its format and its checksum.
pub(super) fn age(folder: &Path) {
    change_vaults(folder, |bytes| {
        bytes[16..20].copy_from_slice(&9u32.to_be_bytes());
        let sum = ring::digest::digest(&ring::digest::SHA256, &bytes[..76]);
        bytes[76..108].copy_from_slice(sum.as_ref());
    });
}

/// The folder of a phone's photos below `folder`.
fn photos(folder: &Path, name: &str) -> PathBuf {
    let found = below(folder, &|path| path.file_name().is_some_and(|is| is == name));
    found.into_iter().next().expect("a phone has a place for photos")
}

/// Takes the disk away from under a phone's photos: whoever looks for one is led around for ever.
pub(super) fn tie(folder: &Path) {
    let photos = photos(folder, "files");
    std::fs::rename(&photos, photos.with_extension("away")).expect("it moves");
    std::os::unix::fs::symlink(&photos, &photos).expect("a link to itself");
}

/// Gives it back.
pub(super) fn untie(folder: &Path) {
    let away = photos(folder, "files.away");
    let photos = away.with_extension("");
    std::fs::remove_file(&photos).expect("the link goes");
    std::fs::rename(&away, &photos).expect("it moves back");
}
