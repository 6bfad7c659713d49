//! `vault`: the keys and the file that hold everything, looked after by hand.

use crate::app::App;
use crate::args::Vault;
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::{ClientError, ProfileDir, StoreError, VaultView, quarantine, system_now, vault_view};
use serde::Serialize;

#[derive(Serialize)]
struct VaultObject {
    vault: VaultView,
}

#[derive(Serialize)]
struct Accepted {
    accepted: bool,
    vault: VaultView,
}

#[derive(Serialize)]
struct Quarantined {
    quarantined: std::path::PathBuf,
}

pub(crate) fn run(app: &App, command: &Vault) -> Result<Ending, Failure> {
    match command {
        Vault::Show => {
            made(app)?;
            let vault = vault_view(&ProfileDir::new(&app.home, &app.profile)?)?;
            show(app, vault);
        }
        Vault::Rotate => show(app, app.client()?.rotate_keys()?),
        Vault::AcceptRollback { yes } => {
            asked(*yes)?;
            made(app)?;
            let client = app.open(true)?;
            let accepted = client.vault()?;
            client.shutdown()?;
            app.out.object(
                &Accepted {
                    accepted: true,
                    vault: accepted,
                },
                |_| vec![app.say("cli.vault.accepted", &[])],
            );
        }
        Vault::Quarantine { yes } => {
            asked(*yes)?;
            let quarantined = quarantine(&app.home, &app.profile, system_now())?;
            app.out.object(&Quarantined { quarantined }, |it| {
                vec![app.say(
                    "cli.vault.quarantined",
                    &[("file", &it.quarantined.display().to_string())],
                )]
            });
        }
    }
    Ok(Ending::Done)
}

/// There is nothing to look after before the profile was made, and looking makes none.
fn made(app: &App) -> Result<(), Failure> {
    match app.is_new()? {
        true => Err(ClientError::from(StoreError::NotFound).into()),
        false => Ok(()),
    }
}

fn asked(yes: bool) -> Result<(), Failure> {
    if yes {
        Ok(())
    } else {
        Err(Failure::of(&CliError::NeedsYes))
    }
}

fn show(app: &App, vault: VaultView) {
    app.out.object(&VaultObject { vault }, |it| {
        let vault = &it.vault;
        let keeper = app
            .say_if(&format!("cli.vault.keeper.{}", vault.key_store))
            .unwrap_or_else(|| vault.key_store.clone());
        let mut lines = vec![
            app.say("cli.vault.keeper", &[("keeper", &keeper)]),
            app.say("cli.vault.epoch", &[("n", &vault.epoch.to_string())]),
        ];
        for (so, id) in [
            (vault.rotating, "cli.vault.rotating"),
            (vault.write_only, "cli.vault.write_only"),
        ] {
            lines.extend(so.then(|| app.say(id, &[])));
        }
        lines
    });
}

/// What a person can do here about a profile that does not open.
pub(crate) fn hint(app: &App, error: &ClientError) -> Option<String> {
    use citizen_domain::error::Coded as _;
    app.say_if(&format!("cli.hint.{}", error.code()))
}
