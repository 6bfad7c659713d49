//! What the program prints: with `--json` one object on stdout, otherwise text for people.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the one place that prints"
)]

use citizen_domain::error::{Category, ErrorInfo, Outcome};
use citizen_domain::message::{Lang, Text, text};
use serde::Serialize;

/// How to speak.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Out {
    pub(crate) json: bool,
    pub(crate) lang: Lang,
    pub(crate) quiet: bool,
}

/// What a command ends with when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Exit 0.
    Done,
    /// The normal object was printed, and something ended otherwise.
    With(Outcome),
}

/// An error on its way to the person.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) info: ErrorInfo,
    pub(crate) args: Vec<(&'static str, String)>,
    /// The province's own sentence, or a detail that fits no catalogue (a file's name).
    pub(crate) detail: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: &'static str, category: Category, outcome: Outcome) -> Self {
        Self {
            info: ErrorInfo {
                code,
                category,
                outcome,
            },
            args: Vec::new(),
            detail: None,
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

#[derive(Serialize)]
struct ErrorObject<'a> {
    error: ErrorFields<'a>,
}

#[derive(Serialize)]
struct ErrorFields<'a> {
    code: &'a str,
    category: &'a str,
    message: &'a str,
    spoken: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

impl Out {
    /// A catalogue text in the chosen language, display form.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        text(self.lang, id, args).display
    }

    /// Prints an object: as JSON, or as the lines that `human` makes of it.
    pub(crate) fn object<T: Serialize>(&self, value: &T, human: impl FnOnce(&T) -> Vec<String>) {
        if self.json {
            match serde_json::to_string(value) {
                Ok(line) => println!("{line}"),
                Err(_) => println!("{{}}"),
            }
        } else {
            for line in human(value) {
                println!("{line}");
            }
        }
    }

    /// A line of progress or advice, on stderr; silent with `--quiet`.
    pub(crate) fn note(&self, line: &str) {
        if !self.quiet {
            eprintln!("{line}");
        }
    }

    /// Prints raw text to stdout (completions, help pages).
    pub(crate) fn raw(&self, body: &str) {
        print!("{body}");
    }

    /// Prints an error and gives the exit status.
    pub(crate) fn failure(&self, failure: &Failure) -> u8 {
        let info = failure.info;
        let mut args: Vec<(&str, &str)> = failure.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        args.push(("code", info.code));
        let id = format!("error.{}", info.code);
        let known = citizen_domain::message::knows(&id);
        let Text { display, spoken } = text(self.lang, if known { &id } else { "error.bug" }, &args);
        if self.json {
            let object = ErrorObject {
                error: ErrorFields {
                    code: info.code,
                    category: info.category.as_str(),
                    message: &display,
                    spoken: &spoken,
                    detail: failure.detail.as_deref(),
                },
            };
            println!("{}", serde_json::to_string(&object).unwrap_or_default());
        } else {
            match &failure.detail {
                Some(detail) => eprintln!("{display} ({detail})"),
                None => eprintln!("{display}"),
            }
        }
        info.outcome.exit_code()
    }
}
