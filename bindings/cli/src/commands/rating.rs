//! `questions`, `rate`.

use crate::app::{App, read_file};
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::ClientError;
use citizen_client::mscore::{Answers, askable};
use citizen_client::outbox::WireBytes;
use citizen_client::{Asked, RatingView};
use citizen_domain::pack::{Item, ItemKind};
use citizen_domain::time::iso_date;
use serde::{Deserialize, Serialize};
use std::path::Path;

#[derive(Serialize)]
struct Questions {
    questionnaire: QuestionnaireView,
    /// Others that apply to the same dossier.
    others: Vec<QuestionnaireView>,
}

#[derive(Serialize)]
struct QuestionnaireView {
    id: String,
    title: String,
    #[serde(with = "iso_date")]
    valid_from: time::Date,
    #[serde(with = "iso_date::option")]
    valid_to: Option<time::Date>,
    unverified: bool,
    source: String,
    items: Vec<Item>,
    precomputed: Answers,
}

impl From<Asked> for QuestionnaireView {
    fn from(asked: Asked) -> Self {
        let items = askable(&asked.questionnaire).cloned().collect();
        let q = asked.questionnaire;
        Self {
            id: q.id,
            title: q.title,
            valid_from: q.valid_from,
            valid_to: q.valid_to,
            unverified: q.unverified,
            source: q.source,
            items,
            precomputed: asked.precomputed,
        }
    }
}

pub(crate) fn questions(app: &App, dossier: Option<&str>) -> Result<(), Failure> {
    let found = match (app.client_if_any()?, dossier) {
        (Some(client), _) => client.questions(dossier)?,
        (None, Some(_)) => return Err(ClientError::NoProvince.into()),
        (None, None) => {
            let now = citizen_client::system_now();
            citizen_client::questions_today(&*app.shipped.first(now)?, now)
        }
    };
    let mut asked = found.into_iter().map(QuestionnaireView::from);
    let first = asked
        .next()
        .ok_or_else(|| Failure::of(&ClientError::NotRatable))?;
    app.out.object(
        &Questions {
            questionnaire: first,
            others: asked.collect(),
        },
        |it| {
            let mut lines = Vec::new();
            for q in std::iter::once(&it.questionnaire).chain(&it.others) {
                lines.push(format!("{} — {} ({})", q.id, q.title, q.source));
                if q.unverified {
                    lines.push(format!("! {}", app.say("screen.rating.unverified", &[])));
                }
                for item in &q.items {
                    lines.push(format!("  {}. {}", item.id, item.text));
                    match item.kind {
                        ItemKind::Scale => lines.push("      0–10".to_owned()),
                        ItemKind::Text => lines.push("      …".to_owned()),
                        ItemKind::Points | ItemKind::Fact => {
                            lines.extend(
                                item.choices
                                    .iter()
                                    .map(|c| format!("      {}: {}", c.value, c.text)),
                            );
                        }
                    }
                }
            }
            lines.push(app.say("cli.rate.who_sees", &[]));
            lines
        },
    );
    Ok(())
}

/// `{"questionnaire_id": "…", "answers": {"1": "2", …}}`; the id, which may also be called `questionnaire`, can be left
/// out, and so can everything but the answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswersFile {
    #[serde(alias = "questionnaire")]
    questionnaire_id: Option<String>,
    answers: Answers,
}

/// A file with an `answers` member is read strictly, so that a mistyped name beside it is not taken for nothing.
fn read_answers(bytes: &[u8]) -> Option<(Option<String>, Answers)> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let named = ["answers", "questionnaire", "questionnaire_id"]
        .iter()
        .any(|name| value.get(name).is_some());
    if named {
        let file: AnswersFile = serde_json::from_value(value).ok()?;
        return Some((file.questionnaire_id, file.answers));
    }
    Some((None, serde_json::from_value(value).ok()?))
}

#[derive(Serialize)]
struct RatingObject {
    rating: RatingView,
    /// What is still to leave of it, in bytes on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    wire: Option<WireBytes>,
}

pub(crate) fn rate(app: &App, code: &str, file: &Path) -> Result<Ending, Failure> {
    let bytes = read_file(file, 256 << 10)?;
    let (questionnaire, answers) = read_answers(&bytes).ok_or_else(|| Failure::of(&CliError::BadAnswers))?;
    let client = app.client()?;
    let rating = client.block_on(client.rate(code, questionnaire.as_deref(), answers))?;
    let item = rating.item_id.as_deref();
    let wire = item
        .and_then(|id| client.outbox_item(id).ok())
        .map(|item| item.wire);
    if let Some(wire) = wire {
        super::report::tell_size(app, wire);
    }
    app.out.object(&RatingObject { rating, wire }, |_| {
        vec![app.say("cli.rate.kept", &[]), app.say("cli.rate.who_sees", &[])]
    });
    Ok(Ending::Done)
}

#[cfg(test)]
mod tests {
    use super::read_answers;

    #[test]
    fn an_answers_file_is_read_in_its_forms_and_nothing_in_it_is_overlooked() {
        for (file, id) in [
            (r#"{"questionnaire_id":"q","answers":{"1":"2"}}"#, Some("q")),
            (r#"{"questionnaire":"q","answers":{"1":"2"}}"#, Some("q")),
            (r#"{"answers":{"1":"2"}}"#, None),
            (r#"{"1":"2"}"#, None),
        ] {
            let (named, answers) = read_answers(file.as_bytes()).unwrap();
            assert_eq!((named.as_deref(), answers.len()), (id, 1), "{file}");
        }
        for file in [
            r#"{"questionaire_id":"q","answers":{"1":"2"}}"#,
            r#"{"questionnaire_id":"q"}"#,
            r#"{"questionnaire_id":"q","1":"2"}"#,
            r#"{"questionnaire_id":"q","questionnaire":"p","answers":{}}"#,
            r#"{"answers":["2"]}"#,
            "[]",
            "",
        ] {
            assert!(read_answers(file.as_bytes()).is_none(), "{file}");
        }
    }
}
