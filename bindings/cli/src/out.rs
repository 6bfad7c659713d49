//! What the program prints: with `--json` one object on stdout, otherwise text for people.
//!
//! What a province or a picture says may carry anything, so control and direction characters never reach the terminal.
//! A reader that has gone (`| head`) is no defect: what cannot be written is dropped.

use citizen_domain::error::{Coded, ErrorInfo, Outcome};
use citizen_domain::message::{Lang, Text, text};
use serde::Serialize;
use std::io::{IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether what this run shows is of a demonstration: one run has one profile.
static SAMPLE: AtomicBool = AtomicBool::new(false);
/// Whether a person has read that already in this run.
static TOLD: AtomicBool = AtomicBool::new(false);

/// From here on everything that is printed bears the mark of a demonstration.
pub(crate) fn mark_sample() {
    SAMPLE.store(true, Ordering::Relaxed);
}

/// An object with the mark of a demonstration beside its own fields.
#[derive(Serialize)]
struct Marked<'a, T> {
    #[serde(flatten)]
    object: &'a T,
    demo: bool,
}

fn json<T: Serialize>(value: &T, sample: bool) -> String {
    let marked = sample.then(|| {
        serde_json::to_string(&Marked {
            object: value,
            demo: true,
        })
    });
    marked
        .and_then(Result::ok)
        .or_else(|| serde_json::to_string(value).ok())
        .unwrap_or_else(|| "{}".to_owned())
}

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
    /// Draft in which what the person wrote is kept.
    pub(crate) draft: Option<String>,
}

impl Failure {
    pub(crate) fn of(error: &dyn Coded) -> Self {
        Self {
            info: error.info(),
            args: Vec::new(),
            detail: None,
            draft: None,
        }
    }

    pub(crate) fn kept_in(mut self, draft: &str) -> Self {
        self.draft = Some(draft.to_owned());
        self
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
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<&'a str>,
}

impl Out {
    /// A catalogue text in the chosen language, display form.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        text(self.lang, id, args).display
    }

    /// Prints an object: as JSON, or as the lines that `human` makes of it. Where the profile is a demonstration, each
    /// object says so, and a person reads it once, at the head.
    pub(crate) fn object<T: Serialize>(&self, value: &T, human: impl FnOnce(&T) -> Vec<String>) {
        let sample = SAMPLE.load(Ordering::Relaxed);
        let lines = if self.json {
            vec![json(value, sample)]
        } else {
            let head =
                (sample && !TOLD.swap(true, Ordering::Relaxed)).then(|| self.say("cli.demo_head", &[]));
            let body = human(value);
            head.iter().chain(&body).map(|line| printable(line)).collect()
        };
        write_lines(&mut std::io::stdout().lock(), &lines);
    }

    /// A line of progress or advice, on stderr; silent with `--quiet`.
    pub(crate) fn note(&self, line: &str) {
        if !self.quiet {
            write_lines(&mut std::io::stderr().lock(), &[printable(line)]);
        }
    }

    /// How far long work is: on a terminal one line that changes, else a line each where `-v` asks for it.
    pub(crate) fn progress(&self, line: &str) {
        let mut to = std::io::stderr().lock();
        if self.quiet {
            return;
        }
        if to.is_terminal() {
            // Whoever reads stderr may be gone.
            let _ = write!(to, "\r{}\x1b[K", printable(line));
            let _ = to.flush();
        } else if crate::verbose::asked() {
            write_lines(&mut to, &[printable(line)]);
        }
    }

    /// The line that changed is gone.
    pub(crate) fn progress_ends(&self) {
        let mut to = std::io::stderr().lock();
        if !self.quiet && to.is_terminal() {
            let _ = write!(to, "\r\x1b[K");
            let _ = to.flush();
        }
    }

    /// Prints raw text to stdout (completions, help pages).
    pub(crate) fn raw(&self, body: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(body.as_bytes()).and_then(|()| out.flush());
    }

    /// Prints a page for people, such as help; with `--json` as the text of an object.
    pub(crate) fn page(&self, body: &str) {
        if self.json {
            self.object(&serde_json::json!({ "text": body }), |_| Vec::new());
        } else {
            self.raw(&format!("{}\n", body.trim_end()));
        }
    }

