//! The officials' side: straight on a gateway's data folder, or through a running gateway by the operator's token.

use crate::app::App;
use crate::error::CliError;
use crate::out::Failure;
use citizen_client::ClientError;
use citizen_client::net::http::HttpTransport;
use citizen_client::net::trust::NetworkTrust;
use citizen_client::system::SystemClock;
use citizen_domain::ports::{Method, Request, Transport, TransportError};
use citizen_domain::wire::{DossierRecord, ErrorReply};
use citizen_province::officials::Look;
use citizen_province::officials::{
    Advance, NewDossier, OfficialReport, OperatorFile, ProviderKey, RatingRow, ReportChange, SlipKind,
};
use citizen_province::{Clock, Officials};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Where the officials' operations are carried out.
pub(crate) enum Side {
    /// No gateway runs: straight on its data.
    Data(Box<Officials>),
    /// A gateway runs.
    Gateway(Box<Gateway>),
}

/// A running gateway.
pub(crate) struct Gateway {
    base: Url,
    token: String,
    transport: HttpTransport,
    runtime: tokio::runtime::Runtime,
}

impl Side {
    /// The running gateway of `data`, where there is one that answers, else the folder itself.
    pub(crate) fn of(app: &App, data: Option<PathBuf>) -> Result<Self, Failure> {
        let data = app.province_folder(data);
        let file = OperatorFile::read(&data).map_err(|error| Failure::of(&error))?;
        if let Some(gateway) = file.and_then(|file| Gateway::reach(&file)) {
            return Ok(Self::Gateway(Box::new(gateway)));
        }
        if !data.join("province.db").exists() {
            return Err(Failure::of(&CliError::NoGateway).with("dir", data.display().to_string()));
        }
        let officials = Officials::open(&data, Clock::system()).map_err(|error| Failure::of(&error))?;
        Ok(Self::Data(Box::new(officials)))
    }

    pub(crate) fn add_dossier(&self, new: &NewDossier) -> Result<DossierRecord, Failure> {
        match self {
            Self::Data(officials) => officials.add_dossier(new).map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Post, &["dossiers"], Some(new)),
        }
    }

    pub(crate) fn advance(&self, code: &str, advance: &Advance) -> Result<DossierRecord, Failure> {
        match self {
            Self::Data(officials) => officials.advance(code, advance).map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Post, &["dossiers", code, "steps"], Some(advance)),
        }
    }

    pub(crate) fn reports(&self) -> Result<Vec<OfficialReport>, Failure> {
        match self {
            Self::Data(officials) => officials.reports().map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Get, &["reports"], None::<&()>),
        }
    }

    pub(crate) fn update_report(&self, id: &str, change: &ReportChange) -> Result<OfficialReport, Failure> {
        match self {
            Self::Data(officials) => officials.update_report(id, change).map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Patch, &["reports", id], Some(change)),
        }
    }

    pub(crate) fn ratings(&self) -> Result<Vec<RatingRow>, Failure> {
        match self {
            Self::Data(officials) => officials.ratings().map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Get, &["ratings"], None::<&()>),
        }
    }

    /// A new key of the gateway's own provider.
    pub(crate) fn rotate_provider_key(&self) -> Result<ProviderKey, Failure> {
        match self {
            Self::Data(officials) => officials.rotate_provider_key().map_err(|e| Failure::of(&e)),
            Self::Gateway(gateway) => gateway.call(Method::Post, &["provider-keys"], None::<&()>),
        }
    }

    /// A slip as photographed.
    pub(crate) fn slip(&self, code: &str, kind: SlipKind) -> Result<Vec<u8>, Failure> {
        let picture = match self {
            Self::Data(officials) => officials
                .slip(code, kind, Look::phone(1))
                .map_err(|e| Failure::of(&e))?,
            Self::Gateway(gateway) => {
                let kind = match kind {
                    SlipKind::Signed => "signed",
                    SlipKind::Code => "code",
                    SlipKind::Url => "url",
                };
                return gateway.bytes(&["dossiers", code, "slip.jpg"], &[("kind", kind), ("seed", "1")]);
            }
        };
        Ok(picture.jpeg)
    }
}

impl Gateway {
    fn reach(file: &OperatorFile) -> Option<Self> {
        let base = Url::parse(&file.base_url).ok()?;
        let trust = Arc::new(NetworkTrust::new(Arc::new(SystemClock::new())));
        let transport = HttpTransport::new(trust).ok()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .ok()?;
        let gateway = Self {
            base,
            token: file.token.clone(),
            transport,
            runtime,
        };
        gateway
            .call::<Vec<RatingRow>>(Method::Get, &["ratings"], None::<&()>)
            .is_ok()
            .then_some(gateway)
    }

    fn send(&self, request: Request) -> Result<(u16, Vec<u8>), TransportError> {
        let request = request.header("authorization", format!("Bearer {}", self.token));
        self.runtime.block_on(async {
            let response = self.transport.send(request).await?;
            let status = response.status;
            Ok((status, response.bytes().await?))
        })
    }

    fn url(&self, path: &[&str]) -> Result<Url, Failure> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Failure::from(ClientError::BadAddress))?
            .clear()
            .push("officials")
            .extend(path);
        Ok(url)
    }

    fn bytes(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Vec<u8>, Failure> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().extend_pairs(query);
        let mut request = Request::new(Method::Get, url);
        request.max_body = 16 << 20;
        let (status, bytes) = self.send(request).map_err(ClientError::from)?;
        if status == 200 {
            Ok(bytes)
        } else {
            Err(refused(status, &bytes))
        }
    }

    fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &[&str],
        body: Option<&impl Serialize>,
    ) -> Result<T, Failure> {
        let mut request = Request::new(method, self.url(path)?);
        request.max_body = 64 << 20;
        if let Some(body) = body {
            let bytes = serde_json::to_vec(body).map_err(|_| Failure::from(ClientError::Runtime))?;
            request = request.body("application/json", bytes);
        }
        let (status, bytes) = self.send(request).map_err(ClientError::from)?;
        if !matches!(status, 200 | 201) {
            return Err(refused(status, &bytes));
        }
        serde_json::from_slice(&bytes).map_err(|_| ClientError::NoProperAnswer.into())
    }
}

fn refused(status: u16, bytes: &[u8]) -> Failure {
    let mut failure = if status == 404 {
        Failure::of(&ClientError::NotFound)
    } else {
        Failure::of(&ClientError::RefusedByProvince {
            code: String::new(),
            message: String::new(),
        })
    };
    failure.detail = serde_json::from_slice::<ErrorReply>(bytes)
        .ok()
        .map(|reply| reply.error.message);
    failure
}
