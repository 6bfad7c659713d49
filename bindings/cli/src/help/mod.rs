//! Help in the chosen language: walks clap's tree and puts in the catalogue's texts.

mod mistake;
mod usage;

pub(crate) use mistake::mistake;

use crate::args::Cli;
use citizen_domain::message::{Lang, knows, text};
use clap::{Arg, ArgAction, CommandFactory};

/// The whole command line with its help texts.
pub(crate) fn command(lang: Lang) -> clap::Command {
    // clap's own flags speak English only, so ours take their place.
    let flag =
        |name: &'static str, short: char, action| Arg::new(name).short(short).long(name).action(action);
    let root = Cli::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help).global(true))
        .arg(flag("version", 'V', ArgAction::Version));
    localise(root, lang, "")
}

fn localise(mut command: clap::Command, lang: Lang, path: &str) -> clap::Command {
    let say = |id: &str| text(lang, id, &[]).display;
    let id = if path.is_empty() {
        "cli.help".to_owned()
    } else {
        format!("cli.help.{path}")
    };
    command = command
        .about(say(&id))
        .help_template(say("cli.help.template"))
        .subcommand_help_heading(say("cli.help.heading.commands"))
        .mut_args(|arg| argument(arg, lang, path));
    if path.is_empty() {
        command = command.after_help(say("cli.help.after"));
    }
    let usage = usage::line(&command, lang, path);
    command = command.override_usage(usage);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in names {
        let below = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        command = command.mut_subcommand(&name, |c| localise(c, lang, &below));
    }
    command
}

/// Puts one argument into words: ours, since clap's `[default: …]` and the like are English only.
fn argument(arg: Arg, lang: Lang, path: &str) -> Arg {
    let say = |id: &str, args: &[(&str, &str)]| text(lang, id, args).display;
    let mut help = say(&arg_id(path, arg.get_id().as_str()), &[]);
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|v| v.to_string_lossy().into_owned())
        .collect();
    let takes_value = arg.get_action().takes_values();
    if takes_value && !defaults.is_empty() {
        help.push_str(&say("cli.help.default", &[("value", &defaults.join(" "))]));
    }
    if let Some(name) = arg.get_env() {
        help.push_str(&say("cli.help.env", &[("name", &name.to_string_lossy())]));
    }
    let heading = if arg.is_global_set() || arg.get_id() == "version" {
        "cli.help.heading.global"
    } else if arg.is_positional() {
        "cli.help.heading.arguments"
    } else {
        "cli.help.heading.options"
    };
    let choices: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|v| v.get_name().to_owned())
        .collect();
    let name = match arg.get_value_names() {
        Some([name, ..]) => name.to_string(),
        _ => arg.get_id().to_string(),
    };
    let value = format!("cli.value.{}", name.to_lowercase());
    let arg = arg.help(help).help_heading(say(heading, &[]));
    if !takes_value {
        return arg;
    }
    let arg = arg
        .hide_default_value(true)
        .hide_env(true)
        .hide_possible_values(true);
    if !choices.is_empty() {
        arg.value_name(choices.join("|"))
    } else if knows(&value) {
        arg.value_name(say(&value, &[]))
    } else {
        arg.value_name(name.to_uppercase())
    }
}

/// The help of the command that `words` lead to; `None` when there is none of that name.
pub(crate) fn page(lang: Lang, words: &[String]) -> Option<String> {
    let mut root = command(lang);
    root.build();
    let mut found = &mut root;
    for word in words {
        found = found.find_subcommand_mut(word).filter(|c| !c.is_hide_set())?;
    }
    Some(found.render_help().to_string())
}

/// An argument means the same everywhere unless its command says otherwise.
fn arg_id(path: &str, name: &str) -> String {
    let own = format!("cli.arg.{path}.{name}");
    if knows(&own) {
        own
    } else {
        format!("cli.arg.{name}")
    }
}

/// The reference page, in Markdown.
pub(crate) fn markdown(lang: Lang) -> String {
    let mut page = String::new();
    page.push_str("# `citizen`\n\n");
    page.push_str(&text(lang, "cli.help.page", &[]).display);
    page.push('\n');
    let mut root = command(lang);
    root.build();
    section(&root, "citizen", &mut page);
    page
}

fn section(command: &clap::Command, path: &str, page: &mut String) {
    if command.is_hide_set() {
        return;
    }
    let mut own = command.clone();
    if path != "citizen" {
        own = own.mut_args(|a| if a.is_global_set() { a.hide(true) } else { a });
    }
    page.push_str(&format!(
        "\n## `{path}`\n\n```text\n{}\n```\n",
        own.render_help().to_string().trim_end()
    ));
    for sub in command.get_subcommands() {
        section(sub, &format!("{path} {}", sub.get_name()), page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &clap::Command, path: &str, missing: &mut Vec<String>) {
        if command.is_hide_set() {
            return;
        }
        let id = if path.is_empty() {
            "cli.help".to_owned()
        } else {
            format!("cli.help.{path}")
        };
        if !knows(&id) {
            missing.push(id);
        }
        for arg in command.get_arguments() {
            let id = arg_id(path, arg.get_id().as_str());
            if !knows(&id) {
                missing.push(id);
            }
        }
        for sub in command.get_subcommands() {
            let name = sub.get_name();
            walk(
                sub,
                &if path.is_empty() {
                    name.to_owned()
                } else {
                    format!("{path}.{name}")
                },
                missing,
            );
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        let mut missing = Vec::new();
        walk(&Cli::command(), "", &mut missing);
        assert!(missing.is_empty(), "no text for {missing:?}");
    }

    #[test]
    fn no_word_of_the_parsers_own_is_left_in_the_help() {
        for lang in [Lang::Vi, Lang::En] {
            let page = markdown(lang);
            for word in [
                "[default",
                "[possible",
                "[env",
                "[OPTIONS]",
                "<COMMAND>",
                "Arguments:\n\n",
            ] {
                assert!(!page.contains(word), "{word}");
            }
        }
        let page = markdown(Lang::Vi);
        for word in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "Print help",
            "default:",
            "<CODE>",
            "<FILE>",
        ] {
            assert!(!page.contains(word), "{word}");
        }
    }

    #[test]
    fn what_goes_with_every_command_stands_last() {
        let page = super::page(Lang::Vi, &["report".to_owned(), "new".to_owned()]).unwrap();
        let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("no {word} in {page}"));
        assert!(at("--draft") < at("Dùng với mọi lệnh:") && at("Dùng với mọi lệnh:") < at("--json"));
        assert!(
            page.contains("citizen report new --category LOẠI --text CHỮ [tùy chọn]"),
            "{page}"
        );
        assert!(super::page(Lang::Vi, &["bogus".to_owned()]).is_none());
        assert!(super::page(Lang::Vi, &["demo-phone".to_owned()]).is_none());
    }

    #[test]
    fn completions_are_made_for_every_shell() {
        use clap::ValueEnum as _;
        for shell in clap_complete::Shell::value_variants() {
            for lang in [Lang::Vi, Lang::En] {
                let mut script = Vec::new();
                clap_complete::generate(*shell, &mut command(lang), "citizen", &mut script);
                let script = String::from_utf8(script).unwrap();
                assert!(
                    script.contains("unfollow") && script.contains("visibility"),
                    "{shell}"
                );
            }
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
        command(Lang::Vi).debug_assert();
        assert!(markdown(Lang::En).contains("citizen dossier follow"));
    }
}
