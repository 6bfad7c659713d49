use super::cursor::{self, Place};
use super::{part, starts};
use crate::error::ApiError;
use crate::http::{ApiQuery, Bearer};
use crate::{AppState, counter, dossiers, reports};
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use citizen_domain::wire::Change;
use futures_core::Stream;
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Lines of a batch; each batch ends with a cursor.
const BATCH: usize = 100;

#[derive(Deserialize)]
pub(crate) struct Since {
    cursor: Option<String>,
    /// `1`: of what was told before only what is otherwise.
    parts: Option<u8>,
    /// `1`: first of all, how much is to come.
    total: Option<u8>,
}

/// Whom a feed is for, and how much of it.
#[derive(Clone)]
struct Reader {
    sub: String,
    parts: bool,
}

/// `GET /v1/changes?cursor=`: what changed for this person since the cursor, batch by batch. A batch is read in
/// one transaction when the line has room for it, so that memory stays small however much there is.
pub(crate) async fn get(
    State(state): State<AppState>,
    Bearer(subject): Bearer,
    ApiQuery(query): ApiQuery<Since>,
) -> Result<Response, ApiError> {
    let reader = Reader {
        sub: subject.sub,
        parts: query.parts == Some(1),
    };
    let (asked, who, keys) = (query.cursor, reader.sub.clone(), state.clone());
    let (from, reset, changes) = state
        .db()
        .read_async(move |tx| {
            let (from, reset) = start(tx, &keys, &who, asked.as_deref())?;
            Ok((from, reset, after(tx, &who, from)?))
        })
        .await?;
    // The first batch now, so that an error is still an error reply.
    let mut head = Vec::new();
    if query.total == Some(1) {
        push(&mut head, &Change::Total { changes })?;
    }
    if reset {
        push(&mut head, &Change::Reset)?;
    }
    let mut batch = read_batch(&state, &reader, from).await?;
    head.extend_from_slice(&batch.lines);
    batch.lines = head;

    let (tx, rx) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            let next = (!batch.last).then_some(batch.place);
            if tx.send(Ok(Bytes::from(batch.lines))).await.is_err() {
                return;
            }
            let Some(next) = next else { return };
            match read_batch(&state, &reader, next).await {
                Ok(read) => batch = read,
                Err(error) => {
                    // Cuts the reply: the client continues from the last cursor it has.
                    let _ = tx.send(Err(std::io::Error::other(error))).await;
                    return;
                }
            }
        }
    });
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((headers, Body::from_stream(Lines(rx))).into_response())
}

/// From which place to read, and whether the client has to start again.
fn start(
    tx: &Connection,
    state: &AppState,
    sub: &str,
    asked: Option<&str>,
) -> Result<(Place, bool), ApiError> {
    let Some(asked) = asked.filter(|c| !c.is_empty()) else {
        return Ok((Place::START, false));
    };
    let floor = counter::current(tx, "feed_floor")?;
    let newest = counter::current(tx, "feed")?;
    Ok(match cursor::open(state.keys(), sub, asked) {
        // A number that was never reached, or was reached by what was lost, comes from before the database was put back.
        Some(place)
            if (floor..=newest).contains(&place.upto) && starts::holds(tx, place.mark, place.upto)? =>
        {
            (place, false)
        }
        // Nothing was ever told at 0, so nothing can have been forgotten since.
        Some(Place { upto: 0, .. }) => (Place::START, false),
        _ => (Place::START, true),
    })
}

/// How many changes follow a place.
fn after(tx: &Connection, sub: &str, place: Place) -> Result<u64, ApiError> {
    let changes: i64 = tx
        .prepare_cached("SELECT count(*) FROM feed WHERE sub = ?1 AND seq > ?2")?
        .query_row(params![sub, place.upto], |row| row.get(0))?;
    Ok(u64::try_from(changes).unwrap_or(0))
}

struct Batch {
    lines: Vec<u8>,
    place: Place,
    last: bool,
}

async fn read_batch(state: &AppState, reader: &Reader, from: Place) -> Result<Batch, ApiError> {
    let (shared, reader) = (state.clone(), reader.clone());
    state
        .db()
        .read_async(move |tx| batch(tx, &shared, &reader, from))
        .await
}

/// A row of the feed.
struct Row {
    kind: String,
    key: String,
    seq: i64,
    gone: bool,
    shown: i64,
}

fn batch(tx: &Connection, state: &AppState, reader: &Reader, from: Place) -> Result<Batch, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT kind, key, seq, gone_at IS NOT NULL, shown FROM feed WHERE sub = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    // One more than a batch, to know whether it is the last: another one for the cursor alone would cost as much as ten changes.
    let mut rows = rows
        .query_map(params![reader.sub, from.upto, BATCH as i64 + 1], |row| {
            Ok(Row {
                kind: row.get(0)?,
                key: row.get(1)?,
                seq: row.get(2)?,
                gone: row.get(3)?,
                shown: row.get(4)?,
            })
        })?
        .collect::<Result<Vec<Row>, _>>()?;
    let (last, mark) = (rows.len() <= BATCH, starts::current(tx)?);
    rows.truncate(BATCH);
    let place = match rows.last() {
        Some(row) if !last => Place {
            upto: row.seq,
            base: from.base,
            mark,
        },
        // At the end the cursor stands at the newest change of all, so that it does not age while nothing happens here.
        _ => {
            let newest = counter::current(tx, "feed")?;
            Place {
                upto: newest,
                base: newest,
                mark,
            }
        }
    };
    let mut lines = Vec::new();
    for row in rows {
        if let Some(change) = line(tx, state, reader, &row, from.base)? {
            push(&mut lines, &change)?;
        }
    }
    let cursor = cursor::seal(state.keys(), &reader.sub, place);
    push(&mut lines, &Change::Cursor { cursor })?;
    Ok(Batch { lines, place, last })
}

fn line(
    tx: &Connection,
    state: &AppState,
    reader: &Reader,
    row: &Row,
    base: i64,
) -> Result<Option<Change>, ApiError> {
    if row.kind != "dossier" {
        return Ok(reports::record(tx, &row.key)?.map(|report| Change::Report {
            report: Box::new(report),
        }));
    }
    let Some(dossier) = dossiers::record(tx, state, &row.key, Some(&reader.sub))? else {
        return Ok(None);
    };
    Ok(Some(if row.gone {
        Change::DossierGone { code: dossier.code }
    } else if reader.parts && row.shown <= base {
        part::since(tx, &row.key, dossier, base)?
    } else {
        Change::Dossier {
            dossier: Box::new(dossier),
        }
    }))
}

fn push(lines: &mut Vec<u8>, change: &Change) -> Result<(), ApiError> {
    serde_json::to_writer(&mut *lines, change)
        .map_err(|_| ApiError::Internal("a change could not be written"))?;
    lines.push(b'\n');
    Ok(())
}

/// A channel as a stream.
struct Lines(mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl Stream for Lines {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}
