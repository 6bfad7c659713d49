//! Pages for people: plain, large, no scripts, nothing from elsewhere.

use crate::error::ApiError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use citizen_domain::message::{self, Lang};
use std::fmt::Write;

const STYLE: &str = "body{font:1.25rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1C1B1A;background:#FBF9F5}\
h1{font-size:1.75rem;line-height:1.3}h2{font-size:1.3rem;margin:2rem 0 .5rem}\
button,a.button{font:inherit;display:block;width:100%;box-sizing:border-box;text-align:left;min-height:3.5rem;padding:.75rem 1rem;margin:.5rem 0;\
border:2px solid #0A5A6B;border-radius:.5rem;background:#fff;color:#1C1B1A;text-decoration:none;cursor:pointer}\
fieldset{border:0;padding:0;margin:0;min-width:0}legend{padding:0}body{overflow-wrap:anywhere}\
button strong{display:block;color:#0A5A6B}button:focus-visible,a:focus-visible{outline:4px solid #7A4F00;outline-offset:2px}\
.note{border-left:6px solid #7A4F00;padding:.5rem 1rem;background:#F1EDE6}";

/// A page as it is put together.
pub(super) struct Page {
    lang: Lang,
    body: String,
}

impl Page {
    pub(super) fn new(lang: Lang, title: &str) -> Self {
        let mut page = Self {
            lang,
            body: String::new(),
        };
        let title = page.text(title, &[]);
        let code = match lang {
            Lang::Vi | Lang::ViTo(_) => "vi",
            Lang::En => "en",
        };
        let _ = write!(
            page.body,
            "<!doctype html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        );
        page
    }

    /// A catalogue text, escaped.
    pub(super) fn text(&self, id: &str, args: &[(&str, &str)]) -> String {
        escape(&message::text(self.lang, &format!("province.{id}"), args).display)
    }

    pub(super) fn raw(&mut self, html: &str) {
        self.body.push_str(html);
    }

    pub(super) fn paragraph(&mut self, id: &str, note: bool) {
        let (text, class) = (self.text(id, &[]), if note { " class=\"note\"" } else { "" });
        let _ = write!(self.body, "<p{class}>{text}</p>");
    }

    /// A link that looks like a button.
    pub(super) fn link(&mut self, id: &str, to: &str) {
        let (text, to) = (self.text(id, &[]), escape(to));
        let _ = write!(self.body, "<p><a class=\"button\" href=\"{to}\">{text}</a></p>");
    }

    /// The reply. `form_to` is where a form's answer may be redirected besides here: browsers hold redirects
    /// against `form-action` too.
    pub(super) fn finish(mut self, status: StatusCode, form_to: Option<&str>) -> Result<Response, ApiError> {
        self.body.push_str("</main></body></html>");
        let hash = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            citizen_proof::sha256(STYLE.as_bytes()),
        );
        let form = form_to
            .and_then(|uri| url::Url::parse(uri).ok())
            .map(|url| url.origin().ascii_serialization());
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
            form.unwrap_or_default()
        );
        let policy =
            HeaderValue::from_str(&policy).map_err(|_| ApiError::Internal("content security policy"))?;
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        ];
        Ok((status, headers, self.body).into_response())
    }
}

/// Text for HTML, attribute values included.
pub(super) fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                _ => out.push(c),
            }
            out
        })
}
