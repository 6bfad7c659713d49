//! The province in this process: its real handlers on a data folder of its own, reached without a socket.

use crate::transport::Answer;
use crate::world::World;
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use citizen_domain::ports::Request;
use citizen_domain::wire::DossierRecord;
use citizen_province::officials::{Advance, NewDossier, OfficialReport, ReportChange};
use citizen_province::{AppState, Clock, Config, Officials, router};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::ServiceExt as _;

/// Where phones reach the province.
pub const BASE_URL: &str = "http://127.0.0.1:8079";

/// The pack that its own pack is made from, in its data folder.
pub(crate) const PACK: &str = "base.json";

/// A province, running.
pub struct Town {
    data: PathBuf,
    world: Arc<World>,
    runtime: tokio::runtime::Runtime,
    /// Nothing only while it starts again.
    running: Option<(AppState, Router)>,
}

impl Town {
    /// Opens the province of a data folder.
    ///
    /// # Panics
    /// When it does not start.
    pub fn open(data: &Path, world: &Arc<World>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(1)
            .enable_time()
            .build()
            .unwrap();
        let mut town = Self {
            data: data.to_owned(),
            world: Arc::clone(world),
            runtime,
            running: None,
        };
        town.start();
        town
    }

    /// What was answered for is on the disk; what was not, is not. The last program is gone before the next one begins.
    pub(crate) fn start(&mut self) {
        self.running = None;
        let world = Arc::clone(&self.world);
        let config = Config {
            demo: true,
            base_url: Some(BASE_URL.to_owned()),
            clock: Clock::new(move || world.time()),
            ..Config::new(self.data.clone(), self.data.join(PACK))
        };
        let state = AppState::open(config, BASE_URL.to_owned()).unwrap();
        let router = router(state.clone());
        self.running = Some((state, router));
    }

    /// Its state, for its own keys and its officials.
    ///
    /// # Panics
    /// Never: it always runs.
    pub fn state(&self) -> &AppState {
        &self.running.as_ref().expect("it runs").0
    }

