use crate::{FakeClock, lock};
use bytes::Bytes;
use citizen_domain::ports::{
    BodyStream, BoxFuture, Clock as _, Method, Request, Response, Transport, TransportError,
};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One scripted answer, with its faults.
#[derive(Debug, Clone)]
pub struct Answer {
    outcome: Result<u16, TransportError>,
    headers: Vec<(String, String)>,
    body: Bytes,
    chunk: usize,
    cut_after: Option<(usize, TransportError)>,
    delay: Duration,
}

impl Answer {
    /// A reply with this status and an empty body.
    pub fn status(status: u16) -> Self {
        Self {
            outcome: Ok(status),
            headers: Vec::new(),
            body: Bytes::new(),
            chunk: 16 * 1024,
            cut_after: None,
            delay: Duration::ZERO,
        }
    }

    /// 200 with JSON.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self::status(200)
            .header("content-type", "application/json")
            .body(body)
    }

    /// No reply at all.
    pub fn error(error: TransportError) -> Self {
        Self {
            outcome: Err(error),
            ..Self::status(0)
        }
    }

    /// What a captive portal says to everything.
    pub fn captive_portal() -> Self {
        Self::status(200)
            .header("content-type", "text/html")
            .body("<html><title>Wi-Fi</title></html>")
    }

    /// Adds a header; the name in lower case.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Gives the body in pieces of this many bytes.
    #[must_use]
    pub fn in_pieces_of(mut self, bytes: usize) -> Self {
        self.chunk = bytes.max(1);
        self
    }

    /// Breaks off after this many bytes of body.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some((bytes, TransportError::Interrupted));
        self
    }

    /// Falls silent after this many bytes of body, as the caller's time-out sees it.
    #[must_use]
    pub fn silent_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some((bytes, TransportError::Timeout));
        self
    }

    /// Lets time pass on the clock of the transport before the answer; longer than the request allows is a time-out.
    #[must_use]
    pub fn delayed(mut self, by: Duration) -> Self {
        self.delay = by;
        self
    }
}

/// A request as it was made.
#[derive(Clone)]
pub struct Captured {
    /// Method.
    pub method: Method,
    /// Absolute URL as text.
    pub url: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Bytes,
}

impl Captured {
    /// First value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.as_str())
    }
}

type Handler = Box<dyn FnMut(&Captured) -> Answer + Send>;

/// Answers from a script, first come first served; with nothing left it is offline. Requests are captured. Clones share
/// script and requests.
#[derive(Clone)]
pub struct ScriptedTransport {
    state: Arc<Mutex<State>>,
    clock: FakeClock,
}

#[derive(Default)]
struct State {
    script: VecDeque<Answer>,
    handler: Option<Handler>,
    requests: Vec<Captured>,
}

impl ScriptedTransport {
    /// An empty script; delays pass on `clock`.
    pub fn new(clock: FakeClock) -> Self {
        Self {
            state: Arc::new(Mutex::new(State::default())),
            clock,
        }
    }

    /// Adds an answer at the end.
    pub fn push(&self, answer: Answer) {
        lock(&self.state).script.push_back(answer);
    }

    /// Answers what the script leaves over.
    pub fn handle(&self, handler: impl FnMut(&Captured) -> Answer + Send + 'static) {
        lock(&self.state).handler = Some(Box::new(handler));
    }

    /// Takes the requests made so far.
    pub fn take_requests(&self) -> Vec<Captured> {
        std::mem::take(&mut lock(&self.state).requests)
    }

    /// Answers left in the script.
    pub fn left(&self) -> usize {
        lock(&self.state).script.len()
    }

    fn answer(&self, captured: Captured) -> Answer {
        let mut state = lock(&self.state);
        let answer = match state.script.pop_front() {
            Some(answer) => answer,
            None => match state.handler.as_mut() {
                Some(handler) => handler(&captured),
                None => Answer::error(TransportError::Offline),
            },
        };
        state.requests.push(captured);
        answer
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let answer = self.answer(Captured {
                method: request.method,
                url: request.url.to_string(),
                headers: request.headers,
                body: request.body,
            });
            let wait = answer.delay.min(request.timeout);
            if !wait.is_zero() {
                self.clock.sleep(wait).await;
            }
            if answer.delay > request.timeout {
                return Err(TransportError::Timeout);
            }
            Ok(Response {
                status: answer.outcome?,
                headers: answer.headers,
                body: Box::new(Pieces {
                    rest: answer.body,
                    chunk: answer.chunk,
                    cut_after: answer.cut_after,
                    left: request.max_body,
                }),
            })
        })
    }
}

struct Pieces {
    rest: Bytes,
    chunk: usize,
    cut_after: Option<(usize, TransportError)>,
    left: u64,
}

impl BodyStream for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        let mut most = self.chunk.min(self.rest.len());
        if let Some((left, error)) = &mut self.cut_after {
            if *left == 0 {
                let error = *error;
                return Box::pin(std::future::ready(Some(Err(error))));
            }
            most = most.min(*left);
            *left -= most;
        }
        let piece = self.rest.split_to(most);
        let result = if piece.is_empty() {
            None
        } else {
            match self.left.checked_sub(piece.len() as u64) {
                Some(left) => {
                    self.left = left;
                    Some(Ok(piece))
                }
                None => Some(Err(TransportError::TooLarge)),
            }
        };
        Box::pin(std::future::ready(result))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InlineExecutor;
    use citizen_domain::Timestamp;

    fn ask(answer: Answer, limit: u64) -> Result<Vec<u8>, TransportError> {
        let clock = FakeClock::at(Timestamp::from_secs(0));
        let transport = ScriptedTransport::new(clock);
        transport.push(answer);
        let mut request = Request::new(Method::Get, url::Url::parse("http://127.0.0.1/x").unwrap());
        request.max_body = limit;
        InlineExecutor::new()
            .block_on(async move { transport.send(request).await?.bytes().await })
            .unwrap()
    }

    #[test]
    fn bodies_come_whole_cut_silent_or_too_large() {
        let body = || Answer::status(200).body("0123456789").in_pieces_of(3);
        for (answer, limit, expected) in [
            (body(), 10, Ok(b"0123456789".to_vec())),
            (body(), 9, Err(TransportError::TooLarge)),
            (body().cut_after(4), 10, Err(TransportError::Interrupted)),
            (body().cut_after(0), 10, Err(TransportError::Interrupted)),
            (body().silent_after(9), 10, Err(TransportError::Timeout)),
            (Answer::error(TransportError::Tls), 10, Err(TransportError::Tls)),
        ] {
            assert_eq!(ask(answer, limit), expected);
        }
    }

    #[test]
    fn delays_pass_on_the_clock() {
        let clock = FakeClock::at(Timestamp::from_secs(0));
        let transport = ScriptedTransport::new(clock.clone());
        transport.push(Answer::status(204).delayed(Duration::from_secs(2)));
        let request = Request::new(Method::Get, url::Url::parse("http://127.0.0.1/x").unwrap());
        let executor = InlineExecutor::new();
        let sender = transport.clone();
        assert_eq!(
            executor.block_on(async move { sender.send(request).await.map(|r| r.status) }),
            None
        );
        clock.advance(Duration::from_secs(2));
        assert_eq!(executor.run(), 0);
        assert_eq!(transport.take_requests().len(), 1);
    }
}
