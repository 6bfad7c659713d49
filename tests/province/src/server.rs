//! Starting and ending.

use crate::config::Config;
use crate::error::ApiError;
use crate::listen::listen;
use crate::officials::OperatorFile;
use crate::state::AppState;
use crate::{files, http};
use axum_server::accept::NoDelayAcceptor;
use std::fs::{File, TryLockError};
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long requests in flight may take to finish after the gateway was told to end.
const GRACE: Duration = Duration::from_secs(10);
/// Longest time for a request's head to arrive.
const HEAD: Duration = Duration::from_secs(30);

/// Why the gateway did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr),
    /// Another program has the port that phones know this gateway by.
    #[error("port {0} is taken")]
    PortTaken(u16),
    /// Certificate or key cannot be used.
    #[error("the certificate or its key cannot be used")]
    Tls,
    /// Another gateway runs on the data folder.
    #[error("another gateway runs on this data folder")]
    InUse,
    /// The data folder or the base pack cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Data(#[from] ApiError),
    /// The server stopped by itself.
    #[error("the server stopped")]
    Stopped,
}

citizen_domain::error_codes! { StartError {
    Listen(..) => "province.listen", Expected, Refused;
    PortTaken(..) => "province.port_taken", Expected, Refused;
    Tls => "province.tls", Expected, Refused;
    InUse => "province.in_use", Expected, Store;
    Data(..) => "province.data", Expected, Store;
    Stopped => "province.stopped", Retryable, Bug;
}}

/// A gateway that answers.
#[derive(Debug)]
pub struct Running {
    /// Address that it listens on.
    pub addr: SocketAddr,
    /// Where clients reach it, without a slash at its end.
    pub base_url: String,
    /// OpenID issuer.
    pub issuer: String,
    state: AppState,
    /// Held as long as the gateway runs.
    _lock: File,
    handle: axum_server::Handle<SocketAddr>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// The gateway's own state, for an embedding program.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Ends: no new requests, those in flight finish, the log is moved into the database.
    pub async fn stop(self) -> Result<(), StartError> {
        self.handle.graceful_shutdown(Some(GRACE));
        let ended = self.task.await;
        self.state.db().checkpoint()?;
        match ended {
            Ok(Ok(())) => Ok(()),
            _ => Err(StartError::Stopped),
        }
    }
}

/// Starts the gateway and returns when it answers.
pub async fn start(config: Config) -> Result<Running, StartError> {
    // Before anything in the folder is touched: the gateway that runs there keeps its operator's token.
    let lock = lock(&config.data)?;
    let listener = listen(config.listen, &config.data)?;
    listener
        .set_nonblocking(true)
        .map_err(|_| StartError::Listen(config.listen))?;
    let addr = listener
        .local_addr()
        .map_err(|_| StartError::Listen(config.listen))?;
    let tls = match &config.tls {
        Some((cert, key)) => {
            // Another part of the program may have installed it already.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let tls = axum_server::tls_rustls::RustlsConfig::from_pem_file(cert, key)
                .await
                .map_err(|_| StartError::Tls)?;
            Some(tls)
        }
        None => None,
    };
    let base_url = config.base_url.clone().unwrap_or_else(|| {
        let scheme = if tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{addr}")
    });
    let state = tokio::task::spawn_blocking(move || {
        let state = AppState::open(config, base_url)?;
        let operator = OperatorFile::make(&state.config().data, state.base_url())?;
        state.set_operator(&operator.token);
        Ok::<_, ApiError>(state)
    })
    .await
    .map_err(ApiError::from)??;
    let handle = axum_server::Handle::new();
    let app = http::router(state.clone()).into_make_service();
    let failed = |_| StartError::Listen(addr);
    // A reply's head and body leave one by one: without this the second waits until the phone has acknowledged the first.
    let at_once = NoDelayAcceptor::new();
    let task = match tls {
        Some(tls) => {
            let mut server = axum_server::from_tcp_rustls(listener, tls)
                .map_err(failed)?
                .map(|tls| tls.acceptor(at_once))
                .handle(handle.clone());
            limit(server.http_builder());
            tokio::spawn(async move { server.serve(app).await })
        }
        None => {
            let mut server = axum_server::from_tcp(listener)
                .map_err(failed)?
                .acceptor(at_once)
                .handle(handle.clone());
            limit(server.http_builder());
            tokio::spawn(async move { server.serve(app).await })
        }
    };
    handle.listening().await.ok_or(StartError::Stopped)?;
    Ok(Running {
        addr,
        base_url: state.base_url().to_owned(),
        issuer: state.issuer().to_owned(),
        state,
        _lock: lock,
        handle,
        task,
    })
}

/// One gateway a data folder; the system lets go of the lock whatever way this process ends.
fn lock(data: &Path) -> Result<File, StartError> {
    let made = files::private_dir(data).and_then(|()| {
        let mut options = std::fs::OpenOptions::new();
        options
            .create(true)
            .write(true)
            .truncate(false)
            .open(data.join("serve.lock"))
    });
    let file = made.map_err(ApiError::from)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(TryLockError::Error(error)) => Err(ApiError::from(error).into()),
    }
}

/// Runs the gateway until `shutdown` is ready, then ends it cleanly. `ready` is told once, when it answers.
pub async fn serve(
    config: Config,
    ready: impl FnOnce(&Running),
    shutdown: impl Future<Output = ()>,
) -> Result<(), StartError> {
    let mut running = start(config).await?;
    ready(&running);
    tokio::select! {
        () = shutdown => running.stop().await,
        _ = &mut running.task => Err(StartError::Stopped),
    }
}

/// Bounds the head of a request in time and size.
fn limit(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1024);
}
