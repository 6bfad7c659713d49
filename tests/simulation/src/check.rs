//! The promises, checked at each start of a phone and at the end.

use crate::ledger::item_of;
use crate::run::Run;
use citizen_client::outbox::{OutboxView, Page};
use citizen_domain::ports::{Method, Request};
use citizen_province::officials::OfficialReport;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// What a person was told is kept is not there any more.
    Lost(String),
    /// The province has the same report twice.
    Twice(String),
    /// Called accepted, and the province does not have it whole.
    False(String),
    /// It neither reaches an end nor says what it waits for.
    Stuck(String),
    /// It went out again although nobody had said that the province does not have it.
    Unasked(String),
    /// What the phone shows is not what the province says.
    Stale(String),
    /// It was thrown away, and officials still work on it.
    Stands(String),
    /// The program did not start, or failed in a way that no promise allows.
    Broken(String),
}

impl Wrong {
    /// Which promise.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Lost(_) => "lost",
            Self::Twice(_) => "duplicated",
            Self::False(_) => "false accepted",
            Self::Stuck(_) => "stuck",
            Self::Unasked(_) => "sent again unasked",
            Self::Stale(_) => "stale",
            Self::Stands(_) => "discarded and stands",
            Self::Broken(_) => "broken",
        }
    }
}

/// The question after silence.
pub(crate) fn is_probe(request: &Request) -> bool {
    request.method == Method::Get && item_of(request).is_some()
}

/// Everything in a phone's outbox.
pub(crate) fn outbox(
    client: &citizen_client::Client,
) -> Result<Vec<OutboxView>, citizen_client::ClientError> {
    let mut all: Vec<OutboxView> = Vec::new();
    loop {
        let after = all.last().map(|view| view.id.clone());
        let page = client.outbox(&Page {
            after,
            limit: 500,
            open_only: false,
        })?;
        let last = page.len() < 500;
        all.extend(page);
        if last {
            return Ok(all);
        }
    }
}

/// What was called kept must be there whenever the program starts.
pub(crate) fn kept(run: &mut Run<'_>, n: usize) {
    let phone = &run.phones[n];
    let Some(client) = &phone.client else { return };
    let ids: BTreeSet<String> = match outbox(client) {
        Ok(views) => views.into_iter().map(|view| view.id).collect(),
        Err(error) => {
            run.wrong.push(Wrong::Broken(format!("p{n} outbox: {error:?}")));
            return;
        }
    };
    for (id, item) in &phone.entrusted {
        if !item.unwanted && !ids.contains(id) {
            run.wrong.push(Wrong::Lost(format!("p{n} {id} after a restart")));
        }
    }
}

/// The last word.
pub(crate) fn at_the_end(run: &mut Run<'_>) {
    let reports = run.town.reports();
    let mut by_text: BTreeMap<&str, Vec<&OfficialReport>> = BTreeMap::new();
    for report in &reports {
        by_text.entry(&report.text).or_default().push(report);
    }
    for (text, same) in &by_text {
        if same.len() > 1 && text.starts_with("Phản ánh") {
            run.wrong.push(Wrong::Twice((*text).to_owned()));
        }
    }
    let by_id: BTreeMap<&str, &OfficialReport> = reports.iter().map(|r| (r.id.as_str(), r)).collect();
    let unasked = run.network.state().ledger.unasked.clone();
    run.wrong.extend(unasked.into_iter().map(Wrong::Unasked));
    let mut rated = 0;
    for n in 0..run.phones.len() {
        rated += phone_at_the_end(run, n, &by_id);
    }
    ratings_at_the_end(run, rated);
}

/// Nobody can say whose a rating is, so they are counted.
fn ratings_at_the_end(run: &mut Run<'_>, accepted: usize) {
    let counted = run.town.ratings() - run.ratings;
    let said = format!("{accepted} ratings were accepted, {counted} were counted");
    match counted.cmp(&accepted) {
        Ordering::Less => run.wrong.push(Wrong::False(said)),
        Ordering::Equal => {}
        Ordering::Greater => run.wrong.push(Wrong::Twice(said)),
    }
}

/// How many ratings of this phone were accepted.
fn phone_at_the_end(run: &mut Run<'_>, n: usize, there: &BTreeMap<&str, &OfficialReport>) -> usize {
    let Some(client) = run.phones[n].client.clone() else {
        run.wrong.push(Wrong::Broken(format!("p{n} does not run")));
        return 0;
    };
    let views = match outbox(&client) {
        Ok(views) => views,
        Err(error) => {
            run.wrong.push(Wrong::Broken(format!("p{n} outbox: {error:?}")));
            return 0;
        }
    };
    let rated = views
        .iter()
        .filter(|view| view.kind == "rating" && view.state == "accepted")
        .count();
    let signed_out = client
        .session()
        .is_ok_and(|session| session.state == "needs_sign_in");
    let mut wrong = Vec::new();
    for view in &views {
        let explained = signed_out && view.reason.as_deref() == Some("auth");
        match view.state {
            "accepted" => run.count("accepted"),
            "rejected" => run.count("rejected"),
            _ if explained => run.count("waits for sign-in"),
            _ => wrong.push(Wrong::Stuck(format!("p{n} {view:?}"))),
        }
    }
    let held: BTreeMap<&str, &OutboxView> = views.iter().map(|view| (view.id.as_str(), view)).collect();
    for view in views
        .iter()
        .filter(|view| view.kind == "report" && view.state == "accepted")
    {
        if !there.get(view.id.as_str()).is_some_and(|report| report.complete) {
            wrong.push(Wrong::False(format!("p{n} {}", view.id)));
        }
    }
    for (id, item) in &run.phones[n].entrusted {
        match (held.get(id.as_str()), there.get(id.as_str())) {
            (None, Some(report)) if item.unwanted && report.status != "rut" => {
                wrong.push(Wrong::Stands(format!("p{n} {id} {}", report.status)));
            }
            (None, _) if !item.unwanted => wrong.push(Wrong::Lost(format!("p{n} {id}"))),
            _ => {}
        }
        if let (false, Some(report), Ok(shown)) = (item.anonymous, there.get(id.as_str()), client.report(id))
            && !signed_out
            && shown.province_state.as_deref() != Some(report.status.as_str())
        {
            let says = &report.status;
            wrong.push(Wrong::Stale(format!(
                "p{n} {id}: {:?}, not {says}",
                shown.province_state
            )));
        }
    }
    if !signed_out {
        wrong.extend(run.dossiers_at_the_end(n, &client));
    }
    run.wrong.extend(wrong);
    rated
}