    /// An error as a person reads and hears it.
    pub(crate) fn words(&self, failure: &Failure) -> Text {
        let info = failure.info;
        let mut args: Vec<(&str, &str)> = failure.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        args.push(("code", info.code));
        let id = format!("error.{}", info.code);
        let known = citizen_domain::message::knows(&id);
        let Text {
            mut display,
            mut spoken,
        } = text(self.lang, if known { &id } else { "error.bug" }, &args);
        if let (Some(detail), false) = (&failure.detail, self.json) {
            display.push_str(&format!(" ({detail})"));
        }
        // What a person at a terminal can type; nobody wants that read aloud, and phones have buttons for it.
        let hint = format!("cli.hint.{}", info.code);
        if citizen_domain::message::knows(&hint) {
            display.push_str(&format!(" {}", text(self.lang, &hint, &[]).display));
        }
        if let Some(draft) = &failure.draft {
            if !display.ends_with(['.', '!', '?', ')']) {
                display.push('.');
            }
            // Nobody wants an id read aloud.
            let kept = text(self.lang, "cli.draft_kept", &[]);
            let next = text(self.lang, "cli.draft_next", &[("id", draft)]);
            display.push_str(&format!(" {}", next.display));
            spoken.push_str(&format!(" {}", kept.spoken));
        }
        Text { display, spoken }
    }

    /// Prints an error and gives the exit status.
    pub(crate) fn failure(&self, failure: &Failure) -> u8 {
        let info = failure.info;
        let Text { display, spoken } = self.words(failure);
        if self.json {
            let object = ErrorObject {
                error: ErrorFields {
                    code: info.code,
                    category: info.category.as_str(),
                    message: &display,
                    spoken: &spoken,
                    detail: failure.detail.as_deref(),
                    draft: failure.draft.as_deref(),
                },
            };
            let line = serde_json::to_string(&object).unwrap_or_default();
            write_lines(&mut std::io::stdout().lock(), &[line]);
        } else {
            write_lines(&mut std::io::stderr().lock(), &[printable(&display)]);
        }
        info.outcome.exit_code()
    }
}

/// Writes until the reader has gone.
fn write_lines(to: &mut impl Write, lines: &[String]) {
    for line in lines {
        if writeln!(to, "{line}").is_err() {
            return;
        }
    }
    let _ = to.flush();
}

/// One line without anything that moves the cursor, changes the terminal or turns the direction of reading. Breaks and
/// tabs inside become spaces, so that no foreign text can pass for a line of ours.
fn printable(line: &str) -> String {
    line.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() || turns(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The characters of Unicode's bidirectional algorithm (UAX #9 §2) that nobody sees.
const fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_cannot_steer_the_terminal() {
        for (given, shown) in [
            ("a\u{1b}[2Jb", "a[2Jb"),
            ("a\u{9b}2Jb\u{7f}\u{8}\r", "a2Jb"),
            ("\u{202E}moc.live\u{2066}", "moc.live"),
            ("Xong\n✓ đã nhận\tđủ", "Xong ✓ đã nhận đủ"),
            ("Hồ sơ số 12 — đúng hẹn", "Hồ sơ số 12 — đúng hẹn"),
        ] {
            assert_eq!(printable(given), shown);
        }
    }

    #[test]
    fn an_object_of_a_demonstration_says_so_and_another_does_not() {
        #[derive(Serialize)]
        struct Hits {
            hits: Vec<f64>,
        }
        let hits = Hits { hits: vec![0.5] };
        assert_eq!(json(&hits, true), r#"{"hits":[0.5],"demo":true}"#);
        assert_eq!(json(&hits, false), r#"{"hits":[0.5]}"#);
        // What is no object stays as it is.
        assert_eq!(json(&[1, 2], true), "[1,2]");
    }

    /// Takes `left` bytes, then its reader has gone.
    struct Pipe {
        left: usize,
        calls_after: usize,
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if self.left == 0 {
                self.calls_after += 1;
                return Err(std::io::ErrorKind::BrokenPipe.into());
            }
            let n = bytes.len().min(self.left);
            self.left -= n;
            Ok(n)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_that_has_gone_ends_the_writing_and_nothing_else() {
        let mut pipe = Pipe {
            left: 3,
            calls_after: 0,
        };
        write_lines(&mut pipe, &["dài hơn ba".to_owned(), "không tới".to_owned()]);
        assert_eq!(pipe.calls_after, 1);
    }
}
