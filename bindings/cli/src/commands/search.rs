//! `citizen search`

use super::scan::Reader;
use super::show;
use crate::app::App;
use crate::args::{KindArg, Search};
use crate::out::Failure;
use citizen_client::pack::search::{Index, Kind};
use serde::Serialize;

/// As many as fit a screen.
const LIMIT: usize = 20;

#[derive(Serialize)]
struct Hits {
    hits: Vec<HitView>,
}

#[derive(Serialize)]
struct HitView {
    kind: Kind,
    code: String,
    name: String,
    why: String,
    demo: bool,
}

pub(crate) fn run(app: &App, args: &Search) -> Result<(), Failure> {
    let pack = Reader::of(app)?.pack()?;
    let kind = args.kind.map(|kind| match kind {
        KindArg::Procedure => Kind::Procedure,
        KindArg::Unit => Kind::Unit,
    });
    let today = citizen_client::system_now().date();
    let index = Index::build(pack.content(), today);
    let hits = index
        .search(&args.text.join(" "), kind, LIMIT)
        .into_iter()
        .map(|hit| HitView {
            kind: hit.kind,
            why: hit.why.text(app.lang).display,
            code: hit.code,
            name: hit.name,
            demo: hit.demo,
        })
        .collect();
    app.out.object(&Hits { hits }, |it| {
        if it.hits.is_empty() {
            return vec![app.say("cli.search.nothing", &[])];
        }
        it.hits
            .iter()
            .map(|hit| {
                format!(
                    "{}  {}{} ({})",
                    hit.code,
                    hit.name,
                    show::demo_mark(app, hit.demo),
                    hit.why
                )
            })
            .collect()
    });
    Ok(())
}
