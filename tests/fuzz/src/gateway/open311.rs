//! Open311. The gateway's own files: its crate brings a web server, which would have to be built with instrumentation too.

#[path = "../../../province/src/open311/filter.rs"]
mod filter;
#[path = "../../../province/src/open311/form.rs"]
mod form;
#[path = "../../../province/src/open311/xml.rs"]
mod xml;

use crate::held::held;
use crate::now;
use citizen_domain::message;
use citizen_domain::wire::{Location, ReportBody};
use form::{Fault, Form};
use serde_json::json;
use uuid::Uuid;

const ID: Uuid = Uuid::from_u128(0x0193_6d2e_5c00_7000_8000_0000_0000_0001);

fn said(id: &str) -> bool {
    message::knows(&format!("province.open311.{id}"))
}

/// A form makes a report that goes over the wire as it is, and a form made of the report makes it again.
pub(super) fn posted(body: &[u8]) {
    let categories = &held().content().categories;
    let form = Form::read(body);
    let _ = form.api_key();
    let id = match form.client_id() {
        Ok(id) => id.unwrap_or(ID),
        Err(fault) => return assert!(matches!(fault, Fault::Bad(id) if said(id))),
    };
    match form.report(categories, &id, true) {
        Ok(report) => {
            let wire = serde_json::to_vec(&report).unwrap();
            let mut read: ReportBody = serde_json::from_slice(&wire).expect("a report reads");
            // The reader of JSON rounds the last bit in its own way: less than a thousandth of a millimetre.
            if let (Some(read), Some(told)) = (&mut read.location, &report.location) {
                assert!((read.lat - told.lat).abs() < 1e-12 && (read.lon - told.lon).abs() < 1e-12);
                (read.lat, read.lon) = (told.lat, told.lon);
            }
            assert!(read == report);
            if let Some(place) = &report.location {
                let again = again(&report, place).report(categories, &id, true);
                assert!(again.is_ok_and(|same| same == report));
            }
        }
        Err(Fault::NoSuchService) => {}
        Err(Fault::Bad(id)) => assert!(said(id), "{id}"),
    }
}

/// The form that says what the report says, a line with the address among its words.
fn again(report: &ReportBody, place: &Location) -> Form {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("service_code", &report.category);
    form.append_pair("attribute[severity]", &report.severity.to_string());
    form.append_pair("description", &report.text);
    form.append_pair("lat", &place.lat.to_string());
    form.append_pair("long", &place.lon.to_string());
    Form::read(form.finish().as_bytes())
}

pub(super) fn asked(query: &str) {
    match filter::Filter::parse(query, now()) {
        Ok(filter) => {
            for words in [&filter.ids, &filter.services, &filter.statuses]
                .into_iter()
                .flatten()
            {
                assert!(words.len() <= 100);
            }
            let (open, closed) = (filter.takes("x", "open"), filter.takes("x", "closed"));
            let services = filter
                .services
                .as_ref()
                .is_none_or(|all| all.iter().any(|one| one == "x"));
            assert_eq!(
                open || closed,
                services,
                "at least one of the states is asked for"
            );
        }
        Err(id) => assert!(said(id), "{id}"),
    }
    // Without dates, the last ninety days.
    if let Ok(filter) = filter::Filter::parse(&format!("{query}&start_date=&end_date="), now()) {
        assert_eq!(
            (filter.from, filter.to),
            (now().plus_millis(-90 * 86_400_000), now())
        );
    }
}

/// Whatever people wrote, the answer is XML: another reader finds in it what may stand there, and no element more.
pub(super) fn told(text: &str) {
    let value = json!([{"description": text, "values": [text, null, 1]}]);
    let document = xml::document("requests", "request", &value);
    assert!(document.chars().all(is_xml), "a character that no document holds");
    let mut reader = quick_xml::Reader::from_str(&document);
    let (mut elements, mut found) = (0, String::new());
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("well formed") {
            Event::Start(_) => elements += 1,
            Event::Text(part) => found.push_str(&part.decode().unwrap()),
            Event::GeneralRef(part) => found.push(match part.decode().unwrap().as_ref() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "apos" => '\'',
                "quot" => '"',
                other => panic!("&{other};"),
            }),
            Event::Eof => break,
            Event::End(_) | Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
    let kept: String = text
        .chars()
        .filter(|c| is_xml(*c) && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect();
    assert_eq!(elements, 7);
    assert_eq!(found, format!("\n{kept}{kept}1"));
}

/// `Char` of XML 1.0, §2.2.
fn is_xml(c: char) -> bool {
    matches!(c, '\u{9}' | '\u{A}' | '\u{D}' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
