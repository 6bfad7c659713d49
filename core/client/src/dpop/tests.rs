use super::*;
use citizen_domain::Timestamp;
use citizen_domain::ports::Method;
use citizen_testkit::{Answer, FakeClock, InlineExecutor, MemoryKeyStore, ScriptedTransport, SeededRandom};
use serde_json::Value;
use url::Url;

const TOKEN: &str = "https://id.tinh.example/token";
const ITEM: &str = "https://api.tinh.example/items/1?x=1";

struct Bench {
    transport: ScriptedTransport,
    keys: Arc<MemoryKeyStore>,
    prover: Prover,
    name: KeyName,
}

impl Bench {
    fn new(script: Vec<Answer>) -> Self {
        let clock = FakeClock::at(Timestamp::from_secs(1_770_000_000));
        let transport = ScriptedTransport::new(clock.clone());
        script.into_iter().for_each(|answer| transport.push(answer));
        let keys = Arc::new(MemoryKeyStore::new());
        Self {
            prover: Prover {
                transport: Arc::new(transport.clone()),
                keys: Arc::clone(&keys) as Arc<dyn KeyStore>,
                clock: Arc::new(clock),
                random: Arc::new(SeededRandom::new(7)),
                nonces: Mutex::default(),
            },
            transport,
            keys,
            name: KeyName("citizen/79/default/device".to_owned()),
        }
    }

    fn ask(self: &Arc<Self>) -> Result<(u16, Vec<u8>), Unsent> {
        let bench = Arc::clone(self);
        run(async move { bench.prover.ask(Some(&bench.name), post(TOKEN)).await })
    }

    fn send(self: &Arc<Self>) -> Result<u16, Unsent> {
        let bench = Arc::clone(self);
        run(async move {
            let token = Secret::new("secret-token".to_owned());
            let sent = bench.prover.send(&bench.name, &token, post(ITEM)).await;
            sent.map(|response| response.status)
        })
    }

    /// Nonce, `ath` and `htu` of the proof in each request so far; nothing for a request without.
    fn proofs(&self) -> Vec<Option<Value>> {
        let claims = |proof: &str| {
            let text = proof.split('.').nth(1).unwrap();
            serde_json::from_slice(&citizen_proof::base64url::decode(text).unwrap()).unwrap()
        };
        let requests = self.transport.take_requests();
        requests.iter().map(|r| r.header("dpop").map(claims)).collect()
    }
}

fn run<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    InlineExecutor::new().block_on(work).unwrap()
}

fn post(url: &str) -> Request {
    Request::new(Method::Post, Url::parse(url).unwrap()).body("text/plain", "body")
}

fn refusal(nonce: &str) -> Answer {
    Answer::status(400)
        .header("dpop-nonce", nonce)
        .body(r#"{"error":"use_dpop_nonce"}"#)
}

fn challenge(nonce: &str) -> Answer {
    Answer::status(401)
        .header("dpop-nonce", nonce)
        .header("www-authenticate", r#"DPoP error="use_dpop_nonce""#)
}

fn nonces(proofs: &[Option<Value>]) -> Vec<Option<&str>> {
    proofs
        .iter()
        .map(|claims| claims.as_ref().unwrap()["nonce"].as_str())
        .collect()
}

#[test]
fn the_server_s_nonce_is_taken_up_at_once_and_used_from_then_on() {
    let bench = Arc::new(Bench::new(vec![
        refusal("n1"),
        Answer::json("{}").header("dpop-nonce", "n2"),
        Answer::json("{}"),
    ]));
    assert_eq!(bench.ask().unwrap().0, 200);
    assert_eq!(bench.ask().unwrap().0, 200);
    let proofs = bench.proofs();
    assert_eq!(nonces(&proofs), [None, Some("n1"), Some("n2")], "the newest wins");
    let ids: std::collections::BTreeSet<String> = proofs
        .iter()
        .map(|claims| claims.as_ref().unwrap()["jti"].to_string())
        .collect();
    assert_eq!(ids.len(), 3, "no proof is sent twice");
}

#[test]
fn it_tries_once_more_and_no_more() {
    let bench = Arc::new(Bench::new(vec![refusal("n1"), refusal("n2"), refusal("n3")]));
    assert_eq!(bench.ask().unwrap().0, 400);
    assert_eq!(bench.transport.left(), 1);
    let bench = Arc::new(Bench::new(vec![
        challenge("n1"),
        challenge("n2"),
        challenge("n3"),
    ]));
    assert_eq!(bench.send().unwrap(), 401);
    assert_eq!(bench.transport.left(), 1);
    // Without a nonce to use, and for another reason, not even once.
    for answer in [
        Answer::status(400).body(r#"{"error":"use_dpop_nonce"}"#),
        Answer::status(400)
            .header("dpop-nonce", "n")
            .body(r#"{"error":"invalid_grant"}"#),
    ] {
        let bench = Arc::new(Bench::new(vec![answer, Answer::json("{}")]));
        assert_eq!(bench.ask().unwrap().0, 400);
        assert_eq!(bench.transport.left(), 1);
    }
}

#[test]
fn a_resource_gets_token_hash_and_a_nonce_of_its_own() {
    let bench = Arc::new(Bench::new(vec![
        Answer::json("{}").header("dpop-nonce", "provider"),
        challenge("resource"),
        Answer::json("{}"),
    ]));
    bench.ask().unwrap();
    assert_eq!(bench.send().unwrap(), 200);
    let proofs = bench.proofs();
    assert_eq!(nonces(&proofs), [None, None, Some("resource")]);
    let (asked, sent) = (proofs[0].as_ref().unwrap(), proofs[2].as_ref().unwrap());
    assert_eq!((asked.get("ath"), &asked["htu"]), (None, &TOKEN.into()));
    let hash = citizen_proof::base64url::encode(citizen_proof::sha256(b"secret-token"));
    assert_eq!(sent["ath"], hash);
    assert_eq!(
        sent["htu"], "https://api.tinh.example/items/1",
        "without its query"
    );
}

#[test]
fn without_a_key_nothing_is_proven_and_a_locked_key_sends_nothing() {
    let bench = Arc::new(Bench::new(vec![refusal("n1"), Answer::json("{}")]));
    let shared = Arc::clone(&bench);
    let (status, _) = run(async move { shared.prover.ask(None, post(TOKEN)).await }).unwrap();
    assert_eq!((status, bench.proofs()), (400, vec![None]));
    bench.keys.set_locked(true);
    assert!(matches!(
        bench.ask(),
        Err(Unsent::Key(PortError::Refused("locked")))
    ));
    assert!(bench.proofs().is_empty());
}
