//! The story itself: what happens, and what must be true afterwards.

use super::cast::Cast;
use super::phone::file_and_kill;
use super::story::{Story, Told, Untrue, check};
use crate::out::Failure;
use citizen_client::dossier::DossierView;
use citizen_client::incident::MAX_EDGE;
use citizen_client::mscore::askable;
use citizen_client::outbox::Page as ItemPage;
use citizen_client::pack::Standing;
use citizen_client::scan::{Kind, Trust, draw_png};
use citizen_client::{Client, ClientError, Found, InitRequest, ReportDecision};
use citizen_domain::calendar::DeadlineState;
use citizen_domain::error::Outcome;
use citizen_domain::message::{Lang, text};
use citizen_domain::pack::{Answer, ItemKind};
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use citizen_province::officials::{Advance, ReportChange, SlipKind};
use citizen_province::oidc::robot;
use citizen_province::slip::Look;
use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

const TEXT: &str = "Ổ gà sâu trước cổng chợ, xe máy dễ ngã khi trời mưa.";

/// What later steps need of earlier ones.
#[derive(Default)]
struct Memory {
    codes: Option<DemoCodes>,
    report: String,
}

impl Memory {
    fn codes(&self) -> Result<DemoCodes, Untrue> {
        self.codes
            .clone()
            .ok_or_else(|| Untrue("no demonstration dossiers".into()))
    }
}

pub(super) fn tell(story: &mut Story<'_>, cast: &mut Cast) -> Result<(), Failure> {
    let mut memory = Memory::default();
    story.step("province", || province(cast, &mut memory))?;
    story.step("sign_in", || sign_in(cast))?;
    story.step("slips", || slips(cast, &memory))?;
    story.step("officials", || officials(cast, &memory))?;
    story.step("report_offline", || report_offline(cast, &mut memory))?;
    story.step("killed", || killed(cast, &memory))?;
    story.step("delivered", || delivered(cast, &memory))?;
    story.step("receipt", || receipt(cast, &memory))?;
    story.step("resolved", || resolved(cast, &memory))?;
    story.step("rated", || rated(cast, &memory))?;
    story.step("published", || published(cast, &memory))?;
    story.step("qr", || qr(cast, &memory))
}

fn province(cast: &mut Cast, memory: &mut Memory) -> Told {
    cast.province_opens()?;
    let base_url = cast.running()?.base_url.clone();
    memory.codes = Some(DemoCodes::of(cast.running()?.state())?);
    let phone = cast.phone()?;
    let view = phone.block_on(phone.init(&InitRequest {
        base_url,
        ..InitRequest::default()
    }))?;
    check(
        view.standing == Standing::Demonstration,
        "a loopback province must be marked as demonstration",
    )?;
    check(view.demo, "the demonstration is not marked")?;
    let pack = phone.pack()?;
    check(pack.content().units.len() > 3_000, "the pack lacks units")?;
    Ok(format!(
        "{} · pack {} · {}",
        view.name,
        view.pack_version,
        pack.signed_by()
    ))
}

fn sign_in(cast: &mut Cast) -> Told {
    let phone = cast.phone()?;
    sign_in_on(&phone)?;
    let session = phone.session()?;
    check(
        session.display_name.as_deref() == Some(MAIN_RESIDENT.display_name),
        "another person is signed in",
    )?;
    let last4 = session.id_last4.clone().unwrap_or_default();
    check(
        MAIN_RESIDENT.id_number.ends_with(&last4) && last4.len() == 4,
        "the last four digits are wrong",
    )?;
    Ok(format!(
        "{} •••• {last4}",
        session.display_name.unwrap_or_default()
    ))
}

/// A whole sign-in: the phone listens on loopback, the robot does what a browser does.
fn sign_in_on(phone: &Client) -> Result<(), Untrue> {
    phone.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let redirect = Url::parse(&format!("http://{}/callback", listener.local_addr()?))?;
        let authorize = phone.begin_sign_in(redirect.clone()).await?;
        let (back, told) = tokio::join!(
            one_request(&listener, &redirect),
            robot::sign_in(authorize.as_str(), MAIN_RESIDENT.sub)
        );
        told?;
        phone.finish_sign_in(back?).await?;
        Ok(())
    })
}

async fn one_request(listener: &TcpListener, redirect: &Url) -> Result<Url, Untrue> {
    let (mut stream, _) = listener.accept().await?;
    let mut head = Vec::new();
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 || head.len() > 8192 {
            return Err(Untrue("the browser said nothing".into()));
        }
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .await?;
    Ok(citizen_client::identity::parse_redirect_request(&head, redirect)?)
}

