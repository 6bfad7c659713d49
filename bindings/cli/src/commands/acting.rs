//! `acting`: for whom the person acts.

use crate::app::App;
use crate::args::Acting;
use crate::error::CliError;
use crate::out::Failure;
use citizen_client::ClientError;
use citizen_domain::pack::Relation;
use citizen_domain::wire::ActingFor;
use serde::Serialize;

#[derive(Serialize)]
struct ActingObject {
    acting_for: Option<ActingFor>,
}

pub(crate) fn run(app: &App, args: Acting) -> Result<(), Failure> {
    if app.is_new()? {
        return Err(ClientError::NoProvince.into());
    }
    // What it says itself is the line that other commands are headed by.
    let client = app.open(false)?;
    let acting_for = match args {
        Acting::Show => client.acting_for()?,
        Acting::For { relation, name } => {
            let relation = Relation::parse(&relation).ok_or_else(|| Failure::of(&CliError::Usage))?;
            Some(client.act_for(relation, &name)?)
        }
        Acting::Self_ => {
            client.act_for_myself()?;
            None
        }
    };
    app.out.object(&ActingObject { acting_for }, |it| {
        vec![match &it.acting_for {
            Some(acting) => line(app, acting),
            None => app.say("cli.acting.self", &[]),
        }]
    });
    Ok(())
}

/// "Đang làm thay trẻ em: …": stands on every screen while it is so.
pub(crate) fn line(app: &App, acting: &ActingFor) -> String {
    let id = format!("cli.acting.{}", acting.relation.as_str());
    app.say(&id, &[("name", &acting.name)])
}
