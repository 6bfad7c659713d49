//! Who plays in the demonstration: a province, its officials, a resident's phone.

use super::story::Untrue;
use crate::app::{App, absolute};
use crate::error::CliError;
use crate::out::Failure;
use citizen_client::ClientError;
use citizen_client::net::meter::Reading;
use citizen_client::{Client, Shipped};
use citizen_domain::message::Lang;
use citizen_province::{Config, Officials, Running};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::runtime::Runtime;

/// Everything that the steps act on.
pub(super) struct Cast {
    pub(super) lang: Lang,
    pub(super) folder: PathBuf,
    keep: bool,
    pub(super) shipped: Shipped,
    base_pack: PathBuf,
    /// The province lives on threads of its own, as another machine would.
    pub(super) runtime: Runtime,
    pub(super) province: Option<Running>,
    addr: Option<SocketAddr>,
    client: Option<Client>,
    traffic: Reading,
}

impl Cast {
    pub(super) fn new(app: &App, keep: Option<&Path>) -> Result<Self, Failure> {
        let base_pack = app
            .shipped
            .files()
            .first()
            .cloned()
            .ok_or_else(|| Failure::of(&CliError::NoPack))?;
        let folder = match keep {
            Some(folder) => absolute(folder),
            None => std::env::temp_dir().join(format!("citizen-demo-{}", std::process::id())),
        };
        let file = |_| Failure::of(&CliError::FileUnwritable).with("file", folder.display().to_string());
        if keep.is_none() {
            // Left by an earlier process of the same number.
            let _ = std::fs::remove_dir_all(&folder);
        }
        std::fs::create_dir_all(&folder).map_err(file)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("province")
            .enable_all()
            .build()
            .map_err(|_| Failure::of(&ClientError::Runtime))?;
        Ok(Self {
            lang: app.lang,
            folder,
            keep: keep.is_some(),
            shipped: app.shipped.clone(),
            base_pack,
            runtime,
            province: None,
            addr: None,
            client: None,
            traffic: Reading::default(),
        })
    }

    pub(super) fn home(&self) -> PathBuf {
        self.folder.join("phone")
    }

    /// A second phone of the same resident.
    pub(super) fn other_home(&self) -> PathBuf {
        self.folder.join("second-phone")
    }

    /// Starts the province, on the same address as before where there was one.
    pub(super) fn province_opens(&mut self) -> Result<(), Untrue> {
        let config = Config {
            demo: true,
            listen: self.addr.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0))),
            ..Config::new(self.folder.join("province"), self.base_pack.clone())
        };
        let running = self.runtime.block_on(citizen_province::start(config))?;
        self.addr = Some(running.addr);
        self.province = Some(running);
        Ok(())
    }

    pub(super) fn province_closes(&mut self) -> Result<(), Untrue> {
        match self.province.take() {
            Some(running) => Ok(self.runtime.block_on(running.stop())?),
            None => Err(Untrue("the province was not open".into())),
        }
    }

    pub(super) fn running(&self) -> Result<&Running, Untrue> {
        self.province
            .as_ref()
            .ok_or_else(|| Untrue("the province is closed".into()))
    }

    pub(super) fn officials(&self) -> Result<Officials, Untrue> {
        Ok(Officials::of(self.running()?.state()))
    }

    /// The resident's phone, opened if it is not.
    pub(super) fn phone(&mut self) -> Result<Client, Untrue> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let client = Client::open(&self.home(), "default", self.shipped.clone())?;
        self.client = Some(client.clone());
        Ok(client)
    }

    /// Puts the phone away; the next [`Cast::phone`] starts it anew.
    pub(super) fn phone_away(&mut self) -> Result<(), Untrue> {
        if let Some(client) = self.client.take() {
            self.count(&client);
            client.shutdown()?;
        }
        Ok(())
    }

    /// Adds what a client sent and received to the summary.
    pub(super) fn count(&mut self, client: &Client) {
        let now = client.traffic();
        self.traffic.requests += now.requests;
        self.traffic.bytes_up += now.bytes_up;
        self.traffic.bytes_down += now.bytes_down;
    }

    pub(super) fn traffic(&mut self) -> Reading {
        if let Some(client) = self.client.clone() {
            self.count(&client);
            self.client = None;
        }
        self.traffic
    }

    /// Ends everything; files stay only where that was asked for.
    pub(super) fn leave(mut self) {
        self.client = None;
        if let Some(running) = self.province.take() {
            // The story is over either way.
            let _ = self.runtime.block_on(running.stop());
        }
        if !self.keep {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
