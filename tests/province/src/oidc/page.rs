//! What a person sees: whom to be, why not, and the way back.

use super::html::{Page, escape};
use super::request::Pending;
use super::store::Resident;
use crate::error::ApiError;
use axum::http::StatusCode;
use axum::response::Response;
use citizen_domain::message::Lang;

/// The page of choices: one button a resident, by kind of account.
pub(super) fn choices(
    lang: Lang,
    id: &str,
    pending: &Pending,
    residents: &[Resident],
) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.title");
    page.paragraph("signin.demo", true);
    page.paragraph("signin.choose", false);
    if wants_level_2(pending) {
        page.paragraph("signin.level_2_wanted", true);
    }
    let locale = if lang == Lang::En { "en" } else { "vi" };
    page.raw(&format!(
        "<form method=\"post\" action=\"/oauth/authorize\"><input type=\"hidden\" name=\"request\" value=\"{}\">\
         <input type=\"hidden\" name=\"ui_locales\" value=\"{locale}\">",
        escape(id)
    ));
    for kind in ["citizen", "foreigner", "organisation"] {
        let of_kind: Vec<_> = residents.iter().filter(|r| r.account_type == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let title = page.text(&format!("signin.kind_{kind}"), &[]);
        page.raw(&format!("<fieldset><legend><h2>{title}</h2></legend>"));
        for resident in of_kind {
            let line = details(&page, resident);
            page.raw(&format!(
                "<button type=\"submit\" name=\"sub\" value=\"{}\"><strong>{}</strong> <span>{line}</span></button>",
                escape(&resident.sub),
                escape(&resident.name)
            ));
        }
        page.raw("</fieldset>");
    }
    let cancel = page.text("signin.cancel", &[]);
    page.raw(&format!(
        "<button type=\"submit\" name=\"cancel\" value=\"1\">{cancel}</button></form>"
    ));
    page.finish(StatusCode::OK, Some(&pending.redirect_uri))
}

/// What tells one resident from another, in words.
fn details(page: &Page, resident: &Resident) -> String {
    let mut parts = Vec::new();
    if let Some(last4) = resident.last4() {
        parts.push(page.text("signin.last4", &[("last4", last4)]));
    }
    if let Some(level) = resident.level {
        parts.push(page.text("signin.level", &[("level", &level.to_string())]));
    }
    match resident.age_band() {
        Some("14_15") => parts.push(page.text("signin.age_14_15", &[])),
        Some("under_14") => parts.push(page.text("signin.under_14", &[])),
        _ => {}
    }
    parts.join(" · ")
}

/// Whether the client would be content with level 2 alone. It is a wish (OpenID Connect Core 1.0 §3.1.2.1): the answer
/// says which level it became.
fn wants_level_2(pending: &Pending) -> bool {
    let wanted = pending.acr_values.as_deref().unwrap_or_default();
    let has = |level: &str| wanted.split(' ').any(|acr| acr == level);
    has("LoA2") && !has("LoA1")
}

/// Under 14 the guardian acts (ND 69/2024/NĐ-CP Art. 14.2); `back` leads to the app.
pub(super) fn too_young(lang: Lang, guardian: Option<&str>, back: &str) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.too_young_title");
    page.paragraph("signin.too_young", true);
    if let Some(name) = guardian {
        let line = page.text("signin.guardian", &[("name", name)]);
        page.raw(&format!("<p>{line}</p>"));
    }
    page.link("signin.back", back);
    page.finish(StatusCode::FORBIDDEN, None)
}

/// A request that nothing can be done with, and that is safe to go nowhere.
pub(super) fn refused(lang: Lang, why: &str) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.refused_title");
    page.paragraph(why, true);
    page.finish(StatusCode::BAD_REQUEST, None)
}
