//! `procedures.txt`: a line a procedure; the form is explained at its top.

use crate::Failure;
use citizen_domain::pack::{Fee, LimitUnit, Paper, Procedure, TimeLimit};
use std::collections::BTreeMap;

/// Codes from here on belong to no real procedure: demonstration.
const DEMO: &str = "9.";

/// Procedures in order, and the names of the life events as texts (`group.<id>`).
pub(crate) fn read(text: &str) -> Result<(Vec<Procedure>, BTreeMap<String, String>), Failure> {
    let mut procedures = Vec::new();
    let mut groups = BTreeMap::new();
    let mut group = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if let Some(head) = line.strip_prefix("# ") {
            let (id, name) = head.split_once('|').ok_or("a group is `# id | name`")?;
            group = id.trim().to_owned();
            groups.insert(format!("group.{group}"), name.trim().to_owned());
            continue;
        }
        let read = row(line, &group).ok_or_else(|| format!("line {}: {line}", number + 1))?;
        procedures.push(read);
    }
    let mut codes: Vec<&str> = procedures.iter().map(|p| p.code.as_str()).collect();
    codes.sort_unstable();
    if codes.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err("a code stands twice".into());
    }
    Ok((procedures, groups))
}

fn row(line: &str, group: &str) -> Option<Procedure> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [code, name, level, limit, papers, fees, synonyms] = fields.as_slice() else {
        return None;
    };
    let some = |s: &&str| !s.is_empty();
    Some(Procedure {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        group: group.to_owned(),
        papers: papers.split(';').map(str::trim).filter(some).map(paper).collect(),
        fees: fees
            .split(',')
            .map(str::trim)
            .filter(some)
            .map(fee)
            .collect::<Option<_>>()?,
        limit: time_limit(limit)?,
        level: matches!(*level, "commune" | "province").then(|| (*level).to_owned())?,
        synonyms: synonyms
            .split(',')
            .map(str::trim)
            .filter(some)
            .map(str::to_owned)
            .collect(),
        demo: code.starts_with(DEMO),
    })
}

fn paper(text: &str) -> Paper {
    let copy = text.strip_prefix('*');
    Paper {
        name: copy.unwrap_or(text).to_owned(),
        originals: u32::from(copy.is_none()),
        copies: u32::from(copy.is_some()),
    }
}

fn fee(text: &str) -> Option<Fee> {
    let (name, amount) = text.split_once('=')?;
    Some(Fee {
        name: name.to_owned(),
        amount_vnd: amount.parse().ok()?,
    })
}

/// Outer `None`: not a limit. Inner: none is said.
fn time_limit(text: &str) -> Option<Option<TimeLimit>> {
    if text == "-" {
        return Some(None);
    }
    let (amount, unit) = text.split_once(' ')?;
    let unit = match unit {
        "wd" => LimitUnit::WorkingDays,
        "d" => LimitUnit::CalendarDays,
        "wh" => LimitUnit::WorkingHours,
        _ => return None,
    };
    Some(Some(TimeLimit {
        amount: amount.parse().ok()?,
        unit,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_procedure() {
        let text = "// words\n# a | Life\n9.1 | Name | commune | 8 wh | One; *Two | Fee=2000 | x, y\n1.2|N|province|-|||\n";
        let (procedures, groups) = read(text).unwrap();
        let first = &procedures[0];
        assert_eq!(groups["group.a"], "Life");
        assert_eq!((first.group.as_str(), first.demo), ("a", true));
        assert_eq!((first.papers[1].originals, first.papers[1].copies), (0, 1));
        assert_eq!(first.fees[0].amount_vnd, 2000);
        assert_eq!(
            first.limit.map(|l| (l.amount, l.unit)),
            Some((8, LimitUnit::WorkingHours))
        );
        assert_eq!(first.synonyms, ["x", "y"]);
        assert_eq!((procedures[1].limit, procedures[1].demo), (None, false));
    }

    #[test]
    fn what_is_no_line_is_named() {
        for bad in [
            "9.1|N|commune|1 wd||",
            "9.1|N|district|1 wd|||",
            "9.1|N|commune|soon|||",
            "9.1|N|commune|1 weeks|||",
            "9.1|N|commune|-||free|",
            "9.1|N|commune|-|||\n9.1|N|commune|-|||",
            "# a",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
