//! The network as a phone sees it: requests leave, and an answer comes, or not, or in part.

use crate::world::{Event, World};
use bytes::Bytes;
use citizen_client::clock::{Lesson, TrueClock};
use citizen_client::net::unpack::Unpack;
use citizen_domain::ports::{BodyStream, BoxFuture, Request, Response, Transport, TransportError};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

/// Whole answer of a server.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// The connection breaks after so many bytes of the body.
    pub(crate) cut: Option<usize>,
}

/// A request on its way.
#[derive(Clone)]
pub(crate) struct Flight {
    pub(crate) phone: usize,
    pub(crate) request: Request,
    pub(crate) slot: Arc<Slot>,
    /// The network made this copy.
    pub(crate) copy: bool,
    /// The connection breaks after so many bytes of the body.
    pub(crate) cut: Option<usize>,
}

/// Where a phone waits for its answer.
#[derive(Default)]
pub(crate) struct Slot(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    answer: Option<Result<Answer, TransportError>>,
    settled: bool,
    waker: Option<Waker>,
}

impl Slot {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first answer counts. Whether this was it, and somebody still waits.
    pub(crate) fn settle(&self, answer: Result<Answer, TransportError>) -> bool {
        let mut waiting = self.waiting();
        if waiting.settled {
            return false;
        }
        waiting.settled = true;
        waiting.answer = Some(answer);
        if let Some(waker) = waiting.waker.take() {
            waker.wake();
        }
        true
    }
}

/// Decides what becomes of a request that leaves a phone.
pub(crate) trait Departures: Send + Sync {
    /// A request leaves.
    fn leave(&self, flight: Flight);
}

/// A phone's network.
pub(crate) struct PhoneNetwork {
    pub(crate) phone: usize,
    pub(crate) world: Arc<World>,
    pub(crate) departures: Arc<dyn Departures>,
    /// Learns the time from answers, where the province tells it.
    pub(crate) clock: Option<Arc<TrueClock>>,
}

impl Transport for PhoneNetwork {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let max_body = request.max_body;
        let slot = Arc::new(Slot::default());
        let flight = Flight {
            phone: self.phone,
            request,
            slot: Arc::clone(&slot),
            copy: false,
            cut: None,
        };
        let mut leaving = Some(flight);
        let sent = Duration::from_millis(self.world.now());
        Box::pin(async move {
            let answer = poll_fn(|context| {
                if let Some(flight) = leaving.take() {
                    self.departures.leave(flight);
                }
                let mut waiting = slot.waiting();
                match waiting.answer.take() {
                    Some(answer) => Poll::Ready(answer),
                    None => {
                        waiting.waker = Some(context.waker().clone());
                        Poll::Pending
                    }
                }
            })
            .await?;
            if let Some(clock) = &self.clock
                && let Some((_, date)) = answer.headers.iter().find(|(name, _)| name == "date")
                && let Some(date) = citizen_client::outbox::http_date(date)
            {
                clock.hear(Lesson { date, sent });
            }
            Ok(Response {
                status: answer.status,
                headers: answer.headers.clone(),
                body: Box::new(Arriving::new(&self.world, &answer, max_body)?),
            })
        })
    }
}

/// A body that comes in pieces.
struct Arriving {
    world: Arc<World>,
    pieces: VecDeque<Result<Bytes, TransportError>>,
}

impl Arriving {
    /// Most pieces of one body.
    const PIECES: usize = 3;

    fn new(world: &Arc<World>, answer: &Answer, max_body: u64) -> Result<Self, TransportError> {
        let whole = answer.cut.unwrap_or(answer.body.len()).min(answer.body.len());
        let body = answer.body.slice(..whole);
        let size = body.len().div_ceil(Self::PIECES).max(1);
        let mut pieces: VecDeque<_> = body.chunks(size).map(|piece| Ok(body.slice_ref(piece))).collect();
        if body.len() as u64 > max_body {
            pieces = VecDeque::from([Err(TransportError::TooLarge)]);
        } else if answer.cut.is_some() {
            pieces.push_back(Err(TransportError::Interrupted));
        }
        let packed = answer.headers.iter().find(|(name, _)| name == "content-encoding");
        Ok(Self {
            world: Arc::clone(world),
            pieces: match packed {
                None => pieces,
                Some((_, encoding)) => unpacked(pieces, encoding, max_body)?,
            },
        })
    }
}

/// What the client's own transport makes of compressed pieces.
fn unpacked(
    pieces: VecDeque<Result<Bytes, TransportError>>,
    encoding: &str,
    max_body: u64,
) -> Result<VecDeque<Result<Bytes, TransportError>>, TransportError> {
    let limit = usize::try_from(max_body).unwrap_or(usize::MAX);
    let mut unpack = Unpack::of(Some(encoding))?;
    let mut all: VecDeque<_> = pieces
        .into_iter()
        .map(|piece| piece.and_then(|piece| unpack.feed(piece, limit)))
        .collect();
    if all.iter().all(Result::is_ok) {
        all.push_back(unpack.finish(limit));
    }
    Ok(all)
}

impl BodyStream for Arriving {
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        let mut asked = false;
        Box::pin(poll_fn(move |context| {
            if self.pieces.is_empty() {
                return Poll::Ready(None);
            }
            // A piece takes its time, so that a phone can die between two.
            if !asked {
                asked = true;
                let ms = self.world.between(1, 200);
                self.world.after(ms, Event::Wake(context.waker().clone()));
                return Poll::Pending;
            }
            Poll::Ready(self.pieces.pop_front())
        }))
    }
}