fn slips(cast: &mut Cast, memory: &Memory) -> Told {
    let codes = memory.codes()?;
    let officials = cast.officials()?;
    let phone = cast.phone()?;
    let mut told = Vec::new();
    for (seed, code, kind, want_kind, want_trust) in [
        (
            3,
            &codes.fresh,
            SlipKind::Signed,
            Kind::DossierSlip,
            Trust::Signed,
        ),
        (5, &codes.in_time, SlipKind::Code, Kind::DossierCode, Trust::Hint),
        (8, &codes.overdue, SlipKind::Url, Kind::DossierUrl, Trust::Hint),
    ] {
        let slip = officials.slip(code, kind, Look::phone(seed))?;
        std::fs::write(cast.folder.join(format!("slip-{seed}.jpg")), &slip.jpeg)?;
        let read = phone.scan_picture(&slip.jpeg)?;
        let payload = read
            .payloads
            .first()
            .ok_or_else(|| Untrue(format!("no code found on slip {seed}")))?;
        check(payload.kind == want_kind, "a slip was taken for something else")?;
        check(
            payload.trust == want_trust,
            "a slip is trusted too much or too little",
        )?;
        let named = payload.dossier.as_ref().map(|d| d.code.as_str());
        check(named == Some(code.as_str()), "another code was read")?;
        let found = Found::Scanned(Box::new(payload.clone()));
        let view = phone.block_on(phone.follow(found, Lang::Vi))?;
        let status = view
            .status
            .as_ref()
            .ok_or_else(|| Untrue("the province said nothing of the dossier".into()))?;
        check(
            view.agency.is_some() && view.appointment_at.is_some(),
            "agency or appointment is missing",
        )?;
        check(!view.events.is_empty(), "the history is missing")?;
        check(
            view.deadline.working_days_left.is_some(),
            "the working days left are missing",
        )?;
        told.push(format!(
            "{code} · {} · {}",
            status.plain,
            deadline(cast.lang, &view)
        ));
        let (kind, trust) = (
            word(cast.lang, "kind", &payload.kind),
            word(cast.lang, "trust", &payload.trust),
        );
        told.push(format!("  {kind}: {trust}"));
        let reasons = payload
            .warnings
            .iter()
            .map(|why| text(cast.lang, &why.message_id(), &[]).display);
        told.extend(reasons.map(|why| format!("  {why}")));
    }
    Ok(told.join("\n"))
}

/// What a word of the contract means, in the chosen language.
fn word<T: Serialize>(lang: Lang, part: &str, value: &T) -> String {
    let word = serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default();
    text(lang, &format!("scan.{part}.{word}"), &[]).display
}

/// The deadline's class and the working days left.
fn deadline(lang: Lang, view: &DossierView) -> String {
    let class = text(lang, view.deadline.state.message_id(), &[]).display;
    match view.deadline.working_days_left {
        Some(days) => {
            let id = if days < 0 {
                "cli.deadline.over"
            } else {
                "cli.deadline.left"
            };
            let left = text(lang, id, &[("days", &days.unsigned_abs().to_string())]).display;
            format!("{class}, {left}")
        }
        None => class,
    }
}

fn officials(cast: &mut Cast, memory: &Memory) -> Told {
    let code = memory.codes()?.in_time;
    let officials = cast.officials()?;
    let phone = cast.phone()?;
    let before = phone.dossier(&code, Lang::Vi)?;
    check(
        before.deadline.state == DeadlineState::InTime,
        "the dossier should be in time",
    )?;

    let ask = Advance {
        status: Some(5),
        text: Some("Bổ sung 1 bản sao giấy tờ chứng minh nơi ở.".to_owned()),
        ..Advance::default()
    };
    officials.advance(&code, &ask)?;
    let report = phone.block_on(phone.sync())?;
    check(report.outcome.is_none(), "the sync met trouble")?;
    let asked = phone.dossier(&code, Lang::Vi)?;
    check(
        asked.deadline.state == DeadlineState::Stopped,
        "the clock should stand still",
    )?;
    check(
        !asked.needs_action.is_empty(),
        "the resident is not told what to do",
    )?;
    check(
        asked.events.len() == before.events.len() + 1,
        "the timeline lacks the request",
    )?;

    officials.advance(
        &code,
        &Advance {
            status: Some(4),
            ..Advance::default()
        },
    )?;
    officials.advance(
        &code,
        &Advance {
            status: Some(9),
            ..Advance::default()
        },
    )?;
    phone.block_on(phone.sync())?;
    let done = phone.dossier(&code, Lang::Vi)?;
    check(done.finished_at.is_some(), "the end is missing")?;
    check(
        done.deadline.state == DeadlineState::Early,
        "it was finished before its appointment",
    )?;
    check(
        done.events.len() == before.events.len() + 3,
        "the timeline lost or gained a step",
    )?;
    check(
        done.events
            .windows(2)
            .all(|w| w.first().map(|e| e.at) <= w.last().map(|e| e.at)),
        "times run backwards",
    )?;
    Ok([before, asked, done]
        .map(|view| deadline(cast.lang, &view))
        .join(" → "))
}

