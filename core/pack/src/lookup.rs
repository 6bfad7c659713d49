//! Answers about a verified pack, by code or by name.

use citizen_domain::pack::{
    Agency, Office, OldUnit, PackContent, Procedure, Questionnaire, ReportCategory, RuleSet, StatusText, Unit,
};
use citizen_domain::text::fold;
use time::Date;

/// Words that say what kind of unit a name is; people leave them out.
const KIND_WORDS: &[&str] = &[
    "Thành phố ",
    "Tỉnh ",
    "Phường ",
    "Xã ",
    "Thị trấn ",
    "Đặc khu ",
    "Quận ",
    "Huyện ",
    "Thị xã ",
];

/// The unit that bears `code` on `day`. Codes live on when names change, so the day decides.
pub fn unit<'a>(pack: &'a PackContent, code: &str, day: Date) -> Option<&'a Unit> {
    pack.units
        .iter()
        .find(|u| u.code == code && in_force(Some(u.valid_from), u.valid_to, day))
}

/// The province of a unit on `day`; the unit itself when it is one.
pub fn province_of<'a>(pack: &'a PackContent, unit_: &'a Unit, day: Date) -> Option<&'a Unit> {
    match &unit_.parent {
        None => Some(unit_),
        Some(code) => unit(pack, code, day),
    }
}

/// A unit's name with its province, since names repeat: `Xã An Lão, Tỉnh Gia Lai`.
pub fn full_name(pack: &PackContent, unit_: &Unit, day: Date) -> String {
    match unit_.parent.as_deref().and_then(|p| unit(pack, p, day)) {
        Some(province) => format!("{}, {}", unit_.name, province.name),
        None => unit_.name.clone(),
    }
}

/// Today's units that an old one went to. Several: it was split, and the person is asked which.
pub fn successors<'a>(pack: &'a PackContent, old: &OldUnit, day: Date) -> Vec<&'a Unit> {
    old.successors
        .iter()
        .filter_map(|code| unit(pack, code, day))
        .collect()
}

/// Units of today called `name`, marks and case aside, with or without the word for their kind. Names repeat:
/// show each with [`full_name`].
pub fn units<'a>(pack: &'a PackContent, name: &str, day: Date) -> Vec<&'a Unit> {
    let wanted = fold(name);
    pack.units
        .iter()
        .filter(|u| in_force(Some(u.valid_from), u.valid_to, day))
        .filter(|u| fold(&u.name) == wanted || fold(bare(&u.name)) == wanted)
        .collect()
}

/// Units from before 1 July 2025 called `name`, each with the units that it went to.
pub fn old_units<'a>(pack: &'a PackContent, name: &str, day: Date) -> Vec<(&'a OldUnit, Vec<&'a Unit>)> {
    let wanted = fold(name);
    pack.old_units
        .iter()
        .filter(|o| fold(&o.name) == wanted || fold(bare(&o.name)) == wanted)
        .map(|o| (o, successors(pack, o, day)))
        .collect()
}

/// The agency with this identifier, ended or not: a code keeps the name of its day. See [`citizen_domain::pack::agency_now`].
pub fn agency<'a>(pack: &'a PackContent, id: &str) -> Option<&'a Agency> {
    pack.agencies.iter().find(|a| a.id == id)
}

/// The procedure with this national code.
pub fn procedure<'a>(pack: &'a PackContent, code: &str) -> Option<&'a Procedure> {
    pack.procedures.iter().find(|p| p.code == code)
}

/// The texts of a dossier state; `None` for one that the pack does not know (show the server's own text).
pub fn status(pack: &PackContent, code: i32) -> Option<&StatusText> {
    pack.statuses.iter().find(|s| s.code == code)
}

/// The category with this code.
pub fn category<'a>(pack: &'a PackContent, code: &str) -> Option<&'a ReportCategory> {
    pack.categories.iter().find(|c| c.code == code)
}

/// The rules for a dossier received on `day`.
pub fn rule_set(pack: &PackContent, day: Date) -> Option<&RuleSet> {
    pack.rule_sets
        .iter()
        .find(|r| in_force(Some(r.valid_from), r.valid_to, day))
}

/// The questionnaire with this id.
pub fn questionnaire<'a>(pack: &'a PackContent, id: &str) -> Option<&'a Questionnaire> {
    pack.questionnaires.iter().find(|q| q.id == id)
}

/// Offices that stand in `unit` first, then all others of the province: any of them may receive.
pub fn offices<'a>(pack: &'a PackContent, unit_code: Option<&str>) -> Vec<&'a Office> {
    let (mut near, far): (Vec<_>, Vec<_>) = pack
        .offices
        .iter()
        .partition(|o| Some(o.unit.as_str()) == unit_code);
    near.extend(far);
    near
}

fn in_force(from: Option<Date>, to: Option<Date>, day: Date) -> bool {
    from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t)
}

/// A unit's name without the word for its kind: `Phường Thủ Dầu Một` → `Thủ Dầu Một`. `Phường 5` stays whole,
/// since a bare number names nothing.
pub(crate) fn bare(name: &str) -> &str {
    KIND_WORDS
        .iter()
        .find_map(|w| name.strip_prefix(w))
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(name)
}
