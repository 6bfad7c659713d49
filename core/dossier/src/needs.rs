use crate::NeedView;
use citizen_domain::message::{self, Lang};
use citizen_domain::status::Status;
use citizen_domain::wire::{Need, StatusRecord};

/// What the person has to do: the province's own words, or, where it only set a state that waits for the person,
/// ours.
pub(crate) fn needs(given: Vec<Need>, status: &StatusRecord, lang: Lang) -> Vec<NeedView> {
    let given = given
        .into_iter()
        .map(|Need { kind, text, due_at }| NeedView { kind, text, due_at });
    let mut all: Vec<NeedView> = given.collect();
    let (kind, id) = match Status::from_record(status) {
        Status::PapersNeeded => ("papers", "dossier.need.papers"),
        Status::PaymentNeeded => ("fee", "dossier.need.fee"),
        Status::Ready => ("collect", "dossier.need.collect"),
        _ => return all,
    };
    if !all.iter().any(|need| need.kind == kind) {
        all.push(NeedView {
            kind: kind.to_owned(),
            text: message::text(lang, id, &[]).display,
            due_at: None,
        });
    }
    all
}