fn report_offline(cast: &mut Cast, memory: &mut Memory) -> Told {
    cast.phone_away()?;
    cast.province_closes()?;
    let photo = citizen_fixtures::camera_jpeg(11);
    let found = citizen_fixtures::metadata_segments(&photo);
    check(
        !found.is_empty(),
        "the camera wrote no metadata, so nothing would be proved",
    )?;
    let path = cast.folder.join("camera.jpg");
    std::fs::write(&path, &photo)?;
    memory.report = file_and_kill(&cast.home(), &path, TEXT)?;
    let kinds: Vec<&str> = found
        .iter()
        .map(String::as_str)
        .filter(|kind| !kind.starts_with("bytes of"))
        .collect();
    Ok(format!("{} · {}", memory.report, kinds.join(", ")))
}

fn killed(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let report = phone.report(&memory.report)?;
    check(report.text == TEXT, "the words changed")?;
    check(report.photos.len() == 1, "the picture is gone")?;
    let sync = phone.block_on(phone.sync())?;
    check(
        sync.outcome == Some(Outcome::Waiting),
        "without a province the sync must say that it waits",
    )?;
    let waits = sync.waiting.iter().find(|w| w.id == memory.report);
    let waits = waits.ok_or_else(|| Untrue("the report is not among what waits".into()))?;
    check(waits.reason == "network", "the reason must be the network")?;
    check(
        phone.report(&memory.report)?.receipt.is_none(),
        "nothing may be called sent",
    )?;
    Ok(format!("{} · {}", report.state, waits.reason))
}

fn delivered(cast: &mut Cast, memory: &Memory) -> Told {
    cast.province_opens()?;
    let phone = cast.phone()?;
    phone.retry(None)?;
    let sync = phone.block_on(phone.sync())?;
    check(
        sync.sent == 1 && sync.waiting.is_empty(),
        "the report was not delivered",
    )?;
    let officials = cast.officials()?;
    let reports = officials.reports()?;
    check(reports.len() == 1, "the officials must see exactly one report")?;
    let seen = reports.first().ok_or_else(|| Untrue("no report".into()))?;
    check(
        seen.id == memory.report && seen.text == TEXT,
        "another report arrived",
    )?;
    check(
        seen.complete && seen.parts.len() == 1,
        "the picture did not arrive",
    )?;
    let part = seen.parts.first().map(|p| p.sha256.clone()).unwrap_or_default();
    let photo = officials.report_part(&seen.id, &part)?;
    let left = citizen_fixtures::metadata_segments(&photo);
    check(left.is_empty(), "the delivered picture still carries metadata")?;
    let size = phone
        .report(&memory.report)?
        .photos
        .first()
        .map(|p| (p.width, p.height))
        .unwrap_or_default();
    check(
        size.0.max(size.1) <= MAX_EDGE,
        "the delivered picture is too large",
    )?;
    check(size.1 > size.0, "the delivered picture is not upright")?;
    Ok(format!(
        "{} requests · {} × {} · {} B",
        sync.requests,
        size.0,
        size.1,
        photo.len()
    ))
}

fn receipt(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let receipt = phone.receipt(&memory.report)?;
    check(
        receipt.verified && receipt.complete,
        "the receipt is not verified or not complete",
    )?;
    check(
        receipt.attachments.len() == 1,
        "the receipt does not name the picture",
    )?;
    // The negative: one changed character and it is worth nothing.
    let token = phone.receipt_token(&memory.report)?;
    let broken: String = token
        .chars()
        .rev()
        .enumerate()
        .map(|(i, c)| if i == 9 { flip(c) } else { c })
        .collect();
    let broken: String = broken.chars().rev().collect();
    let pack = phone.pack()?;
    let trust = citizen_client::ReceiptTrust::Known;
    let refused =
        citizen_client::verify_receipt(&broken, &trust, &cast.shipped, Some(&pack), phone.now()).is_err();
    check(refused, "a forged receipt was taken")?;
    Ok(format!(
        "{} · {}",
        receipt.reference.unwrap_or_default(),
        receipt.key_id
    ))
}

fn flip(c: char) -> char {
    if c == 'A' { 'B' } else { 'A' }
}

