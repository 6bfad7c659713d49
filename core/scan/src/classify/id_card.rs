use crate::Warning;
use citizen_domain::identity_number::{IdentityNumber, IdentityNumberError, Sex};
use citizen_domain::names::{self, NameMatch};
use citizen_domain::text;
use std::fmt;
use time::{Date, Month, macros::date};
use zeroize::Zeroizing;

/// First day on which cards were issued as Căn cước (Luật Căn cước 26/2023/QH15).
const CAN_CUOC_FROM: Date = date!(2024 - 07 - 01);

/// Which card it is, from the day of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// Căn cước công dân with a chip, until 30 June 2024.
    Cccd,
    /// Căn cước, from 1 July 2024.
    CanCuoc,
}

impl CardKind {
    /// `cccd` or `can_cuoc`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cccd => "cccd",
            Self::CanCuoc => "can_cuoc",
        }
    }
}

/// Why a payload is no identity card. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdCardError {
    /// Not built like a card at all.
    #[error("not an identity card")]
    NotACard,
    /// Not 7 to 16 fields, or one that every card has is missing.
    #[error("fields are missing")]
    Fields,
    /// Not twelve digits, or an unknown place of birth registration.
    #[error("the number is not an identity number")]
    Number,
    /// A date that does not exist.
    #[error("a date does not exist")]
    Date,
    /// Number and date of birth contradict each other.
    #[error("number and date of birth contradict each other")]
    BirthYear,
}

/// An identity card as its QR tells it (D§6.1–6.2): an aid for filling in a form, proof of nothing. Lives in memory only,
/// is wiped when dropped, cannot be serialised, and `Debug` shows nothing. Parents' names are dropped while reading.
pub struct IdCard {
    number: IdentityNumber,
    old_number: Option<Zeroizing<String>>,
    name: Zeroizing<String>,
    born: Date,
    sex: Sex,
    residence: Zeroizing<String>,
    issued: Date,
    extra: Vec<Zeroizing<String>>,
    warnings: Vec<Warning>,
}

impl IdCard {
    /// Reads `number|old number|name|born|sex|residence|issued|…`. Where the order is another, the fields are found by
    /// what they look like, and a warning says so.
    ///
    /// # Errors
    /// [`IdCardError::NotACard`] for anything that does not look like a card; the others say what contradicts.
    pub fn parse(payload: &str) -> Result<Self, IdCardError> {
        if payload.len() > super::MAX_PAYLOAD || !payload.contains('|') {
            return Err(IdCardError::NotACard);
        }
        let value =
            Zeroizing::new(text::clean(payload, super::MAX_PAYLOAD).map_err(|_| IdCardError::NotACard)?);
        let fields: Vec<&str> = value.split('|').map(str::trim).collect();
        let dates = fields.iter().filter(|field| digits(field, 8)).count();
        let number_first = fields.first().is_some_and(|field| digits(field, 12));
        if fields.len() < 5 || (!number_first && dates == 0) {
            return Err(IdCardError::NotACard);
        }
        if !(7..=16).contains(&fields.len()) {
            return Err(IdCardError::Fields);
        }
        let (parts, mut warnings) = match by_position(&fields) {
            Some(parts) => (parts, Vec::new()),
            None => (by_type(&fields)?, vec![Warning::UnusualFieldOrder]),
        };
        let number = IdentityNumber::parse(parts.number).map_err(|error| match error {
            IdentityNumberError::BirthYear => IdCardError::BirthYear,
            _ => IdCardError::Number,
        })?;
        number
            .check_birth_year(parts.born.year())
            .map_err(|_| IdCardError::BirthYear)?;
        if number.sex() != parts.sex {
            warnings.push(Warning::SexMismatch);
        }
        let own = |text: &str| Zeroizing::new(text.to_owned());
        Ok(Self {
            number,
            old_number: (!parts.old_number.is_empty()).then(|| own(parts.old_number)),
            name: own(parts.name),
            born: parts.born,
            sex: parts.sex,
            residence: own(parts.residence),
            issued: parts.issued,
            // Names among the further fields are those of the parents (cards of children under 14).
            extra: parts
                .extra
                .into_iter()
                .filter(|f| !f.is_empty() && !is_name(f))
                .map(own)
                .collect(),
            warnings,
        })
    }

    /// Which card.
    pub fn kind(&self) -> CardKind {
        if self.issued >= CAN_CUOC_FROM {
            CardKind::CanCuoc
        } else {
            CardKind::Cccd
        }
    }

