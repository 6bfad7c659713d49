use crate::Severity;
use citizen_domain::pack::{EmergencyNumber, ReportCategory};
use citizen_domain::text::{fold, nfc};

/// What to tell a person before a report is sent. Advice never refuses: the person may be writing *about* a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Call this number first; the report may follow.
    CallFirst {
        /// Number as dialled.
        number: String,
        /// What for; empty where the pack does not say.
        name: String,
        /// Number said digit by digit.
        spoken: String,
    },
    /// It reads like a complaint against a decision (khiếu nại): a law of its own, another way in (D§9.2).
    Complaint,
    /// It reads like a denunciation of a person's wrongdoing (tố cáo): a law of its own, and the writer is protected
    /// there, not here.
    Denunciation,
}

impl Advice {
    /// Id of the text that explains it; `CallFirst` takes `{number}` and `{name}`.
    pub const fn message_id(&self) -> &'static str {
        match self {
            Self::CallFirst { .. } => "incident.advice.call_first",
            Self::Complaint => "incident.advice.complaint",
            Self::Denunciation => "incident.advice.denunciation",
        }
    }
}

/// What to tell before sending, most urgent first: the category's emergency number, all numbers when the report is
/// urgent, then the wording that belongs to another law.
pub fn advise(
    text: &str,
    category: Option<&ReportCategory>,
    severity: Severity,
    emergency: &[EmergencyNumber],
) -> Vec<Advice> {
    let call = |entry: &EmergencyNumber| Advice::CallFirst {
        number: entry.number.clone(),
        name: entry.name.clone(),
        spoken: entry.spoken.clone(),
    };
    let own = category.and_then(|c| c.emergency.as_deref());
    let mut advice: Vec<Advice> = Vec::new();
    if let Some(number) = own {
        let known = emergency.iter().find(|entry| entry.number == number);
        advice.push(known.map_or_else(
            || Advice::CallFirst {
                number: number.to_owned(),
                name: String::new(),
                spoken: number.chars().map(String::from).collect::<Vec<_>>().join(" "),
            },
            call,
        ));
    }
    if severity == Severity::Urgent {
        advice.extend(
            emergency
                .iter()
                .filter(|entry| Some(entry.number.as_str()) != own)
                .map(call),
        );
    }
    let words = Wording::of(text);
    if words.complaint() {
        advice.push(Advice::Complaint);
    }
    if words.denunciation() {
        advice.push(Advice::Denunciation);
    }
    advice
}

/// A text as words, with and without marks.
struct Wording {
    marked: String,
    folded: String,
}

impl Wording {
    fn of(text: &str) -> Self {
        let spaced = |text: &str| {
            let words: Vec<&str> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .collect();
            format!(" {} ", words.join(" "))
        };
        Self {
            marked: spaced(&nfc(text).to_lowercase()),
            folded: spaced(&fold(text)),
        }
    }

    /// "khieu nai" means nothing else, with or without marks.
    fn complaint(&self) -> bool {
        self.folded.contains(" khieu nai ")
    }

    /// "to cao" without marks may be "to cao" (big and tall: "cây to cao"), so it counts only in a text typed
    /// without marks, and not after a tree, a house or a pole.
    fn denunciation(&self) -> bool {
        if self.marked.contains(" tố cáo ") {
            return true;
        }
        let typed_without_marks = self.marked == self.folded;
        let tall = ["cay", "nha", "cot", "tru", "rat", "qua", "toa"];
        typed_without_marks
            && self
                .folded
                .split(" to cao ")
                .zip(self.folded.split(" to cao ").skip(1))
                .any(|(before, _)| {
                    let last = before.rsplit(' ').next().unwrap_or_default();
                    !tall.contains(&last)
                })
    }
}
