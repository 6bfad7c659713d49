use crate::{Failure, procedures};
use citizen_domain::keys::PublicKey;
use citizen_domain::pack::{Agency, AllowedHost, Office, OldUnit, PackContent, Province, Unit, UnitKind};
use citizen_domain::time::iso_date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::path::Path;
use time::Date;

/// Smallest number of ratings that is published (D§8.1).
const MIN_PUBLISHED: u32 = 5;

/// `data/provinces/<id>.json`: what is a province's own.
#[derive(Deserialize)]
pub(crate) struct Own {
    province: Province,
    hosts: Vec<AllowedHost>,
    agencies: Vec<Agency>,
    offices: Vec<Office>,
}

/// The wanted province, or all of them.
pub(crate) fn provinces(data: &Path, wanted: Option<&str>) -> Result<Vec<Own>, Failure> {
    let dir = data.join("provinces");
    let mut files: Vec<_> = match wanted {
        Some(id) => vec![dir.join(format!("{id}.json"))],
        None => std::fs::read_dir(&dir)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_, std::io::Error>>()?,
    };
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

/// A province's own data with what all share.
pub(crate) fn content(data: &Path, own: &Own, keys: Vec<PublicKey>) -> Result<PackContent, Failure> {
    let catalogue = std::fs::read_to_string(data.join("procedures.txt"))?;
    let (procedures, groups) = procedures::read(&catalogue)?;
    let mut texts: std::collections::BTreeMap<String, String> = read(&data.join("texts.json"))?;
    texts.extend(groups);
    let (units, old_units) = units(data)?;
    Ok(PackContent {
        province: own.province.clone(),
        keys,
        hosts: own.hosts.clone(),
        units,
        old_units,
        agencies: own.agencies.clone(),
        offices: own.offices.clone(),
        calendars: read(&data.join("calendars.json"))?,
        questionnaires: read(&data.join("questionnaires.json"))?,
        rule_sets: read(&data.join("rule_sets.json"))?,
        categories: read(&data.join("categories.json"))?,
        statuses: read(&data.join("statuses.json"))?,
        procedures,
        emergency: read(&data.join("emergency.json"))?,
        texts,
        min_published: MIN_PUBLISHED,
        // The shipped packs name no real servers.
        pins: Vec::new(),
        accounts: read(&data.join("accounts.json"))?,
    })
}

/// `units.json`, as `build.py` writes it.
#[derive(Deserialize)]
struct UnitFile {
    provinces: Map<String, Value>,
    units: Vec<Group>,
    /// Province → district → rows of a name and the codes of its successors.
    old: Map<String, Value>,
}

#[derive(Deserialize)]
struct Group {
    parent: String,
    kind: UnitKind,
    #[serde(with = "iso_date")]
    valid_from: Date,
    rows: Vec<(String, String)>,
}

/// `overlay.json`: a unit that changed its name or kind later, once. The code stays.
#[derive(Deserialize)]
struct Change {
    code: String,
    name: String,
    kind: UnitKind,
    #[serde(with = "iso_date")]
    from: Date,
}

fn units(data: &Path) -> Result<(Vec<Unit>, Vec<OldUnit>), Failure> {
    let file: UnitFile = read(&data.join("units/units.json"))?;
    let changes: Vec<Change> = read(&data.join("units/overlay.json"))?;
    let merger = iso_date::parse("2025-07-01").ok_or("date")?;
    let mut first = Vec::new();
    for (code, name) in file.provinces {
        first.push(Unit {
            code,
            name: name.as_str().ok_or("a name")?.to_owned(),
            kind: UnitKind::Province,
            parent: None,
            valid_from: merger,
            valid_to: None,
        });
    }
    for group in file.units {
        first.extend(group.rows.into_iter().map(|(code, name)| Unit {
            code,
            name,
            kind: group.kind,
            parent: Some(group.parent.clone()),
            valid_from: group.valid_from,
            valid_to: None,
        }));
    }
    if let Some(lost) = changes
        .iter()
        .find(|c| !first.iter().any(|unit| unit.code == c.code))
    {
        return Err(format!("overlay.json: there is no unit {}", lost.code).into());
    }
    let mut units: Vec<Unit> = Vec::new();
    for mut unit in first {
        let later = changes.iter().find(|c| c.code == unit.code).map(|change| Unit {
            name: change.name.clone(),
            kind: change.kind,
            valid_from: change.from,
            ..unit.clone()
        });
        unit.valid_to = later.as_ref().and_then(|later| later.valid_from.previous_day());
        units.push(unit);
        units.extend(later);
    }
    let mut old = Vec::new();
    for (province, districts) in file.old {
        let districts: Map<String, Value> = serde_json::from_value(districts)?;
        for (district, rows) in districts {
            for row in serde_json::from_value::<Vec<Vec<String>>>(rows)? {
                let (name, successors) = row.split_first().ok_or("an old unit without a name")?;
                old.push(OldUnit {
                    name: name.clone(),
                    district: district.clone(),
                    province: province.clone(),
                    successors: successors.to_vec(),
                });
            }
        }
    }
    Ok((units, old))
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use citizen_domain::pack::PackFile;

    /// Whoever changes a source builds the packs again.
    #[test]
    fn the_packs_that_ship_are_made_from_these_sources() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        for own in provinces(&home.join("data"), None).unwrap() {
            let content = content(&home.join("data"), &own, Vec::new()).unwrap();
            let asset = home.join(format!("assets/{}.json", content.province.id));
            let file: PackFile = read(&asset).unwrap();
            let sections = citizen_pack::sections(&content).unwrap();
            for (name, text) in sections {
                assert!(
                    file.sections.get(&name) == Some(&text),
                    "{}: {name}: run `cargo run -p citizen-pack --bin pack-builder`",
                    asset.display()
                );
            }
        }
    }
}