    /// Last four digits: all that a screen shows of the number.
    pub fn last_four(&self) -> String {
        self.number.last_four()
    }

    /// The number, for the form that needs it.
    pub const fn number(&self) -> &IdentityNumber {
        &self.number
    }

    /// The old CMND number, where the card tells one.
    pub fn old_number(&self) -> Option<&str> {
        self.old_number.as_deref().map(String::as_str)
    }

    /// Full name, NFC, as on the card.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Date of birth.
    pub const fn born(&self) -> Date {
        self.born
    }

    /// Sex as the card's text tells it.
    pub const fn sex(&self) -> Sex {
        self.sex
    }

    /// Residence as printed: often with districts and provinces that no longer exist.
    pub fn residence(&self) -> &str {
        &self.residence
    }

    /// Day of issue.
    pub const fn issued(&self) -> Date {
        self.issued
    }

    /// Further fields, uninterpreted: their meaning was not verified. Parents' names are not among them.
    pub fn extra(&self) -> impl Iterator<Item = &str> {
        self.extra.iter().map(|field| field.as_str())
    }

    /// What to tell the person.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How well the card's name agrees with one typed elsewhere.
    pub fn compare_name(&self, other: &str) -> NameMatch {
        names::compare(&self.name, other)
    }
}

impl fmt::Debug for IdCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdCard(…)")
    }
}

struct Parts<'a> {
    number: &'a str,
    old_number: &'a str,
    name: &'a str,
    born: Date,
    sex: Sex,
    residence: &'a str,
    issued: Date,
    extra: Vec<&'a str>,
}

fn by_position<'a>(fields: &[&'a str]) -> Option<Parts<'a>> {
    let [number, old_number, name, born, sex, residence, issued, extra @ ..] = fields else {
        return None;
    };
    (digits(number, 12) && is_name(name)).then_some(())?;
    Some(Parts {
        number,
        old_number,
        name,
        born: date(born)?,
        sex: sex_of(sex)?,
        residence,
        issued: date(issued)?,
        extra: extra.to_vec(),
    })
}

/// The number has twelve digits, the earlier date is the birth and the later one the issue, the first name is the holder's,
/// the residence has commas.
fn by_type<'a>(fields: &[&'a str]) -> Result<Parts<'a>, IdCardError> {
    let mut left: Vec<&'a str> = fields.to_vec();
    let mut take = |wanted: &dyn Fn(&str) -> bool| {
        let at = left.iter().position(|field| wanted(field))?;
        Some(left.remove(at))
    };
    let number = take(&|f| digits(f, 12)).ok_or(IdCardError::Number)?;
    let first = take(&|f| date(f).is_some()).ok_or(IdCardError::Date)?;
    let second = take(&|f| date(f).is_some()).ok_or(IdCardError::Date)?;
    let sex = take(&|f| sex_of(f).is_some())
        .and_then(sex_of)
        .ok_or(IdCardError::Fields)?;
    let name = take(&is_name).ok_or(IdCardError::Fields)?;
    let residence = take(&|f| f.contains(',')).unwrap_or_default();
    let old_number = take(&|f| digits(f, 9)).unwrap_or_default();
    let (first, second) = (
        date(first).ok_or(IdCardError::Date)?,
        date(second).ok_or(IdCardError::Date)?,
    );
    Ok(Parts {
        number,
        old_number,
        name,
        born: first.min(second),
        sex,
        residence,
        issued: first.max(second),
        extra: left,
    })
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// `ddMMyyyy`.
fn date(text: &str) -> Option<Date> {
    if !digits(text, 8) {
        return None;
    }
    let part = |at: std::ops::Range<usize>| text.get(at)?.parse::<u16>().ok();
    let (day, month, year) = (part(0..2)?, part(2..4)?, part(4..8)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    (1900..=2199).contains(&date.year()).then_some(date)
}

fn sex_of(text: &str) -> Option<Sex> {
    match text.to_lowercase().as_str() {
        "nam" => Some(Sex::Male),
        "nữ" => Some(Sex::Female),
        _ => None,
    }
}

/// Letters, spaces, apostrophes and hyphens, at least two words (the names of minorities have both).
fn is_name(text: &str) -> bool {
    let letters = text
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '.'));
    letters && text.split_whitespace().count() >= 2
}
