//! For whom somebody acts who sends something: what the province's rules allow (in its pack), and how it is kept.

use crate::AppState;
use crate::http::Subject;
use crate::refusal::Refusal;
use citizen_domain::pack::Relation;
use citizen_domain::text::clean_line;
use citizen_domain::wire::ActingFor;
use rusqlite::Row;

/// Longest name of whom somebody acts for, in characters.
const MAX_NAME: usize = 120;

/// Whether the rules let this person act for that one. Without an account there is nobody to answer for it.
pub(crate) fn check(
    state: &AppState,
    subject: Option<&Subject>,
    acting: Option<&ActingFor>,
) -> Result<(), Refusal> {
    let Some(acting) = acting else { return Ok(()) };
    let subject = subject.ok_or(Refusal::MayNotAct)?;
    let allowed = state
        .pack()
        .accounts
        .may_act(acting.relation, subject.age_band.as_deref())
        .is_some();
    // As the core cleans a line that somebody typed: what is left of it is what came.
    let name_fits = !acting.name.is_empty()
        && acting.name.chars().count() <= MAX_NAME
        && clean_line(&acting.name, MAX_NAME * 4).is_ok_and(|clean| clean == acting.name);
    match allowed && name_fits {
        true => Ok(()),
        false => Err(Refusal::MayNotAct),
    }
}

/// The two columns `acting_relation, acting_name`.
pub(crate) fn columns(acting: Option<&ActingFor>) -> (Option<&'static str>, Option<&str>) {
    (
        acting.map(|acting| acting.relation.as_str()),
        acting.map(|acting| acting.name.as_str()),
    )
}

/// From the columns `acting_relation, acting_name`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Option<ActingFor>> {
    let relation: Option<String> = row.get("acting_relation")?;
    let name: Option<String> = row.get("acting_name")?;
    Ok(relation
        .as_deref()
        .and_then(Relation::parse)
        .zip(name)
        .map(|(relation, name)| ActingFor { relation, name }))
}
