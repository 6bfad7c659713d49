use crate::gateway::{DAY, Gateway, error, json_body, json_of};
use citizen_domain::Timestamp;
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use citizen_province::officials::{Advance, NewDossier, OperatorFile};
use citizen_province::{ApiError, Officials, Refusal};
use reqwest::Method;
use serde_json::json;

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::parse(text).unwrap())
}

#[tokio::test]
async fn the_officials_side_needs_the_operators_token() {
    let gateway = Gateway::start().await;
    let operator = OperatorFile::read(&gateway.data()).unwrap().unwrap();
    assert_eq!(operator.base_url, gateway.running.as_ref().unwrap().base_url);
    let resident = gateway.sign_in(&MAIN_RESIDENT);
    for (method, path) in [
        (Method::POST, "/officials/dossiers"),
        (Method::GET, "/officials/dossiers/X-1234"),
        (Method::POST, "/officials/dossiers/X-1234/steps"),
        (Method::GET, "/officials/reports"),
        (Method::PATCH, "/officials/reports/x"),
        (Method::GET, "/officials/reports/x/parts/y"),
        (Method::GET, "/officials/ratings"),
    ] {
        let bare = gateway.request(method.clone(), path).send().await.unwrap();
        assert_eq!(error(bare).await, (401, "unauthorized".into()), "{path}");
        let wrong = gateway
            .request(method, path)
            .bearer_auth(&resident)
            .send()
            .await
            .unwrap();
        assert_eq!(error(wrong).await, (401, "unauthorized".into()), "{path}");
    }
    let procedure = &gateway.state().pack().procedures[0].code;
    let new = json!({"owner": MAIN_RESIDENT.id_number, "procedure": procedure});
    let added = gateway
        .post("/officials/dossiers", &new)
        .bearer_auth(&operator.token)
        .send()
        .await
        .unwrap();
    let code = json_of(added).await["code"].as_str().unwrap().to_owned();
    let path = format!("/officials/dossiers/{code}/steps");
    let step = json_body(gateway.request(Method::POST, &path), &json!({"status": 9}));
    let step = json_of(step.bearer_auth(&operator.token).send().await.unwrap()).await;
    assert_eq!(step["status"]["code"], 9);
    #[cfg(unix)]
    for file in [
        "operator.json",
        "keys/pack.p8",
        "keys/receipt.p8",
        "keys/rating.secret",
    ] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(gateway.data().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn papers_stop_the_clock_and_an_extension_keeps_the_old_date() {
    let gateway = Gateway::start().await;
    // Beside the running gateway, as the terminal program does it.
    let officials = Officials::open(&gateway.data(), gateway.clock()).unwrap();
    let pack = gateway.state().pack().clone();
    let procedure = pack
        .procedures
        .iter()
        .find(|p| p.limit.is_some_and(|l| l.amount == 5))
        .unwrap();
    let new = NewDossier {
        owner: MAIN_RESIDENT.sub.into(),
        procedure: procedure.code.clone(),
        received_at: at("2026-08-28T09:00:00+07:00"),
        ..NewDossier::default()
    };
    let dossier = officials.add_dossier(&new).unwrap();
    // 31 August and 1, 2 September are off: five working days end on the 9th (D§4.6).
    assert_eq!(dossier.appointment_at, at("2026-09-09T17:00:00+07:00"));
    assert_eq!(dossier.status.code, Some(2));

    let step = |status, when| Advance {
        status: Some(status),
        at: at(when),
        ..Advance::default()
    };
    let papers = officials
        .advance(&dossier.code, &step(5, "2026-09-03T09:00:00+07:00"))
        .unwrap();
    assert_eq!(papers.needs[0].kind, "papers");
    let resumed = officials
        .advance(&dossier.code, &step(4, "2026-09-07T09:00:00+07:00"))
        .unwrap();
    assert!(resumed.needs.is_empty());
    // Friday and Monday stood still.
    assert_eq!(resumed.appointment_at, at("2026-09-11T17:00:00+07:00"));
    assert_eq!(resumed.previous_appointment_at, dossier.appointment_at);

    let done = officials
        .advance(&dossier.code, &step(9, "2026-09-10T09:00:00+07:00"))
        .unwrap();
    assert_eq!(done.finished_at, at("2026-09-10T09:00:00+07:00"));
    assert_eq!(done.needs[0].kind, "collect");
    let ids: Vec<u64> = done.events.iter().map(|e| e.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
    assert!(
        done.events
            .iter()
            .all(|e| !e.actor.is_empty() && !e.unit.is_empty() && !e.text.is_empty())
    );
    let odd = Advance {
        status: Some(77),
        status_text: Some("Chờ liên thông".into()),
        ..Advance::default()
    };
    let odd = officials.advance(&dossier.code, &odd).unwrap();
    assert_eq!(
        (odd.status.code, odd.status.text.as_deref()),
        (Some(77), Some("Chờ liên thông"))
    );
}

#[tokio::test]
async fn impossible_dossiers_are_refused_by_name() {
    let gateway = Gateway::start().await;
    let officials = gateway.officials();
    let good = NewDossier {
        owner: MAIN_RESIDENT.sub.into(),
        procedure: gateway.state().pack().procedures[0].code.clone(),
        ..NewDossier::default()
    };
    let with = |change: fn(&mut NewDossier)| {
        let mut new = good.clone();
        change(&mut new);
        officials.add_dossier(&new).unwrap_err()
    };
    assert_eq!(with(|d| d.owner = "999999999999".into()), Refusal::Owner.into());
    assert_eq!(with(|d| d.procedure = "0.0".into()), Refusal::Procedure.into());
    assert_eq!(with(|d| d.agency = Some("Z".into())), Refusal::Agency.into());
    assert_eq!(with(|d| d.code = Some("?".into())), Refusal::DossierCode.into());
    let mut taken = good.clone();
    taken.code = Some(gateway.codes().legacy.to_lowercase());
    assert_eq!(
        officials.add_dossier(&taken).unwrap_err(),
        Refusal::CodeTaken.into()
    );
    assert_eq!(
        officials
            .advance(
                "H29.12-261125-9999",
                &Advance {
                    status: Some(4),
                    ..Advance::default()
                }
            )
            .unwrap_err(),
        ApiError::NotFound
    );
    assert_eq!(
        officials
            .advance(&gateway.codes().fresh, &Advance::default())
            .unwrap_err(),
        Refusal::Status.into()
    );
}

#[tokio::test]
async fn the_demonstration_is_made_once() {
    let mut gateway = Gateway::start().await;
    let before = gateway.codes();
    gateway.pass(3 * DAY);
    gateway.restart().await;
    assert_eq!(gateway.codes(), before);
    assert_eq!(before.legacy, "000.00.12.H09-230110-0001");
    assert_eq!(DemoCodes::of(gateway.state()).unwrap(), before);
}

#[tokio::test]
async fn one_gateway_a_data_folder() {
    let mut gateway = Gateway::start().await;
    let operator = gateway.data().join("operator.json");
    let before = std::fs::read(&operator).unwrap();
    let second = citizen_province::start(gateway.config()).await;
    assert!(
        matches!(second, Err(citizen_province::StartError::InUse)),
        "{second:?}"
    );
    assert_eq!(
        std::fs::read(&operator).unwrap(),
        before,
        "the token of the one that runs"
    );
    // The one that runs answers on, and the folder is free once it has ended.
    assert_eq!(
        gateway
            .get("/.well-known/citizen-province")
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    gateway.restart().await;
    assert_ne!(std::fs::read(&operator).unwrap(), before);
}
