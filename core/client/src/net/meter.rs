//! Counts requests and bytes, so that `sync` can say what it cost.

use bytes::Bytes;
use citizen_domain::ports::{Body, BodyStream, BoxFuture, Request, Response, Transport, TransportError};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What passed since the start. Bytes are those of bodies: upwards as sent, downwards as decompressed.
#[derive(Debug, Default)]
pub struct Meter {
    requests: AtomicU64,
    up: AtomicU64,
    down: AtomicU64,
}

/// A reading of a [`Meter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Requests begun.
    pub requests: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of response bodies.
    pub bytes_down: u64,
}

impl Meter {
    /// What it shows now.
    pub fn read(&self) -> Reading {
        Reading {
            requests: self.requests.load(Relaxed),
            bytes_up: self.up.load(Relaxed),
            bytes_down: self.down.load(Relaxed),
        }
    }
}

impl Reading {
    /// What passed since `earlier`.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            requests: self.requests.saturating_sub(earlier.requests),
            bytes_up: self.bytes_up.saturating_sub(earlier.bytes_up),
            bytes_down: self.bytes_down.saturating_sub(earlier.bytes_down),
        }
    }
}

/// A transport with a meter.
pub struct Metered {
    inner: Arc<dyn Transport>,
    meter: Arc<Meter>,
}

impl Metered {
    /// Puts `meter` before `inner`.
    pub fn new(inner: Arc<dyn Transport>, meter: Arc<Meter>) -> Self {
        Self { inner, meter }
    }
}

impl Transport for Metered {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.meter.requests.fetch_add(1, Relaxed);
        self.meter.up.fetch_add(request.body.len() as u64, Relaxed);
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            let body: Body = Box::new(Counted {
                inner: response.body,
                meter: Arc::clone(&self.meter),
            });
            Ok(Response { body, ..response })
        })
    }
}

struct Counted {
    inner: Body,
    meter: Arc<Meter>,
}

impl BodyStream for Counted {
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        Box::pin(async move {
            let piece = self.inner.next().await;
            if let Some(Ok(bytes)) = &piece {
                self.meter.down.fetch_add(bytes.len() as u64, Relaxed);
            }
            piece
        })
    }
}
