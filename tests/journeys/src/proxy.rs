//! A line that can be cut: plain HTTP/1.1 between phone and province, one connection a request, each request recorded.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    Pass,
    /// The province never sees it; the connection breaks.
    Refuse,
    /// The province gets the first so many bytes of it, then both connections break.
    Half(usize),
    /// The province answers, and the answer breaks off after so many bytes; with 0 nothing of it arrives.
    Cut(usize),
    /// The province gets the first so many bytes of it and the end of the stream; what it answers passes.
    HalfClose(usize),
    /// The answer comes after so long: the wait is the fault, nothing else waits for it.
    Delay(Duration),
    /// The answer comes in pieces of so many bytes, one a millisecond.
    Throttle(usize),
    /// One byte of the answer's body is another one: the so many-th, counted round and round.
    Corrupt(usize),
    /// Something in between answers these bytes in its place.
    Instead(Vec<u8>),
    /// The province never sees it and nobody answers.
    Silence,
    /// The province does what was asked, and its answer never arrives.
    SilenceAfter,
}

/// A request as it passed.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Counted from 0 since the last [`Proxy::script`].
    pub index: usize,
    /// Method.
    pub method: String,
    /// Path with query.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// Everything, head and body.
    pub bytes: usize,
}

impl Seen {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }
}

type Script = Box<dyn FnMut(&Seen) -> Fault + Send>;

#[derive(Default)]
struct Line {
    to: Option<SocketAddr>,
    script: Option<Script>,
    seen: Vec<Seen>,
    /// Answers, where they are recorded.
    heard: Option<Vec<(String, Vec<u8>)>>,
}

/// The line.
pub struct Proxy {
    addr: SocketAddr,
    line: Arc<Mutex<Line>>,
    _runtime: Runtime,
}

impl Default for Proxy {
    fn default() -> Self {
        Self::new()
    }
}

impl Proxy {
    /// Listens; leads nowhere yet.
    ///
    /// # Panics
    /// When no port is free.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("line")
            .enable_all()
            .build()
            .unwrap();
        let line: Arc<Mutex<Line>> = Arc::default();
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
        let addr = listener.local_addr().unwrap();
        let shared = Arc::clone(&line);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::spawn(carry(stream, Arc::clone(&shared)));
            }
        });
        Self {
            addr,
            line,
            _runtime: runtime,
        }
    }

    /// Where phones find the province through this line.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Leads to the province at `to`.
    pub fn lead_to(&self, to: SocketAddr) {
        lock(&self.line).to = Some(to);
    }

    /// From now on `script` decides; counting and recording begin anew.
    pub fn script(&self, script: impl FnMut(&Seen) -> Fault + Send + 'static) {
        let mut line = lock(&self.line);
        line.seen.clear();
        line.script = Some(Box::new(script));
    }

    /// Everything passes; counting and recording begin anew.
    pub fn pass(&self) {
        self.script(|_| Fault::Pass);
    }

    /// The requests since the last [`Proxy::script`].
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.line).seen.clone()
    }

    /// From now on answers are recorded too, and the province is not told that they may be packed.
    pub fn listen(&self) {
        lock(&self.line).heard = Some(Vec::new());
    }

    /// Paths and whole answers, heads and bodies, of what passed since [`Proxy::listen`].
    pub fn heard(&self) -> Vec<(String, Vec<u8>)> {
        lock(&self.line).heard.clone().unwrap_or_default()
    }
}

fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn carry(mut phone: TcpStream, line: Arc<Mutex<Line>>) {
    let plain = lock(&line).heard.is_some();
    let Some((request, mut seen)) = read_request(&mut phone, plain).await else {
        return;
    };
    let (fault, to) = {
        let mut line = lock(&line);
        seen.index = line.seen.len();
        line.seen.push(seen.clone());
        let fault = line.script.as_mut().map_or(Fault::Pass, |script| script(&seen));
        (fault, line.to)
    };
    let Some(to) = to else { return };
    let answer = match fault {
        Fault::Refuse => return,
        Fault::Silence => return hold(phone).await,
        Fault::Instead(bytes) => Some(bytes),
        Fault::Half(n) => {
            if let Ok(mut province) = TcpStream::connect(to).await {
                // Whatever the province makes of it, the phone hears nothing.
                let _ = province.write_all(request.get(..n).unwrap_or(&request)).await;
            }
            return;
        }
        Fault::HalfClose(n) => ask(request.get(..n).unwrap_or(&request), to, true).await,
        Fault::Delay(time) => {
            tokio::time::sleep(time).await;
            ask(&request, to, false).await
        }
        Fault::Throttle(size) => {
            let whole = ask(&request, to, false).await.unwrap_or_default();
            // Else the pieces would be put together again on the way.
            let _ = phone.set_nodelay(true);
            for piece in whole.chunks(size.max(1)) {
                if phone.write_all(piece).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Some(Vec::new())
        }
        Fault::Corrupt(at) => ask(&request, to, false).await.map(|whole| corrupt(whole, at)),
        Fault::Pass => {
            let whole = ask(&request, to, false).await;
            if let (Some(heard), Some(whole)) = (&mut lock(&line).heard, &whole) {
                heard.push((seen.path.clone(), whole.clone()));
            }
            whole
        }
        Fault::Cut(n) => ask(&request, to, false).await.map(|mut whole| {
            whole.truncate(n);
            whole
        }),
        Fault::SilenceAfter => {
            ask(&request, to, false).await;
            return hold(phone).await;
        }
    };
    if let Some(bytes) = answer {
        // The phone may be gone.
        let _ = phone.write_all(&bytes).await;
        let _ = phone.shutdown().await;
    }
}

/// Keeps the connection until the phone lets go of it.
async fn hold(mut phone: TcpStream) {
    let mut rest = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(120), phone.read_to_end(&mut rest)).await;
}

fn corrupt(mut answer: Vec<u8>, at: usize) -> Vec<u8> {
    let body = answer
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .map_or(answer.len(), |end| end + 4);
    let length = answer.len() - body;
    if let Some(at) = at.checked_rem(length)
        && let Some(byte) = answer.get_mut(body + at)
    {
        *byte ^= 0x15;
    }
    answer
}

/// Hands a request on and brings the whole answer. With `ends`, nothing more is sent after it, and the province knows.
async fn ask(request: &[u8], to: SocketAddr, ends: bool) -> Option<Vec<u8>> {
    let mut province = TcpStream::connect(to).await.ok()?;
    let _ = province.set_nodelay(true);
    province.write_all(request).await.ok()?;
    if ends {
        province.shutdown().await.ok()?;
    }
    let mut answer = Vec::new();
    province.read_to_end(&mut answer).await.ok()?;
    Some(answer)
}

/// A whole request, as it is handed on (asking for one connection a request) and as it is recorded.
async fn read_request(phone: &mut TcpStream, plain: bool) -> Option<(Vec<u8>, Seen)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break at;
        }
        if phone.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let mut lines = head.split("\r\n");
    let first = lines.next()?.to_owned();
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(Some(0), |(_, n)| n.parse().ok())?;
    let total = end + 4 + length;
    while bytes.len() < total {
        if phone.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = bytes.get(end + 4..total)?.to_vec();
    let mut request = format!("{first}\r\n");
    let goes_on = |name: &str| name != "connection" && !(plain && name == "accept-encoding");
    for (name, value) in headers.iter().filter(|(name, _)| goes_on(name)) {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("connection: close\r\n\r\n");
    let mut request = request.into_bytes();
    request.extend_from_slice(&body);
    Some((
        request,
        Seen {
            index: 0,
            method,
            path,
            headers,
            body,
            bytes: total,
        },
    ))
}
