use crate::Severity;
use citizen_domain::message::{self, Lang, Text};
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
    /// Call one of these first, the one that belongs to the report's category before the others.
    CallOneOf(Vec<EmergencyNumber>),
    /// It reads like a complaint against a decision (khiếu nại): a law of its own, another way in (D§9.2).
    Complaint,
    /// It reads like a denunciation of a person's wrongdoing (tố cáo): a law of its own, and the writer is protected
    /// there, not here.
    Denunciation,
}

impl Advice {
    /// Id of the text that explains it; see [`Self::text`].
    pub const fn message_id(&self) -> &'static str {
        match self {
            Self::CallFirst { .. } => "incident.advice.call_first",
            Self::CallOneOf(_) => "incident.advice.call_one",
            Self::Complaint => "incident.advice.complaint",
            Self::Denunciation => "incident.advice.denunciation",
        }
    }

    /// In words.
    pub fn text(&self, lang: Lang) -> Text {
        let id = self.message_id();
        match self {
            Self::CallFirst { number, name, .. } => {
                message::text(lang, id, &[("number", number), ("name", name)])
            }
            Self::CallOneOf(numbers) => {
                let shown: Vec<String> = numbers
                    .iter()
                    .map(|n| format!("{} {}", n.number, n.name))
                    .collect();
                let said: Vec<&str> = numbers.iter().map(|n| n.spoken.as_str()).collect();
                Text {
                    display: message::text(lang, id, &[("numbers", &shown.join(", "))]).display,
                    spoken: message::text(lang, id, &[("numbers", &said.join("; "))]).spoken,
                }
            }
            Self::Complaint | Self::Denunciation => message::text(lang, id, &[]),
        }
    }
}

/// What to tell before sending, most urgent first: the category's emergency number, or one list of all when the report is
/// urgent, then the wording that belongs to another law.
pub fn advise(
    text: &str,
    category: Option<&ReportCategory>,
    severity: Severity,
    emergency: &[EmergencyNumber],
) -> Vec<Advice> {
    let own = category.and_then(|c| c.emergency.as_deref());
    let own = own.map(|number| {
        let known = emergency.iter().find(|entry| entry.number == number);
        known.cloned().unwrap_or_else(|| EmergencyNumber {
            number: number.to_owned(),
            name: String::new(),
            spoken: number.chars().map(String::from).collect::<Vec<_>>().join(" "),
        })
    });
    let mut advice: Vec<Advice> = Vec::new();
    if severity == Severity::Urgent {
        let others = emergency
            .iter()
            .filter(|entry| answers_at_once(entry) && Some(*entry) != own.as_ref());
        let numbers: Vec<EmergencyNumber> = own.iter().chain(others).cloned().collect();
        if !numbers.is_empty() {
            advice.push(Advice::CallOneOf(numbers));
        }
    } else if let Some(own) = own {
        advice.push(Advice::CallFirst {
            number: own.number,
            name: own.name,
            spoken: own.spoken,
        });
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

/// The national emergency numbers have three digits; a province's hotline takes questions and reports, and helps nobody out of
/// danger.
fn answers_at_once(entry: &EmergencyNumber) -> bool {
    entry.number.len() == 3
}

/// Whether a text reads like a denunciation: its writer is in danger where others can read it.
pub(crate) fn reads_like_denunciation(text: &str) -> bool {
    Wording::of(text).denunciation()
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
