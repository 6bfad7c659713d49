//! Content ↔ the texts that are hashed and signed. Every field of [`PackContent`] is a section of its own, but for
//! the keys, which stand in the manifest. Two provinces with the same calendar have the same text, hence the same
//! hash, so that a device never downloads it twice.

mod units;

use crate::PackError;
use citizen_domain::keys::PublicKey;
use citizen_domain::pack::{AccountRules, PackContent};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Names of the sections of format 1, in the order in which they are written. All must be present, but for `pins` and
/// `accounts`, which packs from before them lack.
pub const SECTIONS: &[&str] = &[
    "province",
    "hosts",
    "units",
    "old_units",
    "agencies",
    "offices",
    "calendars",
    "questionnaires",
    "rule_sets",
    "categories",
    "statuses",
    "procedures",
    "emergency",
    "texts",
    "min_published",
    PINS,
    "accounts",
];

/// Came later than the rest: a pack without pins does not have it.
const PINS: &str = "pins";

/// The section texts of `content`: the same content gives the same bytes.
///
/// # Errors
/// [`PackError::CannotBuild`] when a value cannot be written as JSON.
pub fn sections(content: &PackContent) -> Result<BTreeMap<String, String>, PackError> {
    SECTIONS
        .iter()
        .filter(|name| **name != PINS || !content.pins.is_empty())
        .map(|name| Ok(((*name).to_owned(), section(content, name)?)))
        .collect()
}

fn section(c: &PackContent, name: &str) -> Result<String, PackError> {
    match name {
        "province" => write(&c.province),
        "hosts" => write(&c.hosts),
        "units" => write(&units::pack(&c.units)),
        "old_units" => write(&units::pack_old(&c.old_units)),
        "agencies" => write(&c.agencies),
        "offices" => write(&c.offices),
        "calendars" => write(&c.calendars),
        "questionnaires" => write(&c.questionnaires),
        "rule_sets" => write(&c.rule_sets),
        "categories" => write(&c.categories),
        "statuses" => write(&c.statuses),
        "procedures" => write(&c.procedures),
        "emergency" => write(&c.emergency),
        "texts" => write(&c.texts),
        "min_published" => write(&c.min_published),
        PINS => write(&c.pins),
        "accounts" => write(&c.accounts),
        _ => Err(PackError::CannotBuild("no such section")),
    }
}

/// Content from verified section texts.
///
/// # Errors
/// [`PackError::SectionMissing`] or [`PackError::BadSection`] with the section's name.
pub(crate) fn content(
    texts: &BTreeMap<String, String>,
    keys: Vec<PublicKey>,
) -> Result<PackContent, PackError> {
    let read = Reader(texts);
    Ok(PackContent {
        province: read.get("province")?,
        keys,
        hosts: read.get("hosts")?,
        units: units::unpack(read.get("units")?),
        old_units: units::unpack_old(read.get("old_units")?)
            .ok_or_else(|| PackError::BadSection("old_units".into()))?,
        agencies: read.get("agencies")?,
        offices: read.get("offices")?,
        calendars: read.get("calendars")?,
        questionnaires: read.get("questionnaires")?,
        rule_sets: read.get("rule_sets")?,
        categories: read.get("categories")?,
        statuses: read.get("statuses")?,
        procedures: read.get("procedures")?,
        emergency: read.get("emergency")?,
        texts: read.get("texts")?,
        min_published: read.get("min_published")?,
        pins: if texts.contains_key(PINS) {
            read.get(PINS)?
        } else {
            Vec::new()
        },
        accounts: if texts.contains_key("accounts") {
            read.get("accounts")?
        } else {
            AccountRules::default()
        },
    })
}

struct Reader<'a>(&'a BTreeMap<String, String>);

impl Reader<'_> {
    fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T, PackError> {
        let text = self
            .0
            .get(name)
            .ok_or_else(|| PackError::SectionMissing(name.to_owned()))?;
        serde_json::from_str(text).map_err(|_| PackError::BadSection(name.to_owned()))
    }
}

fn write<T: Serialize>(value: &T) -> Result<String, PackError> {
    serde_json::to_string(value).map_err(|_| PackError::CannotBuild("a value is not JSON"))
}
