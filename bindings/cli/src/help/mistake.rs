//! What was put wrongly, in the chosen language: clap says it in English only.

use citizen_domain::message::{Lang, text};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// One short clause; `None` where there is nothing to add to "the command was put wrongly".
pub(crate) fn mistake(lang: Lang, error: &clap::Error) -> Option<String> {
    let say = |id: &str, args: &[(&str, &str)]| text(lang, &format!("cli.mistake.{id}"), args).display;
    let get = |kind| error.get(kind).map(words).filter(|s| !s.is_empty());
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::UnknownArgument => say("unknown_argument", &[("arg", &arg)]),
        ErrorKind::InvalidSubcommand => say(
            "unknown_command",
            &[("command", &get(ContextKind::InvalidSubcommand)?)],
        ),
        ErrorKind::MissingRequiredArgument => {
            // A whole group of options comes as `<--a|--b>`; its list is in the help.
            let names = error.get(ContextKind::InvalidArg).map(each).unwrap_or_default();
            let named = |name: &String| {
                if name.starts_with("<-") {
                    say("an_option", &[])
                } else {
                    name.clone()
                }
            };
            let names: Vec<String> = names.iter().map(named).collect();
            say("missing", &[("arg", &names.join(", "))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match get(ContextKind::InvalidValue) {
            Some(value) => say("bad_value", &[("arg", &arg), ("value", &value)]),
            None => say("no_value", &[("arg", &arg)]),
        },
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            Some(other) if other != arg => say("conflict", &[("arg", &arg), ("other", &other)]),
            _ => say("twice", &[("arg", &arg)]),
        },
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say("no_value", &[("arg", &arg)])
        }
        ErrorKind::InvalidUtf8 => say("not_text", &[]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => say(
            "which_command",
            &[("commands", &get(ContextKind::ValidSubcommand)?)],
        ),
        _ => return None,
    };
    let better = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(get);
    let valid = get(ContextKind::ValidValue);
    let more = match (better, valid) {
        (Some(word), _) => say("suggested", &[("word", &word)]),
        (None, Some(words)) => say("valid", &[("words", &words)]),
        (None, None) => return Some(said),
    };
    Some(format!("{said}; {more}"))
}

fn words(value: &ContextValue) -> String {
    each(value).join(", ")
}

fn each(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(word) => vec![word.clone()],
        ContextValue::Strings(words) => words.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::mistake;
    use citizen_domain::message::Lang;

    #[test]
    fn what_was_put_wrongly_is_said_in_both_languages() {
        for (line, vi, en) in [
            (
                "init",
                "thiếu --province <ĐỊA-CHỈ>",
                "--province <URL> is missing",
            ),
            (
                "init --provinse x",
                "không có --provinse; có phải là --province?",
                "no --provinse; did you mean --province?",
            ),
            (
                "dosier",
                "không có lệnh dosier; có phải là dossier?",
                "no command dosier; did you mean dossier?",
            ),
            (
                "--lang fr doctor",
                "không nhận giá trị fr; chọn một trong: vi, en",
                "fr is not taken; choose one of: vi, en",
            ),
            (
                "report edit x --lat y --lon 1",
                "không nhận giá trị y",
                "y is not taken",
            ),
            (
                "due --received 2026-01-01 --working-days 1 --working-hours 1",
                "không đi cùng",
                "does not go with",
            ),
        ] {
            for (lang, expected) in [(Lang::Vi, vi), (Lang::En, en)] {
                let words = std::iter::once("citizen").chain(line.split(' '));
                let error = crate::help::command(lang)
                    .try_get_matches_from(words)
                    .unwrap_err();
                let said = mistake(lang, &error).unwrap();
                assert!(said.contains(expected), "{line}: {said}");
            }
        }
    }
}
