//! How large the library was, and why it is larger than it was.

use super::map::Share;
use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

/// More than this much larger than what was accepted last is a fault, in thousandths.
const TOLERANCE: u64 = 20;

/// Stands where nothing was weighed.
const UNWEIGHED: &str = "–";

const HEAD: &str = "\
# How large the library is

`cargo xtask size` builds it in the profile `mobile` and fails when it is more than 2 % larger than the last row; `cargo xtask size --accept \"why\"`
writes a new row and the table below. It is the library for Linux on x86_64, stripped, as a stand-in for the phones': those cannot be linked
without Android's NDK or Xcode, and will differ. Packs are not in it.

*Without pictures* is the same library built without the feature `pictures`: frames of a camera are read, picture files and photos refused in
words. It is weighed when a row is written; the first rows knew no such library.

| date | bytes | without pictures | why |
| --- | ---: | ---: | --- |
";

const SHARES: &str = "
## Of what it is made

By the linker's own map: a function belongs to the crate in which it was written, wherever it is used. What is below 0.5 % is one row.

| of | bytes | % |
| --- | ---: | ---: |
";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    date: String,
    bytes: u64,
    /// Built without pictures.
    without: Option<u64>,
    why: String,
}

/// Every size that was accepted, the first one first.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    /// Reads the page. A row with a date that cannot be read is an error, and not one row fewer.
    pub(crate) fn read(page: &str) -> Result<Self, String> {
        let mut entries = Vec::new();
        for line in page.lines().filter(|line| line.starts_with("| 2")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let row = match cells.as_slice() {
                [date, bytes, without, why] => {
                    number(bytes)
                        .zip(optional(without))
                        .map(|(bytes, without)| Entry {
                            date: (*date).to_owned(),
                            bytes,
                            without,
                            why: (*why).to_owned(),
                        })
                }
                _ => None,
            };
            entries.push(
                row.ok_or_else(|| format!("the ledger of sizes has a row that cannot be read: {line}"))?,
            );
        }
        Ok(Self { entries })
    }

    pub(crate) fn add(&mut self, date: &str, bytes: u64, without: Option<u64>, why: &str) {
        self.entries.push(Entry {
            date: date.to_owned(),
            bytes,
            without,
            why: why.to_owned(),
        });
    }

    /// An error where `bytes` are too many more than were accepted last.
    pub(crate) fn held_against(&self, bytes: u64) -> Result<(), String> {
        let last = self
            .entries
            .last()
            .ok_or("the ledger of sizes is empty: `cargo xtask size --accept \"why\"`")?;
        let most = last.bytes + last.bytes * TOLERANCE / 1000;
        if bytes <= most {
            return Ok(());
        }
        Err(format!(
            "the library has {} bytes, more than 2 % over the {} of {}; find out why, then `cargo xtask size --accept \"why\"`",
            spaced(bytes),
            spaced(last.bytes),
            last.date
        ))
    }

    /// The page, with the shares of now.
    pub(crate) fn write(&self, shares: &[Share]) -> String {
        let mut page = HEAD.to_owned();
        for entry in &self.entries {
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} |",
                entry.date,
                spaced(entry.bytes),
                entry.without.map_or(UNWEIGHED.to_owned(), spaced),
                entry.why
            );
        }
        page.push_str(SHARES);
        let total: u64 = shares.iter().map(|share| share.bytes).sum();
        let mut small = 0;
        for share in shares {
            if share.bytes * 200 < total {
                small += share.bytes;
            } else {
                row(&mut page, &share.name, share.bytes, total);
            }
        }
        row(&mut page, "(everything smaller)", small, total);
        row(&mut page, "in all", total, total);
        page
    }
}

fn row(page: &mut String, name: &str, bytes: u64, total: u64) {
    let tenths = (bytes * 1000 + total / 2) / total.max(1);
    let _ = writeln!(
        page,
        "| {name} | {} | {}.{} |",
        spaced(bytes),
        tenths / 10,
        tenths % 10
    );
}

fn number(text: &str) -> Option<u64> {
    text.replace(' ', "").parse().ok()
}

/// A cell in which nothing may stand.
fn optional(text: &str) -> Option<Option<u64>> {
    if text == UNWEIGHED {
        Some(None)
    } else {
        number(text).map(Some)
    }
}

/// `4 812 344`.
pub(crate) fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

/// The day by the machine's clock, in UTC.
pub(crate) fn today() -> Result<String, String> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|_| "the clock of this machine stands before 1970".to_owned())?;
    Ok(day(since.as_secs() / 86_400))
}

/// The date so many days after 1 January 1970, counted in years that begin in March.
fn day(days: u64) -> String {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let (month, late) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{date:02}", era * 400 + year + late)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: u64) -> Ledger {
        let mut ledger = Ledger::default();
        ledger.add("2026-11-27", bytes, None, "the first");
        ledger
    }

    #[test]
    fn two_in_a_hundred_are_borne_and_three_are_not() {
        assert!(of(1_000_000).held_against(1_000_000).is_ok());
        assert!(of(1_000_000).held_against(1_020_000).is_ok());
        assert!(of(1_000_000).held_against(700_000).is_ok());
        let told = of(1_000_000).held_against(1_030_000).unwrap_err();
        assert!(
            told.contains("1 030 000") && told.contains("2026-11-27"),
            "{told}"
        );
        assert!(
            Ledger::default().held_against(1).is_err(),
            "an empty ledger holds nothing"
        );
    }

    #[test]
    fn only_the_last_row_counts() {
        let mut ledger = of(1_000_000);
        ledger.add("2026-11-28", 1_030_000, Some(900_000), "a second door");
        assert!(ledger.held_against(1_050_000).is_ok());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let share = |name: &str, bytes| Share {
            name: name.to_owned(),
            bytes,
        };
        let page = of(4_812_344).write(&[share("ring", 4_812_000), share("tiny", 344)]);
        assert!(page.contains("| ring | 4 812 000 | 100.0 |"), "{page}");
        assert!(page.contains("| (everything smaller) | 344 | 0.0 |"), "{page}");
        assert_eq!(Ledger::read(&page).unwrap().entries, of(4_812_344).entries);
        let both = "| 2026-11-27 | 4 812 344 | 3 800 000 | why |\n";
        let first = &Ledger::read(both).unwrap().entries[0];
        assert_eq!((first.bytes, first.without), (4_812_344, Some(3_800_000)));
        for row in [
            "| 2026-11-27 | many | – | why |\n",
            "| 2026-11-27 | 4 | few | why |\n",
        ] {
            assert!(Ledger::read(row).is_err(), "{row}");
        }
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(19_782), "2024-02-29");
        assert_eq!(day(20_784), "2026-11-27");
    }
}
