use crate::message::{Lang, Text, text};

/// A whole number: `1.159` in Vietnamese, `1,159` in English.
pub fn integer(lang: Lang, value: i64) -> String {
    decimal(lang, value, 0)
}

/// `value` × 10⁻ᵖˡᵃᶜᵉˢ without floats: `decimal(Lang::Vi, 9850, 2)` is `98,50`.
pub fn decimal(lang: Lang, value: i64, places: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(lang, value.unsigned_abs(), places))
}

/// The same of what may be larger than a signed number: an amount of money.
pub(crate) fn natural(lang: Lang, value: u64) -> String {
    grouped(lang, value, 0)
}

fn grouped(lang: Lang, value: u64, places: u8) -> String {
    let (group, point) = match lang {
        Lang::Vi | Lang::ViTo(_) => ('.', ','),
        Lang::En => (',', '.'),
    };
    let places = usize::from(places.min(18));
    let digits = format!("{value:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if places > 0 {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A share in tenths of a percent: `percent(Lang::Vi, 985)` is `98,5%`; a zero after the point is left out.
pub fn percent(lang: Lang, tenths: i64) -> Text {
    let value = if tenths % 10 == 0 {
        integer(lang, tenths / 10)
    } else {
        decimal(lang, tenths, 1)
    };
    text(lang, "human.percent", &[("n", &value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_points_of_each_language() {
        for (value, places, vi, en) in [
            (0, 0, "0", "0"),
            (999, 0, "999", "999"),
            (1159, 0, "1.159", "1,159"),
            (-1_234_567, 0, "-1.234.567", "-1,234,567"),
            (985, 1, "98,5", "98.5"),
            (5, 2, "0,05", "0.05"),
            (-5, 2, "-0,05", "-0.05"),
            (123_456_789, 3, "123.456,789", "123,456.789"),
            (
                i64::MIN,
                0,
                "-9.223.372.036.854.775.808",
                "-9,223,372,036,854,775,808",
            ),
        ] {
            assert_eq!(decimal(Lang::Vi, value, places), vi);
            assert_eq!(decimal(Lang::En, value, places), en);
        }
        assert_eq!(percent(Lang::Vi, 985).display, "98,5%");
        assert_eq!(percent(Lang::Vi, 985).spoken, "98,5 phần trăm");
        assert_eq!(percent(Lang::En, 1000).display, "100%");
    }
}
