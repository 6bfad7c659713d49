//! The line that shows how a command is put; clap's own has English words in it.

use citizen_domain::message::{Lang, knows, text};
use clap::{Arg, ArgAction};

/// `citizen report new --category LOẠI --text CHỮ [tùy chọn]`
pub(super) fn line(command: &clap::Command, lang: Lang, path: &str) -> String {
    let mut words = vec!["citizen".to_owned()];
    words.extend(path.split('.').filter(|w| !w.is_empty()).map(str::to_owned));
    let own = format!("cli.usage.{path}");
    if knows(&own) {
        // What one of several arguments must be there cannot be read from clap's tree.
        words.push(text(lang, &own, &[]).display);
        return words.join(" ");
    }
    if command.has_subcommands() {
        words.push(text(lang, "cli.help.a_command", &[]).display);
    }
    let options = || {
        command
            .get_arguments()
            .filter(|a| !a.is_positional() && !a.is_global_set())
    };
    words.extend(options().filter(|a| a.is_required_set()).map(|a| {
        let long = a.get_long().unwrap_or_default();
        format!("--{long} {}", value(a))
    }));
    words.extend(command.get_positionals().map(|a| {
        let many = if a.get_action().takes_values() && matches!(a.get_action(), ArgAction::Append) {
            "…"
        } else {
            ""
        };
        if a.is_required_set() {
            format!("{}{many}", value(a))
        } else {
            format!("[{}{many}]", value(a))
        }
    }));
    if options().any(|a| !a.is_required_set()) || path.is_empty() {
        words.push(format!("[{}]", text(lang, "cli.help.some_options", &[]).display));
    }
    words.join(" ")
}

fn value(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    names
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
