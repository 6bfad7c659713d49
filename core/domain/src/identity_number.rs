//! Personal identity numbers (số định danh cá nhân): `PPP G YY NNNNNN` (TT 07/2016/TT-BCA). No check digit is published,
//! so none is checked. The place is where the *birth was registered*: not the residence, and kept for life across
//! mergers of provinces. Foreigners have another form and do not belong here.

use std::fmt;
use zeroize::Zeroize;

/// Why a number was refused. The number itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityNumberError {
    /// Not twelve digits long.
    #[error("an identity number has twelve digits")]
    Length,
    /// Something other than digits.
    #[error("an identity number has digits only")]
    Digits,
    /// No place of birth registration has these first three digits.
    #[error("unknown place of birth registration")]
    Place,
    /// The number tells another year of birth.
    #[error("the number and the year of birth do not agree")]
    BirthYear,
}

crate::error_codes! { IdentityNumberError {
    Length => "identity_number.length", Expected, Refused;
    Digits => "identity_number.digits", Expected, Refused;
    Place => "identity_number.place", Expected, Refused;
    BirthYear => "identity_number.birth_year", Expected, Refused;
}}

/// Sex as the fourth digit tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// Where the birth was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthPlace {
    /// A province of the time, by its name then.
    Province(&'static str),
    /// A country; the list is not public, so only its code (100–999).
    Country(u16),
}

/// A number that follows the rules. `Display` and `Debug` show the last four digits only; the memory is wiped.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityNumber([u8; 12]);

impl IdentityNumber {
    /// Reads twelve digits; spaces and dots between them are left out.
    ///
    /// # Errors
    /// See [`IdentityNumberError`].
    pub fn parse(text: &str) -> Result<Self, IdentityNumberError> {
        let mut digits = [0u8; 12];
        let mut at = 0;
        for c in text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '\u{00A0}'))
        {
            let digit = c.to_digit(10).ok_or(IdentityNumberError::Digits)?;
            let place = digits.get_mut(at).ok_or(IdentityNumberError::Length)?;
            *place = u8::try_from(digit).map_err(|_| IdentityNumberError::Digits)?;
            at += 1;
        }
        if at != digits.len() {
            return Err(IdentityNumberError::Length);
        }
        let number = Self(digits);
        match number.place_code() {
            100.. => Ok(number),
            code if province(code).is_some() => Ok(number),
            _ => Err(IdentityNumberError::Place),
        }
    }

    /// Where the birth was registered.
    pub fn birth_place(&self) -> BirthPlace {
        let code = self.place_code();
        province(code).map_or(BirthPlace::Country(code), BirthPlace::Province)
    }

    /// Sex by the fourth digit: even is male.
    pub const fn sex(&self) -> Sex {
        let [_, _, _, g, ..] = self.0;
        if g % 2 == 0 { Sex::Male } else { Sex::Female }
    }

    /// Year of birth: 1900–1999 for 0 and 1, 2000–2099 for 2 and 3, up to 2399.
    pub fn birth_year(&self) -> i32 {
        let [_, _, _, g, tens, ones, ..] = self.0;
        1900 + 100 * i32::from(g / 2) + 10 * i32::from(tens) + i32::from(ones)
    }

    /// Holds the number against a year of birth read elsewhere.
    ///
    /// # Errors
    /// [`IdentityNumberError::BirthYear`] when they do not agree.
    pub fn check_birth_year(&self, year: i32) -> Result<(), IdentityNumberError> {
        if self.birth_year() == year {
            Ok(())
        } else {
            Err(IdentityNumberError::BirthYear)
        }
    }

    /// The last four digits: all that a screen shows.
    pub fn last_four(&self) -> String {
        let [.., a, b, c, d] = self.0;
        format!("{a}{b}{c}{d}")
    }

    /// The whole number, for the one form that needs it.
    pub fn reveal(&self) -> String {
        self.0.iter().map(|d| char::from(b'0' + d)).collect()
    }

    fn place_code(&self) -> u16 {
        let [a, b, c, ..] = self.0;
        100 * u16::from(a) + 10 * u16::from(b) + u16::from(c)
    }
}

impl Drop for IdentityNumber {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…{}", self.last_four())
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityNumber(…{})", self.last_four())
    }
}

fn province(code: u16) -> Option<&'static str> {
    PROVINCES
        .binary_search_by_key(&code, |(c, _)| *c)
        .ok()
        .and_then(|at| PROVINCES.get(at))
        .map(|(_, n)| *n)
}

