//! Amounts in đồng. There is no smaller unit in use.

use crate::message::{Lang, Text, text};
use crate::text::human::{in_words, natural};
use serde::{Deserialize, Serialize};

/// Why an amount was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a whole number of đồng.
    #[error("not an amount in whole đồng")]
    NotAnAmount,
}

crate::error_codes! { MoneyError {
    NotAnAmount => "money.not_an_amount", Expected, Refused;
}}

/// Whole đồng. Serialises as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vnd(pub u64);

impl Vnd {
    /// Reads an amount as people write it: `10000`, `10.000`, `10 000 đ`, `10.000 VND`, `10,000đ`. Groups must have
    /// three digits, so that `67.34` is no amount.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let text = crate::text::nfc(text).trim().to_lowercase();
        let number = ["vnđ", "vnd", "đồng", "đ", "₫"]
            .iter()
            .find_map(|unit| text.strip_suffix(unit))
            .unwrap_or(&text)
            .trim_end();
        let separator = number.chars().find(|c| !c.is_ascii_digit());
        let digits: String = match separator {
            None => number.to_owned(),
            Some(mark @ ('.' | ',' | ' ' | '\u{00A0}')) => {
                let groups: Vec<&str> = number.split(mark).collect();
                let first = groups.first().is_some_and(|g| (1..=3).contains(&g.len()));
                if !first || groups.iter().skip(1).any(|g| g.len() != 3) {
                    return Err(MoneyError::NotAnAmount);
                }
                groups.concat()
            }
            Some(_) => return Err(MoneyError::NotAnAmount),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::NotAnAmount);
        }
        digits.parse().map(Self).map_err(|_| MoneyError::NotAnAmount)
    }

    /// `10.000 đ`, spoken `mười nghìn đồng`.
    pub fn text(self, lang: Lang) -> Text {
        let shown = natural(lang, self.0);
        Text {
            display: text(lang, "human.money", &[("amount", &shown)]).display,
            spoken: text(lang, "human.money", &[("amount", &in_words(lang, self.0))]).spoken,
        }
    }
}

/// `10.000 đ`.
impl std::fmt::Display for Vnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(Lang::Vi).display)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shown_and_said() {
        let vi = Vnd(10_000).text(Lang::Vi);
        assert_eq!(
            (vi.display.as_str(), vi.spoken.as_str()),
            ("10.000 đ", "mười nghìn đồng")
        );
        assert_eq!(Vnd(0).text(Lang::Vi).spoken, "không đồng");
        assert_eq!(Vnd(1_250_000).to_string(), "1.250.000 đ");
        assert_eq!(Vnd(10_000).text(Lang::En).spoken, "10,000 đồng");
        assert_eq!(serde_json::to_string(&Vnd(5)).unwrap(), "5");
    }

    #[test]
    fn read_as_people_write_it() {
        for text in [
            "10000",
            "10.000",
            "10 000 đ",
            "10.000 VND",
            "10,000đ",
            "10.000 đồng",
            "10.000₫",
            " 10.000 VNĐ ",
        ] {
            assert_eq!(Vnd::parse(text), Ok(Vnd(10_000)), "{text}");
        }
        for text in [
            "",
            "đ",
            "67.34",
            "1.00",
            "10.000,5",
            "-5",
            "1e3",
            "12.3456",
            "1234.567",
            ".000",
            "99999999999999999999",
            "10.000 usd",
        ] {
            assert_eq!(Vnd::parse(text), Err(MoneyError::NotAnAmount), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read(n in any::<u64>(), s in any::<String>()) {
            prop_assert_eq!(Vnd::parse(&Vnd(n).to_string()), Ok(Vnd(n)));
            prop_assert_eq!(Vnd::parse(&Vnd(u64::MAX - n % 1000).to_string()), Ok(Vnd(u64::MAX - n % 1000)));
            let _ = Vnd::parse(&s);
        }
    }
}
