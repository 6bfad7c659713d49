//! `results`: what was published, in words.

use crate::app::App;
use crate::args::Results;
use crate::out::Failure;
use citizen_client::mscore::class_text;
use citizen_client::screen::{self, BarGroup, Voice};
use citizen_client::system_now;
use citizen_domain::message::{Lang, text};
use citizen_domain::pack::PackContent;
use citizen_domain::text::human;
use citizen_domain::wire::ResultRecord;
use serde::Serialize;
use std::collections::BTreeMap;

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

pub(crate) fn run(app: &App, args: &Results) -> Result<(), Failure> {
    let client = app.client()?;
    let found = client.block_on(client.results(args.unit.as_deref(), args.period.as_deref()))?;
    let pack = client.pack()?;
    let words: Vec<String> = found
        .iter()
        .flat_map(|r| result_words(app.lang, r, pack.content()))
        .collect();
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

/// A published result in words: unit, quarter, questionnaire, how many, the answers, the points, the class, and what the
/// class does not count.
pub(crate) fn result_words(lang: Lang, r: &ResultRecord, content: &PackContent) -> Vec<String> {
    let say = |id: &str, args: &[(&str, &str)]| text(lang, id, args).display;
    let labelled = |id: &str, value: &str| format!("  {}: {value}", say(id, &[]));
    let number = |h: u32| human::decimal(lang, i64::from(h), 2);
    let voice = Voice {
        lang,
        now: system_now(),
    };
    let view = screen::result(r, content, &voice);
    let mut lines = vec![format!("{} · {}", view.unit.display, period(lang, &r.period))];
    // Two of one title are two: by their ids they are told apart.
    let title = view.title.display;
    lines.push(if title == r.questionnaire_id {
        format!("  {title}")
    } else {
        format!("  {title} ({})", r.questionnaire_id)
    });
    lines.extend(view.unverified.map(|note| format!("  ! {}", note.display)));
    lines.push(labelled("cli.results.n", &human::integer(lang, i64::from(r.n))));
    if let Some(why) = view.suppressed {
        lines.push(format!("  {}", why.display));
        return lines;
    }
    if !view.questions.is_empty() {
        lines.push(format!("  {}:", say("cli.results.distribution", &[])));
        lines.extend(view.questions.iter().map(answers));
    }
    if let Some((points, most)) = r.score_hundredths.zip(r.max_hundredths) {
        lines.push(labelled(
            "cli.results.score",
            &format!("{} / {}", number(points), number(most)),
        ));
    }
    if let Some((low, high)) = r.interval_hundredths {
        lines.push(labelled(
            "cli.results.interval",
            &format!("{} – {}", number(low), number(high)),
        ));
    }
    lines.push(labelled(
        "cli.results.indices",
        &format!("{} / {}", r.indices_counted, r.indices_total),
    ));
    if let Some(class) = &r.class {
        lines.push(labelled("cli.results.class", &class_text(lang, class).display));
        if r.indices_counted < r.indices_total {
            let (counted, total) = (r.indices_counted.to_string(), r.indices_total.to_string());
            let partial = say("mscore.partial", &[("counted", &counted), ("total", &total)]);
            lines.push(format!("  {partial}"));
        }
    }
    lines
}

/// A line a question: what was answered, and how often.
fn answers(group: &BarGroup) -> String {
    let counted: Vec<String> = group
        .bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label.display, bar.count))
        .collect();
    format!("    {} — {}", group.question.display, counted.join(" · "))
}

/// `2026Q4` in words; a province's own word for a period stays.
pub(crate) fn period(lang: Lang, period: &str) -> String {
    match period.split_once('Q') {
        Some((year, quarter)) => {
            text(
                lang,
                "cli.results.quarter",
                &[("year", year), ("quarter", quarter)],
            )
            .display
        }
        None => period.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::result_words;
    use citizen_client::Shipped;
    use citizen_domain::message::Lang;
    use citizen_domain::wire::ResultRecord;
    use serde_json::{Map, Value, json};

    /// A unit's result, each choice of each question given `n` times, in words.
    fn words(questionnaire: &str, choices: &[(&str, &[&str])]) -> Vec<String> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
        let pack = Shipped::new(vec![file.into()])
            .first(citizen_client::system_now())
            .unwrap();
        let counts: Map<String, Value> = choices
            .iter()
            .map(|(id, values)| {
                let counted: Map<String, Value> =
                    values.iter().map(|v| ((*v).to_owned(), json!(1))).collect();
                ((*id).to_owned(), counted.into())
            })
            .collect();
        let record: ResultRecord = serde_json::from_value(json!({
            "unit": "H29.12", "period": "2026Q4", "questionnaire_id": questionnaire, "n": 7, "suppressed": false,
            "distribution": counts, "score_hundredths": null, "max_hundredths": null, "interval_hundredths": null,
            "class": null, "indices_counted": 3, "indices_total": 3
        }))
        .unwrap();
        result_words(Lang::En, &record, pack.content())
    }

    #[test]
    fn a_result_is_told_in_the_questionnaires_order_from_best_to_worst() {
        let scale: Vec<String> = (0..=10).map(|n: u8| n.to_string()).collect();
        let scale: Vec<&str> = scale.iter().map(String::as_str).collect();
        let said = words(
            "mscore-1",
            &[("attitude", &scale), ("re_appointed", &["more", "no", "once"])],
        );
        let attitude = said.iter().find(|line| line.contains("tiếp bạn")).unwrap();
        let ten = "10: 1 · 9: 1 · 8: 1 · 7: 1 · 6: 1 · 5: 1 · 4: 1 · 3: 1 · 2: 1 · 1: 1 · 0: 1";
        assert!(attitude.ends_with(ten), "{attitude}");
        let again = said.iter().find(|line| line.contains("hẹn lại")).unwrap();
        assert!(
            again.ends_with("Không: 1 · Có, một lần: 1 · Có, hơn một lần: 1"),
            "{again}"
        );
    }

    /// The questionnaire after July 2025 has the title of the one before; nobody takes one for the other.
    #[test]
    fn a_result_of_an_unchecked_questionnaire_says_so() {
        for (id, unchecked) in [("tt01-2018", false), ("tt01-2018-u", true)] {
            let said = words(id, &[]);
            assert!(said[1].ends_with(&format!("({id})")), "{said:?}");
            assert_eq!(
                said.iter().any(|line| line.contains("was not compared")),
                unchecked,
                "{said:?}"
            );
        }
    }
}
