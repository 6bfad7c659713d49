//! A field report: filed without a network, killed, delivered, handled, confirmed.

use super::{Memory, say};
use crate::commands::demo::cast::Cast;
use crate::commands::demo::phone::file_and_kill;
use crate::commands::demo::story::{Told, Untrue, check};
use citizen_client::incident::{MAX_EDGE, state_text};
use citizen_client::{Client, ReportDecision, SyncReport};
use citizen_domain::error::Outcome;
use citizen_province::Officials;
use citizen_province::officials::ReportChange;
use std::sync::{Arc, Mutex, PoisonError};

const TEXT: &str = "Ổ gà sâu trước cổng chợ, xe máy dễ ngã khi trời mưa.";

/// What the province has of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Nothing,
    WordsOnly,
    Whole,
}

fn moment(officials: &Officials, report: &str) -> Moment {
    let reports = officials.reports().unwrap_or_default();
    match reports.iter().find(|seen| seen.id == report) {
        None => Moment::Nothing,
        Some(seen) if seen.complete => Moment::Whole,
        Some(_) => Moment::WordsOnly,
    }
}

/// Syncs, and looks after each of the phone's requests at what the officials see.
fn watched(cast: &Cast, phone: &Client, report: &str) -> Result<(SyncReport, Vec<Moment>), Untrue> {
    let moments = Arc::new(Mutex::new(Vec::new()));
    let (noted, officials, report) = (Arc::clone(&moments), cast.officials()?, report.to_owned());
    phone.watch(Box::new(move |_| {
        let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.last() != Some(&Moment::Whole) {
            noted.push(moment(&officials, &report));
        }
    }));
    let sync = phone.block_on(phone.sync())?;
    let moments = moments.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((sync, moments))
}

pub(super) fn report_offline(cast: &mut Cast, memory: &mut Memory) -> Told {
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

pub(super) fn killed(cast: &mut Cast, memory: &Memory) -> Told {
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
    Ok(format!(
        "{}. {}",
        say(cast.lang, &format!("outbox.state.{}", report.state), &[]),
        say(cast.lang, &format!("outbox.unsent.{}", waits.reason), &[])
    ))
}

pub(super) fn delivered(cast: &mut Cast, memory: &Memory) -> Told {
    cast.province_opens()?;
    let phone = cast.phone()?;
    phone.retry(None)?;
    let (sync, moments) = watched(cast, &phone, &memory.report)?;
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
    // The picture as the province has it, not what the phone says of it.
    let (width, height) = citizen_fixtures::upright_size(&photo)
        .ok_or_else(|| Untrue("the delivered picture is not upright".into()))?;
    check(
        u32::from(width.max(height)) <= MAX_EDGE,
        "the delivered picture is too large",
    )?;
    check(
        moments.contains(&Moment::WordsOnly) && moments.last() == Some(&Moment::Whole),
        "the province did not have the words before the picture",
    )?;
    check(
        moments.is_sorted(),
        "what the province had once was not there any more",
    )?;
    let (requests, bytes) = (sync.requests.to_string(), photo.len().to_string());
    Ok(format!(
        "{}\n{width} × {height}, {bytes} B",
        say(cast.lang, "cli.demo.order", &[("requests", &requests)])
    ))
}

pub(super) fn receipt(cast: &mut Cast, memory: &Memory) -> Told {
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

pub(super) fn resolved(cast: &mut Cast, memory: &Memory) -> Told {
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
    let told = seen.updates.len().to_string();
    Ok(format!(
        "{}. {}",
        say(cast.lang, "cli.demo.updates", &[("n", &told)]),
        state_text(cast.lang, &status).display
    ))
}
