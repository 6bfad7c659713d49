//! Reads a stream of newline-delimited JSON, line by line, in bounded memory.

use crate::ClientError;
use citizen_domain::ports::{Body, TransportError};
use citizen_domain::wire::Change;

/// Longest line: a dossier with a thousand events is well below.
const MAX_LINE: usize = 1 << 20;

/// Most bytes between two cursors: a batch is held in memory until its cursor comes.
const MAX_BATCH_BYTES: usize = 16 << 20;

/// The lines of a body.
pub(crate) struct Lines {
    body: Body,
    buffer: Vec<u8>,
    /// Where the next line begins. What is before it goes when more comes.
    begun: usize,
    /// Where the search for its end goes on.
    searched: usize,
    ended: bool,
    /// Bytes since the last end of a batch.
    batch: usize,
}

impl Lines {
    pub(crate) fn new(body: Body) -> Self {
        Self {
            body,
            buffer: Vec::new(),
            begun: 0,
            searched: 0,
            ended: false,
            batch: 0,
        }
    }

    /// A batch was taken over: its bytes, so many, no longer count.
    pub(crate) fn batch_ends(&mut self) -> usize {
        std::mem::take(&mut self.batch)
    }

    /// The next change; `None` at the end. A stream that ends inside a line was cut.
    pub(crate) async fn next(&mut self) -> Result<Option<Change>, ClientError> {
        loop {
            let unsearched = self.buffer.get(self.searched..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', unsearched) {
                let end = self.searched + at + 1;
                let line = self.buffer.get(self.begun..end).unwrap_or_default();
                self.begun = end;
                self.searched = end;
                self.batch = self.batch.saturating_add(line.len());
                if self.batch > MAX_BATCH_BYTES {
                    return Err(TransportError::TooLarge.into());
                }
                let line = line.trim_ascii();
                if line.is_empty() {
                    continue;
                }
                // All of it is looked at once, instead of each text in it.
                let line = str::from_utf8(line).map_err(|_| ClientError::NoProperAnswer)?;
                return match Change::parse(line) {
                    Ok(change) => Ok(Some(change)),
                    Err(_) => Err(ClientError::NoProperAnswer),
                };
            }
            self.buffer.drain(..self.begun);
            self.begun = 0;
            self.searched = self.buffer.len();
            if self.searched > MAX_LINE {
                return Err(TransportError::TooLarge.into());
            }
            if self.ended {
                let whole = self.buffer.trim_ascii().is_empty();
                return if whole {
                    Ok(None)
                } else {
                    Err(TransportError::Interrupted.into())
                };
            }
            match self.body.next().await {
                Some(piece) => self.buffer.extend_from_slice(&piece?),
                None => self.ended = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use citizen_domain::ports::{BodyStream, BoxFuture};

    struct Pieces(Vec<Bytes>);

    impl BodyStream for Pieces {
        fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
            let piece = if self.0.is_empty() {
                None
            } else {
                Some(Ok(self.0.remove(0)))
            };
            Box::pin(async move { piece })
        }
    }

    fn read(pieces: &[&[u8]]) -> (Vec<Change>, Result<(), ClientError>) {
        let pieces = pieces.iter().map(|p| Bytes::copy_from_slice(p)).collect();
        let mut lines = Lines::new(Box::new(Pieces(pieces)));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut seen = Vec::new();
        let end = runtime.block_on(async {
            loop {
                match lines.next().await {
                    Ok(Some(change)) => seen.push(change),
                    Ok(None) => return Ok(()),
                    Err(e) => return Err(e),
                }
            }
        });
        (seen, end)
    }

    #[test]
    fn lines_come_whole_however_the_network_splits_them() {
        let text = b"{\"type\":\"cursor\",\"cursor\":\"a\"}\n\n{\"type\":\"reset\"}\r\n";
        for size in 1..text.len() {
            let (seen, end) = read(&text.chunks(size).collect::<Vec<_>>());
            assert_eq!(seen.len(), 2, "pieces of {size}");
            assert!(end.is_ok());
        }
    }

    #[test]
    fn a_cut_line_is_an_interruption_and_rubbish_is_no_answer() {
        let (seen, end) = read(&[b"{\"type\":\"reset\"}\n{\"type\":\"cur"]);
        assert_eq!(seen.len(), 1);
        assert!(matches!(end, Err(ClientError::Net(TransportError::Interrupted))));
        assert!(matches!(read(&[b"<html>\n"]).1, Err(ClientError::NoProperAnswer)));
        let huge = vec![b'x'; 3 << 20];
        assert!(matches!(
            read(&[&huge]).1,
            Err(ClientError::Net(TransportError::TooLarge))
        ));
    }
}