/// The 63 provinces of the list in TT 07/2016/TT-BCA, by code. None of the codes was used again after the mergers.
const PROVINCES: [(u16, &str); 63] = [
    (1, "Hà Nội"),
    (2, "Hà Giang"),
    (4, "Cao Bằng"),
    (6, "Bắc Kạn"),
    (8, "Tuyên Quang"),
    (10, "Lào Cai"),
    (11, "Điện Biên"),
    (12, "Lai Châu"),
    (14, "Sơn La"),
    (15, "Yên Bái"),
    (17, "Hòa Bình"),
    (19, "Thái Nguyên"),
    (20, "Lạng Sơn"),
    (22, "Quảng Ninh"),
    (24, "Bắc Giang"),
    (25, "Phú Thọ"),
    (26, "Vĩnh Phúc"),
    (27, "Bắc Ninh"),
    (30, "Hải Dương"),
    (31, "Hải Phòng"),
    (33, "Hưng Yên"),
    (34, "Thái Bình"),
    (35, "Hà Nam"),
    (36, "Nam Định"),
    (37, "Ninh Bình"),
    (38, "Thanh Hóa"),
    (40, "Nghệ An"),
    (42, "Hà Tĩnh"),
    (44, "Quảng Bình"),
    (45, "Quảng Trị"),
    (46, "Thừa Thiên Huế"),
    (48, "Đà Nẵng"),
    (49, "Quảng Nam"),
    (51, "Quảng Ngãi"),
    (52, "Bình Định"),
    (54, "Phú Yên"),
    (56, "Khánh Hòa"),
    (58, "Ninh Thuận"),
    (60, "Bình Thuận"),
    (62, "Kon Tum"),
    (64, "Gia Lai"),
    (66, "Đắk Lắk"),
    (67, "Đắk Nông"),
    (68, "Lâm Đồng"),
    (70, "Bình Phước"),
    (72, "Tây Ninh"),
    (74, "Bình Dương"),
    (75, "Đồng Nai"),
    (77, "Bà Rịa–Vũng Tàu"),
    (79, "TP. Hồ Chí Minh"),
    (80, "Long An"),
    (82, "Tiền Giang"),
    (83, "Bến Tre"),
    (84, "Trà Vinh"),
    (86, "Vĩnh Long"),
    (87, "Đồng Tháp"),
    (89, "An Giang"),
    (91, "Kiên Giang"),
    (92, "Cần Thơ"),
    (93, "Hậu Giang"),
    (94, "Sóc Trăng"),
    (95, "Bạc Liêu"),
    (96, "Cà Mau"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_the_digits_tell() {
        for (text, place, sex, year) in [
            ("074190001234", "Bình Dương", Sex::Female, 1990),
            ("052 0 75 001234", "Bình Định", Sex::Male, 1975),
            ("082.305.001.234", "Tiền Giang", Sex::Female, 2005),
            ("001212000001", "Hà Nội", Sex::Male, 2012),
        ] {
            let number = IdentityNumber::parse(text).unwrap();
            assert_eq!(number.birth_place(), BirthPlace::Province(place));
            assert_eq!((number.sex(), number.birth_year()), (sex, year));
        }
        let abroad = IdentityNumber::parse("100190001234").unwrap();
        assert_eq!(abroad.birth_place(), BirthPlace::Country(100));
    }

    #[test]
    fn century_and_sex_of_every_fourth_digit() {
        for (g, century) in [
            (0, 1900),
            (1, 1900),
            (2, 2000),
            (3, 2000),
            (4, 2100),
            (5, 2100),
            (6, 2200),
            (7, 2200),
            (8, 2300),
            (9, 2300),
        ] {
            let number = IdentityNumber::parse(&format!("001{g}42000001")).unwrap();
            assert_eq!(number.birth_year(), century + 42);
            assert_eq!(number.sex(), if g % 2 == 0 { Sex::Male } else { Sex::Female });
        }
    }

    #[test]
    fn every_province_is_known_and_nothing_between() {
        assert!(PROVINCES.is_sorted_by(|a, b| a.0 < b.0));
        let known: Vec<u16> = (0..100)
            .filter(|p| IdentityNumber::parse(&format!("{p:03}190001234")).is_ok())
            .collect();
        assert_eq!(known, PROVINCES.map(|(code, _)| code));
        for (code, name) in PROVINCES {
            let number = IdentityNumber::parse(&format!("{code:03}190001234")).unwrap();
            assert_eq!(number.birth_place(), BirthPlace::Province(name));
        }
    }

    #[test]
    fn wrong_numbers_are_refused_with_the_reason() {
        for (text, error) in [
            ("", IdentityNumberError::Length),
            ("07419000123", IdentityNumberError::Length),
            ("0741900012345", IdentityNumberError::Length),
            ("07419000123a", IdentityNumberError::Digits),
            ("٠٧٤١٩٠٠٠١٢٣٤", IdentityNumberError::Digits),
            ("000190001234", IdentityNumberError::Place),
            ("003190001234", IdentityNumberError::Place),
            ("097190001234", IdentityNumberError::Place),
        ] {
            assert_eq!(IdentityNumber::parse(text).unwrap_err(), error, "{text}");
        }
        let number = IdentityNumber::parse("074190001234").unwrap();
        assert_eq!(number.check_birth_year(1990), Ok(()));
        assert_eq!(number.check_birth_year(1991), Err(IdentityNumberError::BirthYear));
    }

    #[test]
    fn only_the_last_four_digits_are_ever_shown() {
        let number = IdentityNumber::parse("074190001234").unwrap();
        assert_eq!(number.to_string(), "…1234");
        assert_eq!(format!("{number:?}"), "IdentityNumber(…1234)");
        assert_eq!(number.reveal(), "074190001234");
    }

    proptest! {
        #[test]
        fn parsing_never_panics(s in any::<String>(), n in "[0-9]{12}") {
            let _ = IdentityNumber::parse(&s);
            if let Ok(number) = IdentityNumber::parse(&n) {
                prop_assert_eq!(number.reveal(), n);
            }
        }
    }
}
