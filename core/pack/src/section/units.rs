//! Units are some 13,000 rows: written in groups, a row a small list, they take a quarter of the space.

use citizen_domain::pack::{OldUnit, Unit, UnitKind};
use citizen_domain::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Neighbouring units that differ in code and name only.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    kind: UnitKind,
    #[serde(with = "iso_date")]
    valid_from: Date,
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    valid_to: Option<Date>,
    /// Code and name.
    rows: Vec<(String, String)>,
}

/// Province → district → rows of a name and the codes of its successors.
pub(crate) type OldGroups = Vec<(String, Vec<(String, Vec<Vec<String>>)>)>;

pub(crate) fn pack(units: &[Unit]) -> Vec<Group> {
    units
        .chunk_by(|a, b| {
            (&a.parent, a.kind, a.valid_from, a.valid_to) == (&b.parent, b.kind, b.valid_from, b.valid_to)
        })
        .filter_map(|chunk| {
            let first = chunk.first()?;
            Some(Group {
                parent: first.parent.clone(),
                kind: first.kind,
                valid_from: first.valid_from,
                valid_to: first.valid_to,
                rows: chunk.iter().map(|u| (u.code.clone(), u.name.clone())).collect(),
            })
        })
        .collect()
}

pub(crate) fn unpack(groups: Vec<Group>) -> Vec<Unit> {
    groups
        .into_iter()
        .flat_map(|g| {
            g.rows.into_iter().map(move |(code, name)| Unit {
                code,
                name,
                kind: g.kind,
                parent: g.parent.clone(),
                valid_from: g.valid_from,
                valid_to: g.valid_to,
            })
        })
        .collect()
}

pub(crate) fn pack_old(units: &[OldUnit]) -> OldGroups {
    let row = |u: &OldUnit| {
        std::iter::once(&u.name)
            .chain(&u.successors)
            .cloned()
            .collect::<Vec<_>>()
    };
    units
        .chunk_by(|a, b| a.province == b.province)
        .filter_map(|province| {
            let districts = province
                .chunk_by(|a, b| a.district == b.district)
                .filter_map(|d| Some((d.first()?.district.clone(), d.iter().map(row).collect())))
                .collect();
            Some((province.first()?.province.clone(), districts))
        })
        .collect()
}

/// `None` when a row has no name.
pub(crate) fn unpack_old(groups: OldGroups) -> Option<Vec<OldUnit>> {
    let mut units = Vec::new();
    for (province, districts) in groups {
        for (district, rows) in districts {
            for row in rows {
                let mut row = row.into_iter();
                units.push(OldUnit {
                    name: row.next()?,
                    district: district.clone(),
                    province: province.clone(),
                    successors: row.collect(),
                });
            }
        }
    }
    Some(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit() -> impl Strategy<Value = Unit> {
        ("[0-9]{5}", "\\PC{0,8}", 0..2u8, 0..2u8).prop_map(|(code, name, kind, parent)| Unit {
            code,
            name,
            kind: if kind == 0 {
                UnitKind::Ward
            } else {
                UnitKind::Commune
            },
            parent: (parent == 0).then(|| "79".to_owned()),
            valid_from: Date::MIN,
            valid_to: None,
        })
    }

    fn old() -> impl Strategy<Value = OldUnit> {
        (
            "\\PC{0,8}",
            "[ab]",
            "[ab]",
            prop::collection::vec("[0-9]{5}", 0..3),
        )
            .prop_map(|(name, district, province, successors)| OldUnit {
                name,
                district,
                province,
                successors,
            })
    }

    proptest! {
        #[test]
        fn the_short_form_is_the_same_units(
            units in prop::collection::vec(unit(), 0..20),
            olds in prop::collection::vec(old(), 0..20),
        ) {
            prop_assert_eq!(unpack(pack(&units)), units);
            prop_assert_eq!(unpack_old(pack_old(&olds)), Some(olds));
        }
    }
}
