//! The body of a reply as it comes: bounded in size, in silence, in the whole, and in how slowly it may drip.

use super::http::kind;
use super::unpack::Unpack;
use bytes::Bytes;
use citizen_domain::ports::{BodyStream, BoxFuture, Clock, TransportError};
use std::sync::Arc;
use std::time::Duration;

/// The slowest that a reply may come, in bytes a second: a fortieth of what the slowest mobile line (9.6 kbit/s) carries, so
/// that one may stand still for most of the time. A server that lets a byte fall now and then would otherwise hold a request
/// to the last second.
const PACE: u64 = 32;

pub(super) struct HttpBody {
    response: reqwest::Response,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    deadline: Duration,
    pace: Pace,
    slow: bool,
    unpack: Unpack,
    left: u64,
    ended: bool,
}

/// How quickly a reply comes, looked at once in every `timeout`.
struct Pace {
    since: Duration,
    bytes: u64,
}

impl Pace {
    const fn new(now: Duration) -> Self {
        Self { since: now, bytes: 0 }
    }

    /// Counts what came; whether it comes quickly enough.
    fn holds(&mut self, bytes: usize, now: Duration, window: Duration) -> bool {
        self.bytes += bytes as u64;
        let passed = now.saturating_sub(self.since);
        if passed < window {
            return true;
        }
        let enough = self.bytes >= PACE * passed.as_secs();
        *self = Self::new(now);
        enough
    }
}

impl HttpBody {
    pub(super) fn new(
        response: reqwest::Response,
        clock: Arc<dyn Clock>,
        timeout: Duration,
        deadline: Duration,
        unpack: Unpack,
        left: u64,
    ) -> Self {
        Self {
            response,
            pace: Pace::new(clock.monotonic()),
            slow: false,
            clock,
            timeout,
            deadline,
            unpack,
            left,
            ended: false,
        }
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        let now = self.clock.monotonic();
        if now >= self.deadline {
            return Err(TransportError::Timeout);
        }
        let wait = self.timeout.min(self.deadline - now);
        let slow = self.slow;
        let raw = tokio::select! {
            raw = self.response.chunk() => raw.map_err(|e| match kind(&e) {
                // A body that ends too early is reported as undecodable; it is a line that broke.
                TransportError::Malformed => TransportError::Interrupted,
                other => other,
            })?,
            () = self.clock.sleep(wait) => return Err(TransportError::Timeout),
        };
        if let Some(raw) = &raw {
            // One that was slow and is at its end is whole; only more of it is too much.
            if slow {
                return Err(TransportError::Timeout);
            }
            self.slow = !self.pace.holds(raw.len(), self.clock.monotonic(), self.timeout);
        }
        let limit = usize::try_from(self.left).unwrap_or(usize::MAX);
        let out = match raw {
            Some(raw) => self.unpack.feed(raw, limit)?,
            None => {
                self.ended = true;
                let rest = self.unpack.finish(limit)?;
                if rest.is_empty() {
                    return Ok(None);
                }
                rest
            }
        };
        self.left = self
            .left
            .checked_sub(out.len() as u64)
            .ok_or(TransportError::TooLarge)?;
        Ok(Some(out))
    }
}

