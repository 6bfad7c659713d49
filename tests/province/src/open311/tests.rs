//! GeoReport v2 over real sockets.

use crate::{Config, Running, demo, start};
use serde_json::Value;

const CLIENT_ID: &str = "01936d2e-5c00-7000-8000-000000000001";

struct Fixture {
    running: Running,
    http: reqwest::Client,
    _dir: tempfile::TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
        let mut config = Config::new(dir.path().to_owned(), base.into());
        config.demo = true;
        let running = start(config).await.unwrap();
        let now = running.state().now().millis();
        running
            .state()
            .db()
            .write(|tx| {
                tx.execute(
                    "INSERT INTO access_tokens (token_hash, sub, issued_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
                    rusqlite::params![crate::http::token_hash("key"), demo::MAIN_RESIDENT.sub, now, now + 3_600_000],
                )?;
                Ok(())
            })
            .unwrap();
        Self {
            running,
            http: reqwest::Client::new(),
            _dir: dir,
        }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let url = format!("{}/open311/v2/{path}", self.running.base_url);
        let reply = self.http.get(url).send().await.unwrap();
        (reply.status().as_u16(), reply.text().await.unwrap())
    }

    async fn json(&self, path: &str) -> (u16, Value) {
        let (status, text) = self.get(path).await;
        (status, serde_json::from_str(&text).unwrap())
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, String) {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let url = format!("{}/open311/v2/{path}", self.running.base_url);
        let request = self
            .http
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded");
        let reply = request.body(body).send().await.unwrap();
        (reply.status().as_u16(), reply.text().await.unwrap())
    }
}

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("service_code", "giao_thong"),
        ("lat", "10.98"),
        ("long", "106.65"),
        ("description", "Ổ gà <sâu> & rộng"),
        ("first_name", "Không Lưu"),
        ("api_key", "key"),
    ];
    all.extend(more);
    all
}

#[tokio::test]
async fn services_are_the_categories_in_both_formats() {
    let fixture = Fixture::new().await;
    let (status, services) = fixture.json("services.json").await;
    assert_eq!(status, 200);
    assert!(
        services
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["service_code"] == "giao_thong" && s["type"] == "realtime")
    );
    let (_, xml) = fixture.get("services.xml").await;
    assert!(xml.contains("<services><service><service_code>"));
    let (status, definition) = fixture.json("services/giao_thong.json").await;
    assert_eq!(
        (status, &definition["attributes"][0]["values"][0]["key"]),
        (200, &"1".into())
    );
    let (status, error) = fixture.json("services/nothing.json").await;
    assert_eq!((status, error[0]["code"].as_u64()), (404, Some(404)));
    assert_eq!(fixture.get("services").await.0, 404, "no format");
}

#[tokio::test]
async fn a_request_is_filed_once_listed_without_its_reporter_and_found_again() {
    let fixture = Fixture::new().await;
    let form = form(&[("client_id", CLIENT_ID), ("attribute[severity]", "1")]);
    let (status, created) = fixture.post("requests.json", &form).await;
    assert_eq!(status, 201, "{created}");
    let created: Value = serde_json::from_str(&created).unwrap();
    let id = created[0]["service_request_id"].as_str().unwrap().to_owned();
    let (status, again) = fixture.post("requests.json", &form).await;
    assert_eq!(
        (status, serde_json::from_str::<Value>(&again).unwrap()),
        (201, created),
        "the same form again"
    );
    let mut other = form.clone();
    other.push(("description", "khác"));
    assert_eq!(
        fixture.post("requests.json", &other).await.0,
        409,
        "another form under the same id"
    );

    let (_, one) = fixture.json(&format!("requests/{id}.json")).await;
    assert_eq!(one[0]["description"], "Ổ gà <sâu> & rộng");
    assert_eq!(
        (one[0]["status"].as_str(), one[0]["lat"].as_f64()),
        (Some("open"), Some(10.98))
    );
    let (_, xml) = fixture.get(&format!("requests/{id}.xml")).await;
    assert!(
        xml.contains("<description>Ổ gà &lt;sâu&gt; &amp; rộng</description>"),
        "{xml}"
    );
    let everything = fixture.get("requests.json").await.1;
    assert!(!everything.contains("Không Lưu") && !everything.contains(demo::MAIN_RESIDENT.sub));

    for (filter, n) in [
        (format!("service_request_id={id}"), 1),
        ("service_code=cay_xanh".into(), 0),
        ("service_code=cay_xanh,giao_thong&status=open".into(), 1),
        ("status=closed".into(), 0),
        (
            "start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z".into(),
            0,
        ),
    ] {
        let (status, list) = fixture.json(&format!("requests.json?{filter}")).await;
        let found = list
            .as_array()
            .unwrap()
            .iter()
            .filter(|r| r["service_request_id"] == id.as_str())
            .count();
        assert_eq!((status, found), (200, n), "{filter}");
    }
    // The token belongs to who filed it.
    assert_eq!(fixture.json(&format!("tokens/{CLIENT_ID}.json")).await.0, 404);
    let url = format!("{}/open311/v2/tokens/{CLIENT_ID}.json", fixture.running.base_url);
    let own = fixture.http.get(url).bearer_auth("key").send().await.unwrap();
    assert!(own.text().await.unwrap().contains(&id));
}

#[tokio::test]
async fn what_only_handlers_may_see_is_not_listed() {
    let fixture = Fixture::new().await;
    let mut private = form(&[]);
    private[0] = ("service_code", "an_ninh");
    let (status, created) = fixture.post("requests.json", &private).await;
    assert_eq!(status, 201, "{created}");
    let created: Value = serde_json::from_str(&created).unwrap();
    let id = created[0]["service_request_id"].as_str().unwrap();
    assert_eq!(fixture.get(&format!("requests/{id}.json")).await.0, 404);
}

#[tokio::test]
async fn wrong_forms_get_the_standards_errors() {
    let fixture = Fixture::new().await;
    for (form, status) in [
        (vec![("lat", "1"), ("long", "2")], 400),
        (
            vec![
                ("service_code", "nothing"),
                ("lat", "1"),
                ("long", "2"),
                ("api_key", "key"),
            ],
            404,
        ),
        (vec![("service_code", "giao_thong"), ("api_key", "key")], 400),
        (form(&[("lat", "north")]), 400),
        (form(&[("lat", "99")]), 400),
        (form(&[("lat", "NaN"), ("long", "inf")]), 400),
        (form(&[("attribute[severity]", "7")]), 400),
        (form(&[("client_id", "1")]), 400),
        (form(&[("api_key", "wrong")]), 403),
    ] {
        let (got, body) = fixture.post("requests.xml", &form).await;
        assert_eq!(got, status, "{form:?}: {body}");
        assert!(
            body.contains(&format!("<errors><error><code>{status}</code><description>")),
            "{body}"
        );
    }
    assert_eq!(fixture.get("requests.json?status=lost").await.0, 400);
    assert_eq!(fixture.get("requests.json?start_date=yesterday").await.0, 400);
}
