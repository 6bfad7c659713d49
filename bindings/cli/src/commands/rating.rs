//! `questions`, `rate`, `results`.

use super::show;
use crate::app::{App, read_file};
use crate::args::Results;
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::ClientError;
use citizen_client::mscore::{Answers, askable};
use citizen_client::{Asked, RatingView};
use citizen_domain::pack::{Item, ItemKind};
use citizen_domain::text::human;
use citizen_domain::time::iso_date;
use citizen_domain::wire::ResultRecord;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    let mut asked = app
        .client()?
        .questions(dossier)?
        .into_iter()
        .map(QuestionnaireView::from);
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
                    lines.push(format!("! {}", app.say("cli.questions.unverified", &[])));
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

/// `{"1": "2", …}`, or the same with the questionnaire's id beside it.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnswersFile {
    Named {
        questionnaire: Option<String>,
        answers: Answers,
    },
    Plain(Answers),
}

#[derive(Serialize)]
struct RatingObject {
    rating: RatingView,
}

pub(crate) fn rate(app: &App, code: &str, file: &Path) -> Result<Ending, Failure> {
    let bytes = read_file(file, 256 << 10)?;
    let parsed: AnswersFile =
        serde_json::from_slice(&bytes).map_err(|_| Failure::of(&CliError::BadAnswers))?;
    let (questionnaire, answers) = match parsed {
        AnswersFile::Named {
            questionnaire,
            answers,
        } => (questionnaire, answers),
        AnswersFile::Plain(answers) => (None, answers),
    };
    let client = app.client()?;
    let rating = client.block_on(client.rate(code, questionnaire.as_deref(), answers))?;
    app.out.object(&RatingObject { rating }, |_| {
        vec![app.say("cli.rate.kept", &[]), app.say("cli.rate.who_sees", &[])]
    });
    Ok(Ending::Done)
}

#[derive(Serialize)]
struct ResultsObject {
    results: Vec<ResultView>,
}

#[derive(Serialize)]
struct ResultView {
    unit: String,
    period: String,
    questionnaire_id: String,
    n: u32,
    suppressed: bool,
    distribution: BTreeMap<String, BTreeMap<String, u32>>,
    score: Option<f64>,
    max: Option<f64>,
    interval: Option<[f64; 2]>,
    class: Option<String>,
    indices_counted: u32,
    indices_total: u32,
}

fn points(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

impl From<ResultRecord> for ResultView {
    fn from(r: ResultRecord) -> Self {
        Self {
            unit: r.unit,
            period: r.period,
            questionnaire_id: r.questionnaire_id,
            n: r.n,
            suppressed: r.suppressed,
            distribution: r.distribution,
            score: r.score_hundredths.map(points),
            max: r.max_hundredths.map(points),
            interval: r
                .interval_hundredths
                .map(|(low, high)| [points(low), points(high)]),
            class: r.class,
            indices_counted: r.indices_counted,
            indices_total: r.indices_total,
        }
    }
}

pub(crate) fn results(app: &App, args: &Results) -> Result<(), Failure> {
    let client = app.client()?;
    let found = client.block_on(client.results(args.unit.as_deref(), args.period.as_deref()))?;
    let words: Vec<String> = found.iter().flat_map(|r| result_words(app, r)).collect();
    let results = found.into_iter().map(ResultView::from).collect();
    app.out.object(&ResultsObject { results }, |it| {
        if it.results.is_empty() {
            vec![app.say("cli.results.none", &[])]
        } else {
            words.clone()
        }
    });
    Ok(())
}

fn result_words(app: &App, r: &ResultRecord) -> Vec<String> {
    let number = |h: u32| human::decimal(app.lang, i64::from(h), 2);
    let mut lines = vec![format!(
        "{} · {} · {} · n = {}",
        r.unit, r.period, r.questionnaire_id, r.n
    )];
    if r.suppressed {
        lines.push(format!("  {}", app.say("cli.results.suppressed", &[])));
        return lines;
    }
    let score = r
        .score_hundredths
        .zip(r.max_hundredths)
        .map(|(s, max)| format!("{} / {}", number(s), number(max)));
    lines.extend(show::line(app, "cli.results.score", score));
    let interval = r
        .interval_hundredths
        .map(|(low, high)| format!("{} – {}", number(low), number(high)));
    lines.extend(show::line(app, "cli.results.interval", interval));
    lines.extend(show::line(app, "cli.results.class", r.class.clone()));
    let counted = format!("{} / {}", r.indices_counted, r.indices_total);
    lines.extend(show::line(app, "cli.results.indices", Some(counted)));
    lines
}