    /// Works on a request; with `cut`, the connection breaks after so many bytes of its body.
    ///
    /// # Panics
    /// When the request or its answer is no HTTP.
    pub(crate) fn handle(&self, request: &Request, cut: Option<usize>) -> Answer {
        let path = match request.url.query() {
            Some(query) => format!("{}?{query}", request.url.path()),
            None => request.url.path().to_owned(),
        };
        let mut builder = axum::http::Request::builder()
            .method(request.method.as_str())
            .uri(path)
            .header("host", request.url.authority())
            .header("content-length", request.body.len());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let body = match cut {
            None => Body::from(request.body.clone()),
            Some(at) => Body::from_stream(Broken(Some(request.body.slice(..at.min(request.body.len()))))),
        };
        let router = self.running.as_ref().expect("it runs").1.clone();
        let request = builder.body(body).unwrap();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let headers = head.headers.iter().map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            });
            Answer {
                status: head.status.as_u16(),
                headers: headers.collect(),
                body: axum::body::to_bytes(body, 1 << 26).await.unwrap(),
                cut: None,
            }
        })
    }

    /// Takes a body under an address without looking at who brings it, as the open door for reports without an account does.
    pub(crate) fn take_as_new(&self, path: &str, body: &Bytes) -> u16 {
        let mut value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        value["anonymous"] = true.into();
        value["attachments"] = serde_json::json!([]);
        let url = url::Url::parse(BASE_URL).unwrap().join(path).unwrap();
        let request =
            Request::new(citizen_domain::ports::Method::Put, url).body("application/json", value.to_string());
        self.handle(&request, None).status
    }

    /// Every report that the officials see.
    ///
    /// # Panics
    /// When its database cannot be read.
    pub fn reports(&self) -> Vec<OfficialReport> {
        Officials::of(self.state()).reports().unwrap()
    }

    /// Officials take a dossier of a person in; its code.
    ///
    /// # Panics
    /// When they cannot.
    pub fn hand_in(&self, sub: &str) -> String {
        let officials = Officials::of(self.state());
        let new = NewDossier {
            owner: sub.to_owned(),
            procedure: self.state().pack().procedures[0].code.clone(),
            ..NewDossier::default()
        };
        let code = officials.add_dossier(&new).unwrap().code;
        officials.show_to_owner(&code).unwrap();
        code
    }

    /// Officials lead a dossier to a state.
    ///
    /// # Panics
    /// When they cannot.
    pub fn advance(&self, code: &str, status: i32) {
        let step = Advance {
            status: Some(status),
            ..Advance::default()
        };
        Officials::of(self.state()).advance(code, &step).unwrap();
    }

    /// A dossier as officials see it.
    ///
    /// # Panics
    /// When there is none.
    pub fn dossier(&self, code: &str) -> DossierRecord {
        Officials::of(self.state()).dossier(code).unwrap()
    }

    /// How many ratings were counted, those of the demonstration included.
    ///
    /// # Panics
    /// When its database cannot be read.
    pub fn ratings(&self) -> usize {
        Officials::of(self.state()).ratings().unwrap().len()
    }

    /// One of the ratings is counted once more.
    pub(crate) fn count_a_rating_again(&self) {
        let again = "INSERT INTO rating_answers (id, unit, period, questionnaire, answers, day)
             SELECT randomblob(16), unit, period, questionnaire, answers, day FROM rating_answers LIMIT 1";
        let written = self.state().db().write(|tx| Ok(tx.execute(again, [])?));
        assert_eq!(written.unwrap(), 1);
    }

    /// A person follows these dossiers of theirs.
    ///
    /// # Panics
    /// When the province does not let them.
    pub fn follow(&self, sub: &str, codes: &[String]) {
        let token = format!("of-{sub}");
        let (hash, now) = (
            citizen_proof::sha256(token.as_bytes()),
            self.world.time().millis(),
        );
        let put = "INSERT OR REPLACE INTO access_tokens (token_hash, sub, issued_at, expires_at) VALUES (?1, ?2, ?3, ?4)";
        let written = self.state().db().write(|tx| {
            tx.execute(put, (hash, sub, now, now + 3_600_000))?;
            Ok(())
        });
        written.unwrap();
        for code in codes {
            let url = url::Url::parse(BASE_URL).unwrap();
            let url = url.join(&format!("/v1/follows/{code}")).unwrap();
            let request = Request::new(citizen_domain::ports::Method::Put, url)
                .header("authorization", format!("Bearer {token}"));
            assert_eq!(self.handle(&request, None).status, 200, "{code}");
        }
    }

    /// A person's access ends; with `whole`, their sign-in too, on every phone: only the person can begin another one.
    ///
    /// # Panics
    /// When its database cannot be written.
    pub fn end_session(&self, sub: &str, whole: bool) {
        let now = self.world.time().millis();
        let ended = self.state().db().write(|tx| {
            tx.execute("DELETE FROM access_tokens WHERE sub = ?1", [sub])?;
            if whole {
                let end = "UPDATE grants SET revoked_at = coalesce(revoked_at, ?2) WHERE sub = ?1";
                tx.execute(end, (sub, now))?;
            }
            Ok(())
        });
        ended.unwrap();
    }

    /// Leads a report to a state, where the rules allow it.
    pub fn lead(&self, report: &str, status: &str) -> bool {
        let change = ReportChange {
            status: status.to_owned(),
            text: Some("Đã xem.".to_owned()),
        };
        Officials::of(self.state()).update_report(report, &change).is_ok()
    }
}

/// A body whose connection breaks after some bytes.
struct Broken(Option<Bytes>);

impl futures_core::Stream for Broken {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(match self.0.take() {
            Some(bytes) if !bytes.is_empty() => Ok(bytes),
            _ => Err(std::io::ErrorKind::ConnectionReset.into()),
        }))
    }
}
