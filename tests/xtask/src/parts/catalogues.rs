//! The message catalogues: what a person reads and hears.

use crate::command::root;
use crate::parts::errors_page;
use crate::tally::{PartResult, Report};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use unicode_normalization::is_nfc;

/// A message in its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) display: String,
    pub(crate) spoken: String,
}

/// Messages by id.
pub(crate) type Catalogue = BTreeMap<String, Form>;

/// Abbreviations of offices and papers: written at most, never spoken (docs/glossary.md).
const NEVER_SPOKEN: &[&str] = &[
    "UBND", "HĐND", "TTHC", "TTPVHCC", "CCCD", "CMND", "ĐDCN", "DVC", "DVCTT", "TT", "NĐ", "QĐ", "PAHT",
    "BHYT", "BHXH", "TNCN", "CNSCĐ", "TP", "TP.", "P.", "Q.", "SĐT", "MXH",
];

/// Every catalogue of a language; a message that stands twice is an error.
pub(crate) fn read(lang: &str) -> Result<Catalogue, String> {
    let mut all = Catalogue::new();
    for (file, text) in files(&folder().join(lang))? {
        for (id, form) in parse(&text).map_err(|why| format!("{lang}/{file}: {why}"))? {
            if all.insert(id.clone(), form).is_some() {
                return Err(format!("{lang}/{file}: {id} stands twice"));
            }
        }
    }
    Ok(all)
}

fn folder() -> std::path::PathBuf {
    root().join("core/domain/messages")
}

fn files(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let list = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found = BTreeMap::new();
    for path in list.filter_map(|e| e.ok().map(|e| e.path())) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        found.insert(
            name,
            fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?,
        );
    }
    Ok(found)
}

fn parse(json: &str) -> Result<Vec<(String, Form)>, String> {
    let value: Value = serde_json::from_str(json).map_err(|e| e.to_string())?;
    let object = value.as_object().ok_or("no object")?;
    // A repeated key would be swallowed by the parser: every key must be found as often as it is listed.
    let keys = json.lines().filter(|l| l.starts_with("  \"")).count();
    if keys != object.len() {
        return Err(format!(
            "{} messages on {keys} lines that begin one: a key stands twice, or two stand on a line",
            object.len()
        ));
    }
    let text = |v: &Value| v.as_str().map(str::to_owned);
    object
        .iter()
        .map(|(id, entry)| {
            let form = match entry {
                Value::String(s) => Some(Form {
                    display: s.clone(),
                    spoken: s.clone(),
                }),
                Value::Object(o) if o.len() == 2 => o
                    .get("display")
                    .and_then(text)
                    .zip(o.get("spoken").and_then(text))
                    .map(|(display, spoken)| Form { display, spoken }),
                _ => None,
            };
            form.map(|form| (id.clone(), form))
                .ok_or_else(|| format!("{id} is neither a text nor display and spoken"))
        })
        .collect()
}

/// Both languages, every error, and the voice: see the faults below.
pub(crate) fn run() -> PartResult {
    let (vi, en) = (read("vi")?, read("en")?);
    let mut faults = Vec::new();
    for (a, b, lang) in [(&vi, &en, "en"), (&en, &vi, "vi")] {
        faults.extend(
            a.keys()
                .filter(|id| !b.contains_key(*id))
                .map(|id| format!("{id} is missing in {lang}")),
        );
    }
    for code in errors_page::codes()?.keys() {
        let id = format!("error.{code}");
        if !vi.contains_key(&id) {
            faults.push(format!("{id} is missing"));
        }
    }
    for (lang, catalogue) in [("vi", &vi), ("en", &en)] {
        for (id, form) in catalogue {
            faults.extend(
                faults_of(form)
                    .into_iter()
                    .map(|why| format!("{lang} {id}: {why}")),
            );
        }
    }
    Ok(Report::of_faults(faults))
}

fn faults_of(form: &Form) -> Vec<String> {
    let mut faults = Vec::new();
    for text in [&form.display, &form.spoken] {
        if text.trim().is_empty() {
            faults.push("is empty".to_owned());
        }
        if !is_nfc(text) {
            faults.push("is not in NFC".to_owned());
        }
        if text.contains('!') {
            faults.push("has an exclamation mark".to_owned());
        }
        if text.to_lowercase().contains("lỗi không xác định") || text.to_lowercase().contains("unknown error")
        {
            faults.push("says nothing".to_owned());
        }
    }
    for word in form
        .spoken
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '/' | '"'))
    {
        if NEVER_SPOKEN.contains(&word) || NEVER_SPOKEN.contains(&word.trim_end_matches('.')) {
            faults.push(format!("{word} is spoken; say it in full"));
        }
    }
    faults.dedup();
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(display: &str, spoken: &str) -> Vec<String> {
        faults_of(&Form {
            display: display.to_owned(),
            spoken: spoken.to_owned(),
        })
    }

    #[test]
    fn texts_that_break_the_voice_are_found() {
        assert_eq!(
            faults(
                "Đã nhận hồ sơ ở UBND phường",
                "Đã nhận hồ sơ ở Ủy ban nhân dân phường"
            ),
            Vec::<String>::new()
        );
        for (display, spoken) in [
            ("UBND", "nộp ở UBND."),
            ("", "x"),
            ("Lỗi không xác định", "x"),
            ("Xong!", "Xong"),
            ("e\u{0323}\u{0302}", "ệ"),
        ] {
            assert_eq!(faults(display, spoken).len(), 1, "{display}");
        }
    }

    #[test]
    fn files_that_hide_a_message_are_refused() {
        assert_eq!(parse("{}").unwrap().len(), 0);
        assert_eq!(
            parse("{\n  \"a\": \"x\",\n  \"b\": {\"display\": \"x\", \"spoken\": \"y\"}\n}")
                .unwrap()
                .len(),
            2
        );
        assert_eq!(
            parse("{\n  \"b\": {\n    \"display\": \"x\",\n    \"spoken\": \"y\"\n  }\n}")
                .unwrap()
                .len(),
            1
        );
        for json in [
            "[]",
            "{\n  \"a\": \"x\",\n  \"a\": \"y\"\n}",
            "{\n  \"a\": 1\n}",
            "{\n  \"a\": {\"display\": \"x\"}\n}",
        ] {
            assert!(parse(json).is_err(), "{json}");
        }
    }
}