fn resolved(cast: &mut Cast, memory: &Memory) -> Told {
    let officials = cast.officials()?;
    let phone = cast.phone()?;
    for (status, text) in [
        ("da_phan_cong", "Giao đội duy tu."),
        ("da_xu_ly", "Đã vá mặt đường."),
    ] {
        officials.update_report(
            &memory.report,
            &ReportChange {
                status: status.into(),
                text: Some(text.into()),
            },
        )?;
    }
    phone.block_on(phone.sync())?;
    let seen = phone.report(&memory.report)?;
    check(
        seen.province_state.as_deref() == Some("da_xu_ly"),
        "the resident does not see that it is mended",
    )?;
    phone.decide_report(&memory.report, &ReportDecision::Confirm)?;
    let sync = phone.block_on(phone.sync())?;
    check(sync.sent == 1, "the confirmation was not delivered")?;
    let status = officials
        .reports()?
        .first()
        .map(|r| r.status.clone())
        .unwrap_or_default();
    check(status == "xac_nhan", "the officials do not see the confirmation")?;
    Ok(format!("{} updates · {status}", seen.updates.len()))
}

fn rated(cast: &mut Cast, memory: &Memory) -> Told {
    let code = memory.codes()?.in_time;
    let phone = cast.phone()?;
    let asked = phone.questions(Some(&code))?;
    let first = asked
        .first()
        .ok_or_else(|| Untrue("no questionnaire applies".into()))?;
    let view = phone.dossier(&code, Lang::Vi)?;
    let received = view
        .received_at
        .ok_or_else(|| Untrue("no reception".into()))?
        .date();
    let q = &first.questionnaire;
    check(
        q.valid_from <= received && q.valid_to.is_none_or(|to| received <= to),
        "a questionnaire of another time",
    )?;
    let mut answers = first.precomputed.clone();
    for item in askable(q).filter(|item| !item.precomputed) {
        if let (ItemKind::Points | ItemKind::Fact, Some(choice)) = (item.kind, item.choices.first()) {
            answers.insert(item.id.clone(), Answer::Text(choice.value.clone()));
        }
    }
    let (n, id) = (answers.len(), q.id.clone());
    phone.block_on(phone.rate(&code, None, answers.clone()))?;
    let sync = phone.block_on(phone.sync())?;
    check(sync.sent == 1, "the rating was not delivered")?;
    let again = phone.block_on(phone.rate(&code, None, answers.clone()));
    check(
        matches!(again, Err(ClientError::AlreadyRated)),
        "a second rating was taken by the phone",
    )?;

    // Another phone of the same resident remembers nothing: there the province itself must refuse.
    let other = Client::open(&cast.home(), "second", cast.shipped.clone())?;
    let base_url = cast.running()?.base_url.clone();
    other.block_on(other.init(&InitRequest {
        base_url,
        ..InitRequest::default()
    }))?;
    sign_in_on(&other)?;
    other.block_on(other.sync())?;
    let refused = other.block_on(other.rate(&code, None, answers));
    cast.count(&other);
    check(
        matches!(refused, Err(ClientError::AlreadyRated)),
        "a second rating was taken by the province",
    )?;
    Ok(format!("{id} · {n} answers"))
}

fn published(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let unit = phone
        .dossier(&memory.codes()?.in_time, Lang::Vi)?
        .unit
        .unwrap_or_default();
    let results = phone.block_on(phone.results(Some(&unit), None))?;
    let shown = results.iter().find(|r| !r.suppressed && r.class.is_some());
    let shown = shown.ok_or_else(|| Untrue("no result of this unit is published".into()))?;
    check(
        shown.n >= 5 && !shown.distribution.is_empty(),
        "n or distribution is missing",
    )?;
    check(
        shown.indices_counted > 0,
        "it is not said how many indices counted",
    )?;
    let all = phone.block_on(phone.results(None, None))?;
    check(
        all.iter().any(|r| r.suppressed && r.distribution.is_empty()),
        "a small cell is not suppressed",
    )?;
    let score = shown.score_hundredths.unwrap_or_default();
    Ok(format!(
        "n = {} · {}.{:02} · {} · {}/{}",
        shown.n,
        score / 100,
        score % 100,
        shown.class.clone().unwrap_or_default(),
        shown.indices_counted,
        shown.indices_total
    ))
}

fn qr(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let code = memory.codes()?.fresh;
    let drawn = draw_png(&code, 8)?;
    std::fs::write(cast.folder.join("qr.png"), &drawn)?;
    let read = phone.scan_picture(&drawn)?;
    let named = read
        .payloads
        .first()
        .and_then(|p| p.dossier.as_ref())
        .map(|d| d.code.clone());
    check(
        named.as_deref() == Some(code.as_str()),
        "the drawn code reads differently",
    )?;
    let open = phone.outbox(&ItemPage {
        open_only: true,
        ..ItemPage::default()
    })?;
    check(open.is_empty(), "something is left in the outbox")?;
    Ok(code)
}
