use crate::gateway::{DAY, Gateway, START, error, json_body, report};
use citizen_province::demo::{DemoResident, MAIN_RESIDENT, OTHER_RESIDENT, RESIDENTS};
use citizen_province::officials::ReportChange;
use citizen_province::{ApiError, Refusal};
use serde_json::{Value, json};

async fn send(gateway: &Gateway, resident: &DemoResident, id: &str, body: &Value) -> reqwest::Response {
    let token = gateway.sign_in(resident);
    json_body(gateway.put(&format!("/v1/items/{id}")), body)
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
}

fn lead(gateway: &Gateway, report: &str, status: &str, text: Option<&str>) -> Result<String, ApiError> {
    let change = ReportChange {
        status: status.into(),
        text: text.map(str::to_owned),
    };
    gateway
        .officials()
        .update_report(report, &change)
        .map(|r| r.status)
}

fn action(report: &str, action: &str, text: Option<&str>, at: &str) -> Value {
    json!({"kind": "report_action", "report": report, "action": action, "text": text, "at": at})
}

async fn act(gateway: &Gateway, resident: &DemoResident, body: &Value) -> Result<(), (u16, String)> {
    let reply = send(gateway, resident, &gateway.id(), body).await;
    match reply.status().is_success() {
        true => Ok(()),
        false => Err(error(reply).await),
    }
}

fn refused(code: &str) -> Result<(), (u16, String)> {
    Err((422, code.to_owned()))
}

#[tokio::test]
async fn a_report_goes_its_way_and_is_reopened_once_within_seven_days() {
    let gateway = Gateway::start().await;
    let id = gateway.id();
    assert!(
        send(&gateway, &MAIN_RESIDENT, &id, &report(&[]))
            .await
            .status()
            .is_success()
    );
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "confirm", None, START)).await,
        refused("action_state")
    );
    assert_eq!(
        act(&gateway, &OTHER_RESIDENT, &action(&id, "withdraw", None, START)).await,
        refused("report_unknown")
    );
    for status in ["da_phan_cong", "dang_xu_ly", "da_xu_ly"] {
        // By the province's number as well as by the client's.
        assert_eq!(lead(&gateway, "PA-261125-0001", status, None).unwrap(), status);
    }
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "reopen", None, START)).await,
        refused("reopen_reason")
    );
    let again = action(&id, "reopen", Some("Vẫn còn hố"), START);
    assert_eq!(act(&gateway, &MAIN_RESIDENT, &again).await, Ok(()));
    lead(&gateway, &id, "da_xu_ly", None).unwrap();
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &again).await,
        refused("reopen_once")
    );
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "confirm", None, START)).await,
        Ok(())
    );
    let done = &gateway.officials().reports().unwrap()[0];
    let states: Vec<&str> = done.updates.iter().map(|u| u.status.as_str()).collect();
    assert_eq!(
        states,
        [
            "da_tiep_nhan",
            "da_phan_cong",
            "dang_xu_ly",
            "da_xu_ly",
            "mo_lai",
            "da_xu_ly",
            "xac_nhan"
        ]
    );
}

#[tokio::test]
async fn what_was_said_in_time_may_arrive_later() {
    let gateway = Gateway::start().await;
    let (prompt, late) = (gateway.id(), gateway.id());
    for id in [&prompt, &late] {
        send(&gateway, &MAIN_RESIDENT, id, &report(&[])).await;
        lead(&gateway, id, "da_xu_ly", None).unwrap();
    }
    gateway.pass(10 * DAY);
    let said = |id: &str, at| action(id, "reopen", Some("Chưa xong"), at);
    assert_eq!(
        act(
            &gateway,
            &MAIN_RESIDENT,
            &said(&prompt, "2026-11-30T10:00:00+07:00")
        )
        .await,
        Ok(())
    );
    assert_eq!(
        act(
            &gateway,
            &MAIN_RESIDENT,
            &said(&late, "2026-12-04T10:00:00+07:00")
        )
        .await,
        refused("reopen_late")
    );
}

