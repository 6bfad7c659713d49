use super::cursor;
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
}

/// `GET /v1/changes?cursor=`: what changed for this person since the cursor, batch by batch. A batch is read in
/// one transaction when the line has room for it, so that memory stays small however much there is.
pub(crate) async fn get(
    State(state): State<AppState>,
    Bearer(subject): Bearer,
    ApiQuery(query): ApiQuery<Since>,
) -> Result<Response, ApiError> {
    let sub = subject.sub;
    let (asked, who, keys) = (query.cursor, sub.clone(), state.clone());
    let (since, reset) = state
        .db()
        .read_async(move |tx| start(tx, &keys, &who, asked.as_deref()))
        .await?;
    // The first batch now, so that an error is still an error reply.
    let mut head = Vec::new();
    if reset {
        push(&mut head, &Change::Reset)?;
    }
    let mut batch = read_batch(&state, &sub, since).await?;
    head.extend_from_slice(&batch.lines);
    batch.lines = head;

    let (tx, rx) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            let next = (!batch.last).then_some(batch.upto);
            if tx.send(Ok(Bytes::from(batch.lines))).await.is_err() {
                return;
            }
            let Some(next) = next else { return };
            match read_batch(&state, &sub, next).await {
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

/// From which change to read, and whether the client has to start again.
fn start(tx: &Connection, state: &AppState, sub: &str, asked: Option<&str>) -> Result<(i64, bool), ApiError> {
    let Some(asked) = asked.filter(|c| !c.is_empty()) else {
        return Ok((0, false));
    };
    let floor = counter::current(tx, "feed_floor")?;
    let newest = counter::current(tx, "feed")?;
    Ok(match cursor::open(state.keys(), sub, asked) {
        // A number that was never reached comes from before the database was put back.
        Some(seq) if (floor..=newest).contains(&seq) => (seq, false),
        // Nothing was ever told at 0, so nothing can have been forgotten since.
        Some(0) => (0, false),
        _ => (0, true),
    })
}

struct Batch {
    lines: Vec<u8>,
    upto: i64,
    last: bool,
}

async fn read_batch(state: &AppState, sub: &str, since: i64) -> Result<Batch, ApiError> {
    let (shared, sub) = (state.clone(), sub.to_owned());
    state
        .db()
        .read_async(move |tx| batch(tx, &shared, &sub, since))
        .await
}

fn batch(tx: &Connection, state: &AppState, sub: &str, since: i64) -> Result<Batch, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT kind, key, seq, gone_at IS NOT NULL FROM feed WHERE sub = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let rows = rows
        .query_map(params![sub, since, BATCH as i64], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        })?
        .collect::<Result<Vec<(String, String, i64, bool)>, _>>()?;
    let last = rows.len() < BATCH;
    // At the end the cursor stands at the newest change of all, so that it does not age while nothing happens here.
    let upto = match rows.last() {
        Some(row) if !last => row.2,
        _ => counter::current(tx, "feed")?,
    };
    let mut lines = Vec::new();
    for (kind, key, _, gone) in rows {
        if let Some(change) = line(tx, state, sub, &kind, &key, gone)? {
            push(&mut lines, &change)?;
        }
    }
    let cursor = cursor::seal(state.keys(), sub, upto);
    push(&mut lines, &Change::Cursor { cursor })?;
    Ok(Batch { lines, upto, last })
}

fn line(
    tx: &Connection,
    state: &AppState,
    sub: &str,
    kind: &str,
    key: &str,
    gone: bool,
) -> Result<Option<Change>, ApiError> {
    Ok(match kind {
        "dossier" => dossiers::record(tx, state, key, Some(sub))?.map(|dossier| match gone {
            true => Change::DossierGone { code: dossier.code },
            false => Change::Dossier {
                dossier: Box::new(dossier),
            },
        }),
        _ => reports::record(tx, key)?.map(|report| Change::Report {
            report: Box::new(report),
        }),
    })
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
