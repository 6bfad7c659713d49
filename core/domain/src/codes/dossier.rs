use super::{CodeError, grammar};
use crate::pack::Agency;
use crate::time::iso_date;
use serde::Serialize;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use time::{Date, Month, macros::date};

/// First day on which centralised national services gave codes of shape C (TT 04/2025/TT-VPCP).
const SHAPE_C_FROM: Date = date!(2026 - 01 - 25);

/// How a dossier code is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// `000.00.12.H09-230110-0001` (TT 01/2018/TT-VPCP Art. 19).
    A,
    /// `H09.12-230110-0001` (TT 03/2025/TT-VPCP Art. 13.1–2); also with a date of eight digits, as vendors do.
    B,
    /// `H55.242.00-260310-090001`, from a centralised national service (Art. 13.3): two digits of the system's
    /// owner stand before the number.
    C,
    /// Anything else that can be a code: police, land, tax, insurance, vendors.
    Opaque,
}

/// What to tell a person about a code that is kept nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeWarning {
    /// Built like a code of shape A or B, but the date does not exist.
    InvalidDate,
    /// Not a shape that this program knows.
    UnrecognisedIssuer,
}

impl CodeWarning {
    /// Id of the sentence that explains it.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::InvalidDate => "code.warning.invalid_date",
            Self::UnrecognisedIssuer => "code.warning.unrecognised_issuer",
        }
    }
}

/// A dossier code. Compared, ordered and hashed by `normalized`; `raw` is kept as it came and is what a server
/// gets. Says nothing about which agency is responsible *today*: agencies have merged.
///
/// Serialises as the object of `citizen code`.
#[derive(Clone, Serialize)]
pub struct DossierCode {
    /// Exactly as it was typed, scanned or received.
    pub raw: String,
    /// ASCII, upper case, without spaces; normalising it again changes nothing.
    pub normalized: String,
    /// How it is built.
    pub shape: Shape,
    /// Groups of the agency identifier in printed order; empty when opaque.
    pub agency: Vec<String>,
    /// Level-1 agency code, for example `H09`.
    pub level1: Option<String>,
    /// Day of reception as the code tells it.
    #[serde(with = "iso_date::option")]
    pub received_on: Option<Date>,
    /// Number of the day as printed, leading zeros kept; in shape C without the owner's two digits.
    pub sequence: Option<String>,
    /// In shape C: the two digits of the centralised system's owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What to tell the person.
    pub warnings: Vec<CodeWarning>,
}

impl DossierCode {
    /// Reads a code. Shape C cannot be told from B without a registry: see [`DossierCode::with_registry`].
    ///
    /// # Errors
    /// Too short, too long, or characters that no code has.
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let normalized = grammar::normalize(raw)?;
        if !normalized
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/' | b'_'))
        {
            return Err(CodeError::BadCharacter);
        }
        // Up to five digits alone are the number of a day, which every office gives each day.
        if normalized.len() < 4 || grammar::digits(&normalized, 0, 5) {
            return Err(CodeError::TooShort);
        }
        if normalized.len() > 64 {
            return Err(CodeError::TooLong);
        }
        let mut code = Self {
            raw: raw.to_owned(),
            normalized,
            shape: Shape::Opaque,
            agency: Vec::new(),
            level1: None,
            received_on: None,
            sequence: None,
            owner: None,
            warnings: Vec::new(),
        };
        code.recognise();
        Ok(code)
    }

    /// Reads a code, and splits shape C when `registry` says that the issuer is centralised.
    ///
    /// # Errors
    /// As [`DossierCode::parse`].
    pub fn parse_with(raw: &str, registry: &[Agency]) -> Result<Self, CodeError> {
        Self::parse(raw).map(|code| code.with_registry(registry))
    }

    /// Whether a text is a code of shape A or B: enough to treat it as one without asking.
    pub fn looks_like(text: &str) -> bool {
        Self::parse(text).is_ok_and(|code| code.shape != Shape::Opaque)
    }

    /// Turns B into C when `registry` knows the code's agency as one of a centralised system.
    #[must_use]
    pub fn with_registry(mut self, registry: &[Agency]) -> Self {
        let built_like_c = self.shape == Shape::B
            && matches!(self.agency.as_slice(), [_, y, z] if y.len() == 3 && z.len() == 2)
            && self.received_on.is_some_and(|day| day >= SHAPE_C_FROM)
            && self.normalized.split('-').nth(1).is_some_and(|d| d.len() == 6);
        if !built_like_c {
            return self;
        }
        let id = self.agency.join(".");
        let owner = registry
            .iter()
            .filter(|agency| agency.id.eq_ignore_ascii_case(&id))
            .find_map(|agency| agency.centralised.as_deref());
        if let (Some(owner), Some(sequence)) = (owner, &self.sequence)
            && let Some(number) = sequence.strip_prefix(owner)
            && owner.len() == 2
            && number.len() >= 4
        {
            self.sequence = Some(number.to_owned());
            self.owner = Some(owner.to_owned());
            self.shape = Shape::C;
        }
        self
    }

    /// The number of the day, without leading zeros.
    pub fn number(&self) -> Option<u64> {
        self.sequence.as_deref()?.parse().ok()
    }

    /// The agency identifier as printed, for example `000.00.12.H09`.
    pub fn agency_id(&self) -> Option<String> {
        (!self.agency.is_empty()).then(|| self.agency.join("."))
    }

    fn recognise(&mut self) {
        let parts: Vec<&str> = self.normalized.split('-').collect();
        let [agency, day, sequence] = parts.as_slice() else {
            return self.warnings.push(CodeWarning::UnrecognisedIssuer);
        };
        let groups: Vec<&str> = agency.split('.').collect();
        let is_a =
            grammar::legacy_agency(&groups) && grammar::digits(day, 6, 6) && grammar::digits(sequence, 4, 8);
        let is_b = grammar::current_agency(&groups)
            && (grammar::digits(day, 6, 6) || grammar::digits(day, 8, 8))
            && grammar::digits(sequence, 4, 12);
        if !is_a && !is_b {
            return self.warnings.push(CodeWarning::UnrecognisedIssuer);
        }
        let Some(received_on) = reception_day(day) else {
            return self.warnings.push(CodeWarning::InvalidDate);
        };
        let level1 = if is_a { groups.last() } else { groups.first() };
        self.shape = if is_a { Shape::A } else { Shape::B };
        self.level1 = level1.map(|s| (*s).to_owned());
        self.received_on = Some(received_on);
        self.sequence = Some((*sequence).to_owned());
        self.agency = groups.into_iter().map(str::to_owned).collect();
    }
}

/// `YYMMDD` in this century, or `yyyyMMdd` from 2015 to 2099.
fn reception_day(digits: &str) -> Option<Date> {
    let number: i32 = digits.parse().ok()?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let year = if digits.len() == 6 { 2000 + year } else { year };
    if digits.len() == 8 && !(2015..=2099).contains(&year) {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

impl PartialEq for DossierCode {
    fn eq(&self, other: &Self) -> bool {
        self.normalized == other.normalized
    }
}

impl Eq for DossierCode {}

impl PartialOrd for DossierCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DossierCode {
    fn cmp(&self, other: &Self) -> Ordering {
        self.normalized.cmp(&other.normalized)
    }
}

impl Hash for DossierCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normalized.hash(state);
    }
}

/// A code leads to a person: only its shape is shown.
impl std::fmt::Debug for DossierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DossierCode")
            .field("shape", &self.shape)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}
