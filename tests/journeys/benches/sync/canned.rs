//! Provinces that have the answer to everybody's one question ready, so that what is left of a sync is the phone's own work.

use std::io::{Read as _, Result, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// As the reference province packs.
const LEVEL: i32 = 3;
/// So much is packed at a time, so that the first of it is on its way before the last is read.
const PIECE: usize = 8 << 10;

pub(crate) struct Canned {
    pub(crate) addr: SocketAddr,
}

impl Canned {
    /// Whoever asks is told the same, byte for byte.
    pub(crate) fn ready(answer: Vec<u8>) -> Self {
        Self::telling(move |stream| stream.write_all(&answer))
    }

    /// The lines lie ready in memory, and are packed for whoever asks, as the peers' servers do it with their rows.
    pub(crate) fn packing(answer: &[u8]) -> Self {
        let (head, lines) = unpack(answer);
        Self::telling(move |stream| {
            stream.write_all(&head)?;
            let mut packer = zstd::stream::write::Encoder::new(Chunks(stream), LEVEL)?;
            for piece in lines.chunks(PIECE) {
                packer.write_all(piece)?;
            }
            packer.finish()?.0.write_all(b"0\r\n\r\n")
        })
    }

    fn telling(tell: impl Fn(&mut TcpStream) -> Result<()> + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &tell);
            }
        });
        Self { addr }
    }
}

/// Every request on a connection has no body, and ends with an empty line.
fn serve(mut stream: TcpStream, tell: impl Fn(&mut TcpStream) -> Result<()>) {
    let (mut asked, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(read) = stream.read(&mut piece) {
        if read == 0 {
            return;
        }
        asked.extend_from_slice(&piece[..read]);
        if asked.ends_with(b"\r\n\r\n") {
            asked.clear();
            if tell(&mut stream).is_err() {
                return;
            }
        }
    }
}

/// The chunks of RFC 9112 §7.1.
struct Chunks<'a>(&'a mut TcpStream);

impl Write for Chunks<'_> {
    fn write(&mut self, piece: &[u8]) -> Result<usize> {
        if !piece.is_empty() {
            let chunk = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
            self.0.write_all(&chunk)?;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// The head of an answer with its empty line, and what was packed in its chunks.
fn unpack(answer: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut rest = answer;
    let mut head = Vec::new();
    loop {
        let field = line(&mut rest);
        head.extend_from_slice(field);
        head.extend_from_slice(b"\r\n");
        if field.is_empty() {
            break;
        }
    }
    let said = String::from_utf8(head.to_ascii_lowercase()).unwrap();
    assert!(
        said.contains("transfer-encoding: chunked") && said.contains("content-encoding: zstd"),
        "{said}"
    );
    let mut packed = Vec::new();
    loop {
        let size = usize::from_str_radix(str::from_utf8(line(&mut rest)).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        packed.extend_from_slice(&rest[..size]);
        rest = &rest[size + 2..];
    }
    (head, zstd::decode_all(packed.as_slice()).unwrap())
}

/// The next line, without its end.
fn line<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let at = rest.windows(2).position(|two| two == b"\r\n").unwrap();
    let line = &rest[..at];
    *rest = &rest[at + 2..];
    line
}
