//! Telephone numbers: E.164, with the mobile renumbering of 15 September 2018.

/// Why a number was refused. The number itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Letters or signs that numbers do not have, or nothing at all.
    #[error("not a telephone number")]
    NotANumber,
    /// Digits, but of no kind of number in use.
    #[error("no telephone number has these digits")]
    Unknown,
}

crate::error_codes! { PhoneError {
    NotANumber => "phone.not_a_number", Expected, Refused;
    Unknown => "phone.unknown", Expected, Refused;
}}

/// What a number reaches. Numbers are portable: nothing here tells the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// A mobile phone.
    Mobile,
    /// A landline (02 and area).
    Landline,
    /// A short or service number, dialled as it stands (1022, 113, 1900 …).
    Short,
}

/// A telephone number that can be dialled.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Digits after `+84`, or the whole short number.
    digits: String,
    kind: PhoneKind,
}

/// Longest input looked at.
const MAX_BYTES: usize = 40;

impl Phone {
    /// Reads a number as people write it: with spaces, dots, hyphens or brackets; national, `+84`, `84` or `0084`.
    /// An 11-digit mobile number from before 2018 is turned into today's.
    ///
    /// # Errors
    /// See [`PhoneError`].
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.len() > MAX_BYTES {
            return Err(PhoneError::NotANumber);
        }
        let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
        let mut digits = String::with_capacity(rest.len());
        for c in rest.chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '.' | '-' | '(' | ')' | '\u{00A0}' => {}
                _ => return Err(PhoneError::NotANumber),
            }
        }
        if digits.is_empty() {
            return Err(PhoneError::NotANumber);
        }
        if plus {
            return digits
                .strip_prefix("84")
                .and_then(national)
                .ok_or(PhoneError::Unknown);
        }
        if let Some(found) = ["0084", "0", "84"]
            .iter()
            .find_map(|p| digits.strip_prefix(p).and_then(national))
        {
            return Ok(found);
        }
        if is_short(&digits) {
            return Ok(Self {
                digits,
                kind: PhoneKind::Short,
            });
        }
        Err(PhoneError::Unknown)
    }

    /// What it reaches.
    pub const fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// `+84912345678`; a short number as it stands.
    pub fn e164(&self) -> String {
        match self.kind {
            PhoneKind::Short => self.digits.clone(),
            PhoneKind::Mobile | PhoneKind::Landline => format!("+84{}", self.digits),
        }
    }

    /// As dialled in the country: `0912345678`.
    pub fn national(&self) -> String {
        match self.kind {
            PhoneKind::Short => self.digits.clone(),
            PhoneKind::Mobile | PhoneKind::Landline => format!("0{}", self.digits),
        }
    }

    /// For eyes, in groups: `0912 345 678`.
    pub fn display(&self) -> String {
        let digits = self.national();
        let breaks: &[usize] = match self.kind {
            PhoneKind::Mobile => &[4, 7],
            PhoneKind::Landline => &[4, 8],
            PhoneKind::Short => &[4],
        };
        let mut out = String::with_capacity(digits.len() + 2);
        for (i, digit) in digits.chars().enumerate() {
            if breaks.contains(&i) {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }

    /// For ears: digit by digit.
    pub fn spoken(&self) -> String {
        let digits: Vec<String> = self.national().chars().map(String::from).collect();
        digits.join(" ")
    }
}

/// Only the kind: a number is personal.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone({:?}, …)", self.kind)
    }
}

/// What stands after the trunk `0` or the country code.
fn national(digits: &str) -> Option<Phone> {
    let of = |kind, digits: String| Some(Phone { digits, kind });
    match (digits.len(), digits.chars().next()?) {
        (9, '3' | '5' | '7' | '8' | '9') => of(PhoneKind::Mobile, digits.to_owned()),
        (10, '1') => of(PhoneKind::Mobile, renumbered(digits)?),
        (10, '2') => of(PhoneKind::Landline, digits.to_owned()),
        _ => None,
    }
}

/// The change of 15 September 2018 from eleven to ten digits, prefixes without their trunk zero.
const RENUMBERED: [(&str, &str); 21] = [
    // MobiFone
    ("120", "70"),
    ("121", "79"),
    ("122", "77"),
    ("126", "76"),
    ("128", "78"),
    // VinaPhone
    ("123", "83"),
    ("124", "84"),
    ("125", "85"),
    ("127", "81"),
    ("129", "82"),
    // Viettel
    ("162", "32"),
    ("163", "33"),
    ("164", "34"),
    ("165", "35"),
    ("166", "36"),
    ("167", "37"),
    ("168", "38"),
    ("169", "39"),
    // Vietnamobile
    ("186", "56"),
    ("188", "58"),
    // Gmobile
    ("199", "59"),
];

