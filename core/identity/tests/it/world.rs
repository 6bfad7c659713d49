use citizen_domain::ports::{PortError, Random, Request, TransportError};
use citizen_domain::{Secret, Timestamp};
use citizen_identity::{
    Config, Context, Effect, Event, IdentityError, Machine, RequestId, RequestKind, StateName,
};
use citizen_proof::{Alg, SigningKey, base64url, sha256};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use url::Url;

pub(crate) const ISSUER: &str = "https://id.tinh.example";
pub(crate) const DEVICE: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:4711/callback";

/// Counts; good enough to tell secrets apart.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        let seed = sha256(&n.to_be_bytes());
        buf.iter_mut().zip(seed.iter().cycle()).for_each(|(b, s)| *b = *s);
        Ok(())
    }
}

/// A provider as a province's gateway is one.
pub(crate) struct Provider {
    pub(crate) key: SigningKey,
    pub(crate) description: Value,
    pub(crate) claims: Value,
    /// Changes every token reply before it is sent.
    pub(crate) reply: Value,
    codes: BTreeMap<String, (String, String)>,
    refresh: Option<String>,
    pub(crate) revoked: Vec<String>,
    pub(crate) renewals: u32,
    /// How far its clock is from the phone's, in seconds.
    pub(crate) skew: i64,
    /// Parameters that were sent ahead, by what stands for them.
    pushed: BTreeMap<String, Vec<(String, String)>>,
    serial: u32,
    now: Timestamp,
}

impl Provider {
    pub(crate) fn new() -> Self {
        Self {
            key: SigningKey::generate_es256().unwrap(),
            description: json!({
                "issuer": ISSUER,
                "authorization_endpoint": format!("{ISSUER}/authorize?tenant=79"),
                "token_endpoint": format!("{ISSUER}/token"),
                "jwks_uri": format!("{ISSUER}/jwks"),
                "revocation_endpoint": format!("{ISSUER}/revoke"),
                "response_types_supported": ["code"],
                "code_challenge_methods_supported": ["S256"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256"],
                "authorization_response_iss_parameter_supported": true,
            }),
            claims: json!({
                "iss": ISSUER, "sub": "resident-1", "aud": "citizen-app", "name": "Nguyễn Thị Mẫu",
                "id_last4": "0123", "account_type": "citizen", "acr": "2", "age_band": "adult",
            }),
            reply: json!({}),
            codes: BTreeMap::new(),
            refresh: None,
            revoked: Vec::new(),
            renewals: 0,
            skew: 0,
            pushed: BTreeMap::new(),
            serial: 0,
            now: Timestamp::from_secs(0),
        }
    }

    /// What the person's browser comes back with after the page was filled in.
    pub(crate) fn authorize(&mut self, url: &Url) -> Url {
        let mut asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        if let Some(ahead) = asked.get("request_uri").and_then(|uri| self.pushed.get(uri)) {
            asked = ahead.iter().cloned().collect();
        }
        self.serial += 1;
        let code = format!("code-{}", self.serial);
        self.codes.insert(
            code.clone(),
            (asked["nonce"].clone(), asked["code_challenge"].clone()),
        );
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &asked["state"])
            .append_pair("iss", ISSUER);
        back
    }

    /// Binds tokens to the device key from now on.
    pub(crate) fn bind(&mut self) {
        self.description["dpop_signing_alg_values_supported"] = json!(["RS256", "ES256"]);
        self.reply = json!({ "token_type": "DPoP" });
    }

    /// Takes parameters ahead of the browser from now on.
    pub(crate) fn take_ahead(&mut self) {
        self.description["pushed_authorization_request_endpoint"] = json!(format!("{ISSUER}/par"));
        self.description["require_pushed_authorization_requests"] = json!(true);
    }

    pub(crate) fn answer(&mut self, id: RequestId, request: &Request, now: Timestamp) -> (u16, Vec<u8>) {
        self.now = now.plus_millis(self.skew * 1000);
        let form: BTreeMap<String, String> =
            url::form_urlencoded::parse(&request.body).into_owned().collect();
        let json = |status, value: Value| (status, value.to_string().into_bytes());
        match id.kind {
            RequestKind::Discovery => json(200, self.description.clone()),
            RequestKind::Keys => {
                let key = serde_json::to_value(self.key.public(&[], None, None)).unwrap();
                json(200, json!({ "keys": [key] }))
            }
            RequestKind::Push => {
                self.serial += 1;
                let uri = format!("urn:ietf:params:oauth:request_uri:{}", self.serial);
                self.pushed.insert(uri.clone(), form.into_iter().collect());
                json(201, json!({"request_uri": uri, "expires_in": 60}))
            }
            RequestKind::Code => match self.codes.remove(&form["code"]) {
                Some((nonce, challenge))
                    if base64url::encode(sha256(form["code_verifier"].as_bytes())) == challenge =>
                {
                    json(200, self.tokens(Some(&nonce)))
                }
                _ => json(400, json!({"error": "invalid_grant"})),
            },
            RequestKind::Refresh => {
                if self.refresh.as_ref() == Some(&form["refresh_token"]) {
                    self.renewals += 1;
                    json(200, self.tokens(None))
                } else {
                    self.refresh = None;
                    json(400, json!({"error": "invalid_grant"}))
                }
            }
            RequestKind::Revoke => {
                self.revoked.push(form["token"].clone());
                (200, Vec::new())
            }
        }
    }

