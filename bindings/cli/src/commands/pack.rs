//! `citizen pack …`

use super::show;
use crate::app::App;
use crate::args::Pack;
use crate::out::Failure;
use citizen_client::pack::PackInfo;
use serde::Serialize;

#[derive(Serialize)]
struct One {
    pack: PackInfo,
}

pub(crate) fn run(app: &App, command: Pack) -> Result<(), Failure> {
    let now = citizen_client::system_now();
    let pack = match command {
        Pack::Show => match app.client_if_any()? {
            Some(client) => client.pack_or_shipped()?.info(),
            None => super::scan::Reader::of(app)?.pack()?.info(),
        },
        Pack::Update => {
            let client = app.client()?;
            client.block_on(client.update_pack())?
        }
        Pack::Verify { file } => {
            let own = app.client_if_any()?.and_then(|client| client.pack().ok());
            app.shipped.known(&file, own.as_deref(), now)?.info()
        }
    };
    app.out.object(&One { pack }, |it| {
        let p = &it.pack;
        let version = p.version.to_string();
        let mut lines = vec![format!(
            "{}{}",
            app.say("cli.pack.good", &[("province", &p.name), ("version", &version)]),
            show::demo_mark(app, p.demo)
        )];
        lines.extend(show::line(
            app,
            "cli.pack.from",
            Some(show::when(app, p.valid_from, now)),
        ));
        lines.extend(show::line(app, "cli.pack.by", Some(p.signed_by.clone())));
        lines
    });
    Ok(())
}
