//! The finished dossier is rated, once, and the result read.

use super::{Memory, say};
use crate::commands::demo::cast::Cast;
use crate::commands::demo::story::{Told, Untrue, check};
use citizen_client::mscore::askable;
use citizen_client::{Client, ClientError, InitRequest};
use citizen_domain::pack::{Answer, ItemKind};

pub(super) fn rated(cast: &mut Cast, memory: &Memory) -> Told {
    let code = memory.codes()?.in_time;
    let phone = cast.phone()?;
    let asked = phone.questions(Some(&code))?;
    let first = asked
        .first()
        .ok_or_else(|| Untrue("no questionnaire applies".into()))?;
    let view = phone.dossier(&code, cast.lang)?;
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
    let other = Client::open(&cast.other_home(), "default", cast.shipped.clone())?;
    let base_url = cast.running()?.base_url.clone();
    other.block_on(other.init(&InitRequest {
        base_url,
        ..InitRequest::default()
    }))?;
    super::arrive::sign_in_on(&other)?;
    other.block_on(other.sync())?;
    let refused = other.block_on(other.rate(&code, None, answers));
    cast.count(&other);
    check(
        matches!(refused, Err(ClientError::AlreadyRated)),
        "a second rating was taken by the province",
    )?;
    let n = n.to_string();
    Ok(format!(
        "{id} · {}",
        say(cast.lang, "cli.demo.answers", &[("n", &n)])
    ))
}

pub(super) fn published(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let code = memory.codes()?.in_time;
    let unit = phone.dossier(&code, cast.lang)?.unit.unwrap_or_default();
    // The one that the rating went into.
    let asked = phone.questions(Some(&code))?;
    let answered = asked.first().map(|asked| asked.questionnaire.id.as_str());
    let results = phone.block_on(phone.results(Some(&unit), None))?;
    let shown = results
        .iter()
        .find(|r| !r.suppressed && r.class.is_some() && Some(r.questionnaire_id.as_str()) == answered);
    let shown =
        shown.ok_or_else(|| Untrue("no result of this unit and questionnaire is published".into()))?;
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
    Ok(crate::commands::results::result_words(cast.lang, shown, phone.pack()?.content()).join("\n"))
}