impl BodyStream for HttpBody {
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        Box::pin(async move {
            if self.ended {
                return None;
            }
            let piece = self.piece().await;
            if piece.is_err() {
                self.ended = true;
            }
            piece.transpose()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::http::HttpTransport;
    use super::super::trust::NetworkTrust;
    use super::*;
    use citizen_domain::Timestamp;
    use citizen_domain::ports::{Method, Request, Transport};
    use citizen_testkit::FakeClock;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A server that lets `piece` fall, and the clock, which goes on by `step` between two of them. How long the client of a
    /// reply of `length` bytes stayed, and what it came to.
    async fn dripping(
        piece: &[u8],
        step: Duration,
        length: usize,
    ) -> (Duration, Result<usize, TransportError>) {
        let clock = FakeClock::at(Timestamp::from_secs(1_800_000_000));
        let trust = Arc::new(NetworkTrust::new(Arc::new(clock.clone())));
        let transport = HttpTransport::new(trust).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let begun = clock.monotonic();
        let ask = transport.send(Request::new(Method::Get, url::Url::parse(&url).unwrap()));
        let answer = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            assert!(stream.read(&mut head).await.unwrap() > 0);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            stream
        };
        let (response, mut stream) = tokio::join!(ask, answer);
        let mut body = response.unwrap().body;
        let mut got = 0;
        let came = loop {
            if got < length {
                clock.advance(step);
                stream.write_all(piece).await.unwrap();
            }
            match body.next().await {
                Some(Ok(bytes)) => got += bytes.len(),
                Some(Err(error)) => break Err(error),
                None => break Ok(got),
            }
        };
        (clock.monotonic() - begun, came)
    }

    #[tokio::test]
    async fn a_drip_is_not_waited_for_and_a_slow_line_is() {
        let step = Duration::from_secs(5);
        let (stayed, came) = dripping(b"x", step, 10_000).await;
        assert_eq!(came, Err(TransportError::Timeout));
        assert!(stayed <= Duration::from_secs(35), "{stayed:?}");
        // 9.6 kbit/s at a fifth of its pace, for longer than that.
        let (stayed, came) = dripping(&[b'x'; 1200], step, 12_000).await;
        assert_eq!((stayed, came), (step * 10, Ok(12_000)));
        // And never longer than the whole may take, however much comes.
        let (stayed, came) = dripping(&[b'x'; 1200], step, 1_000_000).await;
        assert_eq!(
            (stayed, came),
            (Duration::from_secs(300), Err(TransportError::Timeout))
        );
    }

    /// Answers one request with `body` under that encoding; what was asked, and what came of it.
    async fn encoded(encoding: &str, body: Vec<u8>) -> (String, Result<Vec<u8>, TransportError>) {
        let clock = FakeClock::at(Timestamp::from_secs(1_800_000_000));
        let trust = Arc::new(NetworkTrust::new(Arc::new(clock)));
        let transport = HttpTransport::new(trust).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let ask = async {
            let request = Request::new(Method::Get, url::Url::parse(&url).unwrap());
            transport.send(request).await?.bytes().await
        };
        let answer = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 1024];
            let read = stream.read(&mut head).await.unwrap();
            let length = body.len();
            let status = format!(
                "HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {length}\r\n\r\n"
            );
            stream.write_all(status.as_bytes()).await.unwrap();
            stream.write_all(&body).await.unwrap();
            String::from_utf8_lossy(&head[..read]).into_owned()
        };
        let (came, asked) = tokio::join!(ask, answer);
        (asked, came)
    }

    #[tokio::test]
    async fn what_is_asked_for_is_understood_and_nothing_else() {
        use std::io::Write;
        let text = b"Xin ch\xc3\xa0o. ".repeat(500);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&text).unwrap();
        let zstd = zstd::stream::encode_all(text.as_slice(), 3).unwrap();
        for (encoding, body) in [
            ("zstd", zstd.clone()),
            ("gzip", gzip.finish().unwrap()),
            ("identity", text.clone()),
        ] {
            let (asked, came) = encoded(encoding, body).await;
            assert!(asked.contains("accept-encoding: zstd, gzip\r\n"), "{asked}");
            assert_eq!(came, Ok(text.clone()), "{encoding}");
        }
        assert_eq!(
            encoded("br", text.clone()).await.1,
            Err(TransportError::Malformed)
        );
        assert_eq!(encoded("zstd", text).await.1, Err(TransportError::Malformed));
        let cut = zstd[..zstd.len() - 1].to_vec();
        assert_eq!(encoded("zstd", cut).await.1, Err(TransportError::Interrupted));
    }
}