#[tokio::test]
async fn officials_give_reasons_and_reporters_may_withdraw() {
    let gateway = Gateway::start().await;
    let id = gateway.id();
    send(&gateway, &MAIN_RESIDENT, &id, &report(&[])).await;
    assert_eq!(
        lead(&gateway, &id, "tu_choi", None),
        Err(Refusal::ReportStatus.into())
    );
    assert_eq!(
        lead(&gateway, &id, "xac_nhan", None),
        Err(Refusal::ReportStatus.into())
    );
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "withdraw", None, START)).await,
        Ok(())
    );
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "withdraw", None, START)).await,
        refused("action_state")
    );
    assert_eq!(
        act(&gateway, &MAIN_RESIDENT, &action(&id, "shout", None, START)).await,
        refused("action")
    );
}

#[tokio::test]
async fn nothing_of_a_minor_is_public() {
    let gateway = Gateway::start().await;
    let (grown, young) = (gateway.id(), gateway.id());
    send(&gateway, &MAIN_RESIDENT, &grown, &report(&[])).await;
    send(&gateway, &RESIDENTS[2], &young, &report(&[])).await;
    let visibility = |id: &str| {
        let reports = gateway.officials().reports().unwrap();
        reports.into_iter().find(|r| r.id == id).unwrap().visibility
    };
    assert_eq!(visibility(&grown), "public");
    assert_eq!(visibility(&young), "handler");
}

/// Whatever an altered app sends, the pack's rules decide who may act for whom, and whether it may be public.
#[tokio::test]
async fn who_acts_for_whom_is_for_the_provinces_rules_to_say() {
    let gateway = Gateway::start().await;
    let young = RESIDENTS.iter().find(|r| r.age_band == Some("14-15")).unwrap();
    let company = RESIDENTS
        .iter()
        .find(|r| r.account_type == "organisation")
        .unwrap();
    let long = "Â".repeat(121);
    for (resident, relation, name, taken) in [
        (&MAIN_RESIDENT, "child", "Lê Thử Bé", true),
        (&MAIN_RESIDENT, "relative", "Trần Thị Mẫu", true),
        (&MAIN_RESIDENT, "organisation", "Công ty Thử Nghiệm", true),
        // A firm has no age, and no rule of this pack is for those.
        (company, "organisation", "Công ty Thử Nghiệm", false),
        (company, "child", "Lê Thử Bé", false),
        (company, "relative", "Trần Thị Mẫu", false),
        (young, "child", "Lê Thử Bé", false),
        (young, "relative", "Trần Thị Mẫu", false),
        (&MAIN_RESIDENT, "child", " ", false),
        (&MAIN_RESIDENT, "child", long.as_str(), false),
        (&MAIN_RESIDENT, "child", "Bé\u{202e}", false),
        (&MAIN_RESIDENT, "child", "Bé\u{7}", false),
        (&MAIN_RESIDENT, "child", "Be\u{301}", false),
    ] {
        let mut body = report(&[]);
        body["visibility"] = json!("public");
        body["acting_for"] = json!({"relation": relation, "name": name});
        let id = gateway.id();
        let reply = send(&gateway, resident, &id, &body).await;
        if !taken {
            assert_eq!(
                error(reply).await,
                (422, "may_not_act".to_owned()),
                "{relation} {name}"
            );
            continue;
        }
        assert!(reply.status().is_success(), "{relation} {name}");
        let reports = gateway.officials().reports().unwrap();
        let kept = reports.iter().find(|report| report.id == id).unwrap();
        assert_eq!(kept.visibility == "public", relation != "child", "{relation}");
        assert_eq!(kept.acting_for.as_ref().unwrap().name, name);

        let mut word = action(&id, "withdraw", None, START);
        word["acting_for"] = json!({"relation": relation, "name": "\u{1f}"});
        assert_eq!(act(&gateway, resident, &word).await, refused("may_not_act"));
    }
    // Without an account nobody answers for it.
    let mut nameless = report(&[]);
    nameless["anonymous"] = json!(true);
    nameless["acting_for"] = json!({"relation": "child", "name": "Lê Thử Bé"});
    let reply = json_body(gateway.put(&format!("/v1/items/{}", gateway.id())), &nameless)
        .send()
        .await
        .unwrap();
    assert_eq!(error(reply).await, (422, "may_not_act".to_owned()));
}
