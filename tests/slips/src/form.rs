//! Form 01 on A5, field by field in the order of the rule. The wording is data (`assets/form01.json`).

use super::fonts::Weight::{Bold, Regular};
use super::page::{Anchor, Page};
use super::{QrContent, SlipData, SlipError, qr};
use citizen_domain::Timestamp;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const LEFT: f32 = 9.0;
const RIGHT: f32 = 139.0;
const SIZE: f32 = 3.1;

/// The wording of `id` with `{name}` replaced.
fn wording(id: &str, args: &[(&str, &str)]) -> String {
    static FORM: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let form = FORM.get_or_init(|| {
        // Compiled in, and a test reads it.
        serde_json::from_str(include_str!("../assets/form01.json")).unwrap_or_default()
    });
    let mut text = form.get(id).cloned().unwrap_or_else(|| id.to_owned());
    for (name, value) in args {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

fn label(id: &str) -> String {
    wording(id, &[])
}

fn moment(at: Timestamp) -> String {
    let local = at.local();
    wording(
        "moment",
        &[
            ("hour", &format!("{:02}", local.hour())),
            ("minute", &format!("{:02}", local.minute())),
            ("day", &format!("{:02}", local.day())),
            ("month", &format!("{:02}", u8::from(local.month()))),
            ("year", &local.year().to_string()),
        ],
    )
}

fn or_none(text: &str) -> String {
    if text.trim().is_empty() {
        label("none")
    } else {
        text.to_owned()
    }
}

/// The whole slip as SVG.
pub(super) fn svg(data: &SlipData, content: &QrContent) -> Result<String, SlipError> {
    let (code, side) = qr::svg(content, RIGHT, 9.0)?;
    let mut page = Page::new(0.0);
    page.raw(r##"<rect width="148" height="210" fill="#fff"/>"##);
    page.raw(&code);
    let middle = RIGHT - side / 2.0;
    page.at(
        (middle, 9.0 + side + 4.0),
        side.max(30.0),
        2.3,
        Anchor::Middle,
        (&label("qr_hint"), Regular),
    );
    issuer(&mut page, data, RIGHT - side - 6.0 - LEFT);
    page.y = page.y.max(9.0 + side + 4.0);
    title(&mut page, data);
    fields(&mut page, data);
    signatures(&mut page, data);
    Ok(page.finish())
}

/// Field 1: governing body, office, number, motto, place and date.
fn issuer(page: &mut Page, data: &SlipData, width: f32) {
    let date = data.received_at.local();
    page.y = 8.0;
    page.paragraph(LEFT, width, 3.0, 2, &[(&data.parent, Regular)]);
    page.paragraph(LEFT, width, 3.0, 3, &[(&data.office, Bold)]);
    page.paragraph(
        LEFT,
        width,
        2.8,
        1,
        &[(&wording("number", &[("number", &data.number)]), Regular)],
    );
    page.y += 4.0;
    page.paragraph(LEFT, width, 2.9, 2, &[(&label("motto_1"), Bold)]);
    page.paragraph(LEFT, width, 2.9, 2, &[(&label("motto_2"), Bold)]);
    let (y, rule) = (page.y + 1.4, super::fonts::width(&label("motto_2"), 2.9, Bold));
    page.raw(&format!(
        r##"<path stroke="#161616" stroke-width=".25" d="M{LEFT} {y:.2}h{rule:.2}"/>"##
    ));
    page.y += 3.0;
    let date = wording(
        "place_date",
        &[
            ("place", &data.place),
            ("day", &format!("{:02}", date.day())),
            ("month", &format!("{:02}", u8::from(date.month()))),
            ("year", &date.year().to_string()),
        ],
    );
    page.paragraph(LEFT, width, 2.8, 2, &[(&date, Regular)]);
}

/// The form's name and field 2, the code.
fn title(page: &mut Page, data: &SlipData) {
    let width = RIGHT - LEFT;
    let centre = LEFT + width / 2.0;
    page.y += 8.0;
    page.at(
        (centre, page.y),
        width,
        4.6,
        Anchor::Middle,
        (&label("title"), Bold),
    );
    page.y += 6.0;
    let code = format!("{} {}", label("code"), data.code);
    page.at((centre, page.y), width, 3.8, Anchor::Middle, (&code, Bold));
    page.y += 1.0;
}

/// Fields 3 to 15.
fn fields(page: &mut Page, data: &SlipData) {
    let width = RIGHT - LEFT;
    let mut field = |lines: usize, id: &str, value: &str| {
        page.paragraph(
            LEFT,
            width,
            SIZE,
            lines,
            &[(&label(id), Regular), (&or_none(value), Bold)],
        );
    };
    field(2, "applicant", &data.applicant);
    field(1, "id_number", &data.id_number);
    field(2, "address", &data.address);
    contact(page, LEFT, &data.phone, &data.email);
    match &data.delegate {
        None => page.paragraph(
            LEFT,
            width,
            SIZE,
            1,
            &[(&label("delegation"), Regular), (&label("none"), Bold)],
        ),
        Some(who) => {
            let inner = LEFT + 4.0;
            let mut field = |x: f32, lines: usize, id: &str, value: &str| {
                let runs = [(&*label(id), Regular), (&*or_none(value), Bold)];
                page.paragraph(x, RIGHT - x, SIZE, lines, &runs);
            };
            field(LEFT, 2, "delegation", &who.name);
            field(inner, 1, "id_number", &who.id_number);
            field(inner, 2, "address", &who.address);
            contact(page, inner, &who.phone, &who.email);
            page.paragraph(
                inner,
                RIGHT - inner,
                SIZE,
                1,
                &[
                    (&label("delegation_paper"), Regular),
                    (&or_none(&who.paper), Bold),
                ],
            );
        }
    }
    page.paragraph(
        LEFT,
        width,
        SIZE,
        3,
        &[(&label("content"), Regular), (&or_none(&data.content), Bold)],
    );
    page.paragraph(LEFT, width, SIZE, 1, &[(&label("papers"), Regular)]);
    for (at, paper) in data.papers.iter().take(5).enumerate() {
        page.paragraph(
            LEFT + 4.0,
            width - 4.0,
            SIZE,
            1,
            &[(&format!("{}. {paper}", at + 1), Regular)],
        );
    }
    let sets = wording("sets_value", &[("sets", &data.sets.to_string())]);
    let appointment = data.appointment_at.map(moment).unwrap_or_default();
    let mut field = |id: &str, value: &str| {
        page.paragraph(
            LEFT,
            width,
            SIZE,
            2,
            &[(&label(id), Regular), (&or_none(value), Bold)],
        );
    };
    field("sets", &sets);
    field("limit", &data.limit);
    field("received", &moment(data.received_at));
    field("appointment", &appointment);
    field("collect", &data.collect);
    let none = (label("none"), label("none"));
    let (book, row) = data.book.as_ref().unwrap_or(&none);
    let line = wording("book", &[("book", book), ("row", row)]);
    page.paragraph(LEFT, width, SIZE, 1, &[(&line, Regular)]);
}

/// Field 6: phone and e-mail on one line.
fn contact(page: &mut Page, x: f32, phone: &str, email: &str) {
    let phone = format!("{};", or_none(phone));
    let email = or_none(email);
    page.paragraph(
        x,
        RIGHT - x,
        SIZE,
        1,
        &[
            (&label("phone"), Regular),
            (&phone, Bold),
            (&label("email"), Regular),
            (&email, Bold),
        ],
    );
}

/// Field 16 and the note that the slip is a sample.
fn signatures(page: &mut Page, data: &SlipData) {
    let half = (RIGHT - LEFT) / 2.0;
    let top = (page.y + 8.0).min(186.0);
    for (at, (title, name)) in [("submitter", &data.submitter), ("receiver", &data.receiver)]
        .into_iter()
        .enumerate()
    {
        let x = LEFT + half * (at as f32 + 0.5);
        page.at((x, top), half - 4.0, 3.0, Anchor::Middle, (&label(title), Bold));
        page.at(
            (x, top + 3.8),
            half - 4.0,
            2.5,
            Anchor::Middle,
            (&label("sign_hint"), Regular),
        );
        page.at((x, top + 15.0), half - 4.0, 3.0, Anchor::Middle, (name, Bold));
    }
    page.at(
        (LEFT, 205.5),
        RIGHT - LEFT,
        2.1,
        Anchor::Start,
        (&label("source"), Regular),
    );
}
