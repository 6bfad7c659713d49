use crate::contract::Contract;
use citizen_province::{Config, ResourceServer, Running, officials::OperatorFile, oidc::robot, start};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// A demonstration gateway whose every reply is held against the contract.
pub(crate) struct Gateway {
    pub(crate) running: Running,
    pub(crate) operator: String,
    contract: Contract,
    http: reqwest::Client,
    succeeded: Mutex<BTreeSet<(String, String)>>,
    _dir: tempfile::TempDir,
}

/// A reply that was checked.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What is sent.
#[derive(Default)]
pub(crate) struct Send<'a> {
    pub(crate) token: Option<&'a str>,
    pub(crate) basic: Option<(&'a str, &'a str)>,
    pub(crate) media: Option<&'a str>,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Vec<u8>,
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
        let mut config = Config::new(dir.path().to_owned(), base.into());
        config.demo = true;
        // The story signs in by hand, without a key.
        config.require_dpop = false;
        config.resource_servers = vec![ResourceServer {
            id: "other".to_owned(),
            secret: "hush".to_owned().into(),
        }];
        change(&mut config);
        let running = start(config).await.unwrap();
        Self {
            operator: OperatorFile::read(dir.path()).unwrap().unwrap().token,
            running,
            contract: Contract::load(),
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            succeeded: Mutex::default(),
            _dir: dir,
        }
    }

    /// Sends to `path`, an instance of the described `template`, and holds the reply against the contract.
    pub(crate) async fn send(&self, method: &str, template: &str, path: &str, send: Send<'_>) -> Reply {
        let url = format!("{}{path}", self.running.base_url);
        let mut request = self
            .http
            .request(method.to_uppercase().parse().unwrap(), url)
            .body(send.body);
        if let Some(token) = send.token {
            request = request.bearer_auth(token);
        }
        if let Some((id, secret)) = send.basic {
            request = request.basic_auth(id, Some(secret));
        }
        if let Some(media) = send.media {
            request = request.header("content-type", media);
        }
        for (name, value) in send.headers {
            request = request.header(*name, *value);
        }
        let reply = request.send().await.unwrap();
        let status = reply.status().as_u16();
        let header = |name: &str| reply.headers().get(name).map(|v| v.to_str().unwrap().to_owned());
        let (media, location) = (header("content-type").unwrap_or_default(), header("location"));
        assert_eq!(
            header("cache-control").as_deref(),
            Some("no-store"),
            "{method} {path}"
        );
        let body = reply.bytes().await.unwrap().to_vec();
        if let Err(why) = self.contract.check(method, template, status, &media, &body) {
            panic!(
                "{method} {path}: {status}: {why}\n{}",
                String::from_utf8_lossy(&body)
            );
        }
        if status < 400 {
            self.succeeded
                .lock()
                .unwrap()
                .insert((method.to_owned(), template.to_owned()));
        }
        Reply {
            status,
            location,
            body,
        }
    }

    /// `GET`, expecting success.
    pub(crate) async fn get(&self, template: &str, path: &str, token: Option<&str>) -> Reply {
        let reply = self
            .send(
                "get",
                template,
                path,
                Send {
                    token,
                    ..Send::default()
                },
            )
            .await;
        assert!(reply.status < 400, "{path}: {}", reply.status);
        reply
    }

    /// Sends JSON.
    pub(crate) async fn json(
        &self,
        method: &str,
        template: &str,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Reply {
        let body = body.to_string().into_bytes();
        let send = Send {
            token,
            media: Some("application/json"),
            body,
            ..Send::default()
        };
        self.send(method, template, path, send).await
    }

    /// Sends a form.
    pub(crate) async fn form(&self, template: &str, path: &str, form: &[(&str, &str)]) -> Reply {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        let body = text.extend_pairs(form).finish().into_bytes();
        let media = Some("application/x-www-form-urlencoded");
        self.send(
            "post",
            template,
            path,
            Send {
                media,
                body,
                ..Send::default()
            },
        )
        .await
    }

    /// Takes over what succeeded at another gateway.
    pub(crate) fn join(&self, other: &Self) {
        let others = other.succeeded.lock().unwrap().clone();
        self.succeeded.lock().unwrap().extend(others);
    }

    /// What is described and never succeeded here.
    pub(crate) fn untried(&self) -> Vec<(String, String)> {
        let done = self.succeeded.lock().unwrap();
        self.contract
            .operations()
            .into_iter()
            .filter(|o| !done.contains(o))
            .collect()
    }

    /// Chooses a resident as a person would; gives the code.
    pub(crate) async fn code(&self, authorize: &str, redirect: &str, sub: &str) -> String {
        let listener =
            tokio::net::TcpListener::bind(redirect.strip_prefix("http://").unwrap().trim_end_matches('/'))
                .await
                .unwrap();
        let waiting = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let read = stream.read(&mut [0; 4096]).await.unwrap();
            assert!(read > 0, "the answer arrives");
            let reply = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(reply).await.unwrap();
        });
        let shown = robot::sign_in(authorize, sub).await.unwrap();
        waiting.await.unwrap();
        let url = url::Url::parse(&shown).unwrap();
        url.query_pairs()
            .find(|(n, _)| n == "code")
            .unwrap()
            .1
            .into_owned()
    }
}
