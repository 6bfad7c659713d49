//! The officials' lists in words. The province's own pack says what its keys mean; one that it does not know is shown as it
//! stands.

use super::results::period;
use crate::app::App;
use citizen_client::incident::state_text;
use citizen_domain::pack::{Answer, PackContent};
use citizen_province::Officials;
use citizen_province::officials::{OfficialReport, RatingRow};
use std::path::PathBuf;

/// What the keys of a province mean.
pub(crate) struct Words<'a> {
    app: &'a App,
    pack: Option<PackContent>,
}

impl<'a> Words<'a> {
    /// Of the gateway whose data folder is `data`.
    pub(crate) fn of(app: &'a App, data: Option<PathBuf>) -> Self {
        // `--json` keeps the keys, and reading a pack takes its time.
        let wanted = !app.out.json;
        let data = app.province_folder(data);
        let pack = wanted.then(|| Officials::pack_content(&data).ok()).flatten();
        Self { app, pack }
    }

    fn category<'k>(&'k self, code: &'k str) -> &'k str {
        let mut known = self.pack.iter().flat_map(|pack| &pack.categories);
        known.find(|c| c.code == code).map_or(code, |c| c.name.as_str())
    }

    fn unit<'k>(&'k self, code: &'k str) -> &'k str {
        let mut known = self.pack.iter().flat_map(|pack| &pack.units);
        known.find(|u| u.code == code).map_or(code, |u| u.name.as_str())
    }

    pub(crate) fn report(&self, report: &OfficialReport) -> Vec<String> {
        let app = self.app;
        let mut lines = vec![format!(
            "{} · {} · {} · {}",
            report.reference,
            self.category(&report.category),
            state_text(app.lang, &report.status).display,
            report.id
        )];
        lines.push(format!("  {}", report.text));
        if let Some(acting) = &report.acting_for {
            lines.push(format!("  {}", super::acting::line(app, acting)));
        }
        if let Some(unit) = &report.unit {
            lines.push(format!(
                "  {}: {}",
                app.say("cli.report.unit", &[]),
                self.unit(unit)
            ));
        }
        if !report.complete {
            let n = report.missing.len().to_string();
            lines.push(format!("  ! {}", app.say("cli.receipt.incomplete", &[("n", &n)])));
        }
        lines
    }

    pub(crate) fn rating(&self, row: &RatingRow) -> Vec<String> {
        let mut known = self.pack.iter().flat_map(|pack| &pack.questionnaires);
        let asked = known.find(|q| q.id == row.questionnaire);
        let title = asked.map_or(row.questionnaire.as_str(), |q| q.title.as_str());
        let period = period(self.app.lang, &row.period);
        let mut lines = vec![format!("{} · {period} · {title}", self.unit(&row.unit))];
        let relation = row
            .acting_for
            .map(|relation| format!("cli.rating.{}", relation.as_str()));
        lines.extend(relation.map(|id| format!("  {}", self.app.say(&id, &[]))));
        lines.extend(row.answers.iter().map(|(id, answer)| {
            let item = asked.and_then(|q| q.items.iter().find(|item| item.id == *id));
            let question = item.map_or(id.as_str(), |item| item.text.as_str());
            let said = match answer {
                Answer::Number(n) => n.to_string(),
                Answer::Text(value) => {
                    let choice = item.and_then(|item| item.choices.iter().find(|c| c.value == *value));
                    choice.map_or_else(|| value.clone(), |c| c.text.clone())
                }
            };
            format!("  {question} — {said}")
        }));
        lines
    }
}
