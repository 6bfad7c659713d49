//! The story itself: what happens, and what must be true afterwards. One file a part of it.

mod arrive;
mod dossiers;
mod ratings;
mod reports;

use super::cast::Cast;
use super::story::{Story, Told, Untrue, check};
use crate::out::Failure;
use citizen_client::outbox::Page as ItemPage;
use citizen_client::scan::draw_png;
use citizen_domain::message::{Lang, text};
use citizen_province::demo::DemoCodes;

/// What later steps need of earlier ones.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) codes: Option<DemoCodes>,
    pub(super) report: String,
}

impl Memory {
    pub(super) fn codes(&self) -> Result<DemoCodes, Untrue> {
        self.codes
            .clone()
            .ok_or_else(|| Untrue("no demonstration dossiers".into()))
    }
}

pub(super) fn tell(story: &mut Story<'_>, cast: &mut Cast) -> Result<(), Failure> {
    let mut memory = Memory::default();
    story.step("province", || arrive::province(cast, &mut memory))?;
    story.step("sign_in", || arrive::sign_in(cast))?;
    story.step("slips", || dossiers::slips(cast, &memory))?;
    story.step("officials", || dossiers::officials(cast, &memory))?;
    story.step("report_offline", || reports::report_offline(cast, &mut memory))?;
    story.step("killed", || reports::killed(cast, &memory))?;
    story.step("delivered", || reports::delivered(cast, &memory))?;
    story.step("receipt", || reports::receipt(cast, &memory))?;
    story.step("resolved", || reports::resolved(cast, &memory))?;
    story.step("rated", || ratings::rated(cast, &memory))?;
    story.step("published", || ratings::published(cast, &memory))?;
    story.step("qr", || qr(cast, &memory))
}

/// A sentence of the catalogue, display form.
fn say(lang: Lang, id: &str, args: &[(&str, &str)]) -> String {
    text(lang, id, args).display
}

fn qr(cast: &mut Cast, memory: &Memory) -> Told {
    let phone = cast.phone()?;
    let code = memory.codes()?.fresh;
    let drawn = draw_png(&code, 8)?;
    std::fs::write(cast.folder.join("qr.png"), &drawn)?;
    let read = phone.scan_picture(&drawn)?;
    let named = read
        .payloads
        .first()
        .and_then(|p| p.dossier.as_ref())
        .map(|d| d.code.clone());
    check(
        named.as_deref() == Some(code.as_str()),
        "the drawn code reads differently",
    )?;
    let open = phone.outbox(&ItemPage {
        open_only: true,
        ..ItemPage::default()
    })?;
    check(open.is_empty(), "something is left in the outbox")?;
    Ok(code)
}