fn renumbered(digits: &str) -> Option<String> {
    RENUMBERED
        .iter()
        .find_map(|(old, new)| digits.strip_prefix(old).map(|rest| format!("{new}{rest}")))
}

/// Three or four digits from 1 on (113, 1022), and the service numbers 1800… and 1900….
fn is_short(digits: &str) -> bool {
    match digits.len() {
        3 | 4 => digits.starts_with('1'),
        8 | 10 => digits.starts_with("1800") || digits.starts_with("1900"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_to_write_a_number() {
        for (text, e164, kind) in [
            ("0912 345 678", "+84912345678", PhoneKind::Mobile),
            ("+84912345678", "+84912345678", PhoneKind::Mobile),
            ("84912345678", "+84912345678", PhoneKind::Mobile),
            ("0084912345678", "+84912345678", PhoneKind::Mobile),
            ("0912.345.678", "+84912345678", PhoneKind::Mobile),
            ("0912\u{00A0}345\u{00A0}678", "+84912345678", PhoneKind::Mobile),
            ("01691234567", "+84391234567", PhoneKind::Mobile),
            ("+841691234567", "+84391234567", PhoneKind::Mobile),
            ("(0274) 3822 111", "+842743822111", PhoneKind::Landline),
            ("0256 3822 111", "+842563822111", PhoneKind::Landline),
            ("+84 273 3822 111", "+842733822111", PhoneKind::Landline),
            ("1022", "1022", PhoneKind::Short),
            ("113", "113", PhoneKind::Short),
            ("1900 1234", "19001234", PhoneKind::Short),
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!((phone.e164().as_str(), phone.kind()), (e164, kind), "{text}");
            assert_eq!(Phone::parse(&phone.display()).unwrap(), phone);
            assert_eq!(Phone::parse(&phone.e164()).unwrap(), phone);
        }
    }

    #[test]
    fn the_renumbering_of_2018() {
        for (old, new) in [
            ("0120", "070"),
            ("0121", "079"),
            ("0122", "077"),
            ("0126", "076"),
            ("0128", "078"),
            ("0123", "083"),
            ("0124", "084"),
            ("0125", "085"),
            ("0127", "081"),
            ("0129", "082"),
            ("0162", "032"),
            ("0163", "033"),
            ("0164", "034"),
            ("0165", "035"),
            ("0166", "036"),
            ("0167", "037"),
            ("0168", "038"),
            ("0169", "039"),
            ("0186", "056"),
            ("0188", "058"),
            ("0199", "059"),
        ] {
            assert_eq!(
                Phone::parse(&format!("{old}1234567")).unwrap().national(),
                format!("{new}1234567")
            );
        }
        assert_eq!(Phone::parse("01101234567"), Err(PhoneError::Unknown));
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for (text, error) in [
            ("0123456789", PhoneError::Unknown),
            ("0412345678", PhoneError::Unknown),
            ("091234567", PhoneError::Unknown),
            ("09123456789", PhoneError::Unknown),
            ("+1 202 555 0100", PhoneError::Unknown),
            ("+1022", PhoneError::Unknown),
            ("0274382111", PhoneError::Unknown),
            ("", PhoneError::NotANumber),
            ("++84912345678", PhoneError::NotANumber),
            ("0912 34x 678", PhoneError::NotANumber),
            ("٠٩١٢٣٤٥٦٧٨", PhoneError::NotANumber),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn shown_in_groups_and_said_digit_by_digit() {
        let phone = Phone::parse("+84912345678").unwrap();
        assert_eq!(phone.display(), "0912 345 678");
        assert_eq!(phone.spoken(), "0 9 1 2 3 4 5 6 7 8");
        assert_eq!(Phone::parse("02743822111").unwrap().display(), "0274 3822 111");
        assert!(!format!("{phone:?}").contains("912"));
    }

    proptest! {
        #[test]
        fn parsing_never_panics(s in any::<String>(), n in "[0-9+ ]{0,16}") {
            let _ = Phone::parse(&s);
            if let Ok(phone) = Phone::parse(&n) {
                prop_assert_eq!(Phone::parse(&phone.e164()), Ok(phone));
            }
        }
    }
}