    fn tokens(&mut self, nonce: Option<&str>) -> Value {
        self.serial += 1;
        let access = format!("access-{}", self.serial);
        let refresh = format!("refresh-{}", self.serial);
        self.refresh = Some(refresh.clone());
        let hash = sha256(access.as_bytes());
        let mut claims = self.claims.clone();
        let mut default = |name: &str, value: Value| {
            if claims.get(name).is_none() {
                claims[name] = value;
            }
        };
        default("iat", json!(self.now.secs()));
        default("exp", json!(self.now.secs() + 600));
        default("at_hash", json!(base64url::encode(&hash[..16])));
        if let Some(nonce) = nonce {
            default("nonce", json!(nonce));
        }
        let mut reply = json!({
            "access_token": access, "token_type": "Bearer", "expires_in": 1800, "refresh_token": refresh,
            "id_token": self.key.sign("JWT", &claims).unwrap(),
        });
        for (name, value) in self.reply.as_object().unwrap() {
            reply[name] = value.clone();
        }
        reply
    }
}

/// A phone: the machine and whoever does what it asks for.
pub(crate) struct Phone {
    pub(crate) machine: Machine,
    pub(crate) now: Timestamp,
    pub(crate) random: Counting,
    /// To whom the profile belongs.
    pub(crate) owner: Option<String>,
    pub(crate) kept: Option<Secret<Vec<u8>>>,
    pub(crate) browser: Option<Url>,
    pub(crate) told: Vec<IdentityError>,
    pub(crate) wire: VecDeque<(RequestId, Request)>,
    pub(crate) requests: u32,
    /// By which algorithms the province's rules let a provider sign.
    pub(crate) algs: Vec<Alg>,
    /// Which requests went with a proof of the device key.
    pub(crate) proven: Vec<RequestKind>,
}

pub(crate) fn config() -> Config {
    Config {
        issuer: ISSUER.to_owned(),
        client_id: "citizen-app".to_owned(),
        algs: Alg::ALL.to_vec(),
    }
}

impl Phone {
    pub(crate) fn new() -> Self {
        Self {
            machine: Machine::new(),
            now: Timestamp::parse("2026-02-12T10:00:00+07:00").unwrap(),
            random: Counting::default(),
            owner: None,
            kept: None,
            browser: None,
            told: Vec::new(),
            wire: VecDeque::new(),
            requests: 0,
            algs: Alg::ALL.to_vec(),
            proven: Vec::new(),
        }
    }

    pub(crate) fn event(&mut self, event: Event) {
        let config = Config {
            algs: self.algs.clone(),
            ..config()
        };
        let ctx = Context {
            owner: self.owner.as_deref(),
            config: &config,
            now: self.now,
            random: &self.random,
            device: Some(DEVICE),
        };
        let (machine, effects) = std::mem::take(&mut self.machine).step(event, &ctx);
        self.machine = machine;
        for effect in effects {
            match effect {
                Effect::Persist => self.kept = Some(self.machine.to_kept().unwrap()),
                Effect::Forget => self.kept = None,
                Effect::OpenBrowser { url } => self.browser = Some(url.0),
                Effect::Tell(error) => self.told.push(error),
                Effect::Http { id, request, proof } => {
                    self.requests += 1;
                    self.proven.extend(proof.then_some(id.kind));
                    self.wire.push_back((id, *request));
                }
            }
        }
    }

    pub(crate) fn state(&self) -> StateName {
        self.machine.state().name()
    }

    pub(crate) fn begin(&mut self) {
        self.event(Event::Begin {
            redirect_uri: Url::parse(CALLBACK).unwrap(),
        });
    }

    /// Lets everything that is on the wire arrive.
    pub(crate) fn settle(&mut self, provider: &mut Provider) {
        while !self.wire.is_empty() {
            self.answered(provider);
        }
    }

    /// The provider answers the next request.
    pub(crate) fn answered(&mut self, provider: &mut Provider) {
        let (id, request) = self.wire.pop_front().unwrap();
        let (status, body) = provider.answer(id, &request, self.now);
        self.event(Event::Reply { id, status, body });
    }

    /// The next request is answered by this.
    pub(crate) fn reply(&mut self, status: u16, body: &str) {
        let (id, _) = self.wire.pop_front().unwrap();
        let body = body.as_bytes().to_vec();
        self.event(Event::Reply { id, status, body });
    }

    pub(crate) fn fail(&mut self, error: TransportError) {
        let (id, _) = self.wire.pop_front().unwrap();
        self.event(Event::Failed { id, error });
    }

    /// The program is killed and started again: only what was kept is left.
    pub(crate) fn kill(&mut self) {
        self.wire.clear();
        self.machine = match &self.kept {
            Some(kept) => Machine::from_kept(kept).unwrap(),
            None => Machine::new(),
        };
    }

    pub(crate) fn wait_secs(&mut self, secs: i64) {
        self.now = self.now.plus_millis(secs * 1000);
    }

    /// To the open browser.
    pub(crate) fn up_to_browser(&mut self, provider: &mut Provider) -> Url {
        self.begin();
        self.settle(provider);
        self.browser.take().unwrap()
    }

    pub(crate) fn sign_in(&mut self, provider: &mut Provider) {
        let url = self.up_to_browser(provider);
        let back = provider.authorize(&url);
        self.event(Event::Redirect { url: back });
        self.settle(provider);
    }
}

/// Signed in, with nothing on the wire.
pub(crate) fn signed_in() -> (Phone, Provider) {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    phone.sign_in(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn, "{:?}", phone.told);
    (phone, provider)
}
