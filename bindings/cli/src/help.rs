//! Help in the chosen language: walks clap's tree and puts in the catalogue's texts.

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
    let id = if path.is_empty() {
        "cli.help".to_owned()
    } else {
        format!("cli.help.{path}")
    };
    command = command
        .about(text(lang, &id, &[]).display)
        .help_template(text(lang, "cli.help.template", &[]).display)
        .subcommand_help_heading(text(lang, "cli.help.heading.commands", &[]).display)
        .next_help_heading(text(lang, "cli.help.heading.options", &[]).display)
        .mut_args(|arg| {
            let name = arg.get_id().to_string();
            arg.help(text(lang, &arg_id(path, &name), &[]).display)
                .help_heading(text(lang, "cli.help.heading.options", &[]).display)
        });
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
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
        command(Lang::Vi).debug_assert();
        assert!(markdown(Lang::En).contains("citizen dossier follow"));
    }
}
