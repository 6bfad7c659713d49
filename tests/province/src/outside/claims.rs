//! A provider's claims and what they become here. The first claim that is there counts.
//!
//! | here | claims |
//! | --- | --- |
//! | id | `sub`, together with the issuer |
//! | display name | `name`, `HoVaTen`, `preferred_username` |
//! | identity number | `id_number`, `SoDinhDanh`; none when neither is there |
//! | account type | `account_type`; `LoaiTaiKhoan` ("1" citizen, "2" organisation, "3" foreigner); a tax or business number (`MaSoThue`, `MaSoDoanhNghiep`) makes an organisation, a passport (`HoChieu`) without an identity number a foreigner; else citizen |
//! | level | `acr`, `loAs`: `LoA1`, `LoA2`, or the number alone |
//! | age band | `age_band`; else reckoned from `birthdate` (`YYYY-MM-DD`) or `NgayThangNamSinh` (`yyyyMMdd`) |
//!
//! The national server's names are those seen in public integrations (D§7.3), not an official list. A birth date is read
//! for the age band and kept nowhere.

use crate::error::ApiError;
use citizen_domain::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// What a provider says about a person.
#[derive(Clone, Deserialize)]
pub(crate) struct Claims {
    pub(super) sub: String,
    name: Option<String>,
    #[serde(rename = "HoVaTen")]
    full_name: Option<String>,
    preferred_username: Option<String>,
    id_number: Option<String>,
    #[serde(rename = "SoDinhDanh")]
    national_number: Option<String>,
    account_type: Option<Value>,
    #[serde(rename = "LoaiTaiKhoan")]
    national_type: Option<Value>,
    #[serde(rename = "MaSoThue")]
    tax_code: Option<String>,
    #[serde(rename = "MaSoDoanhNghiep")]
    business_code: Option<String>,
    #[serde(rename = "HoChieu")]
    passport: Option<String>,
    acr: Option<String>,
    #[serde(rename = "loAs")]
    national_level: Option<Value>,
    age_band: Option<Value>,
    birthdate: Option<String>,
    #[serde(rename = "NgayThangNamSinh")]
    national_birthdate: Option<String>,
}

/// A person as the gateway keeps them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Subject at the provider.
    pub(crate) subject: String,
    /// Name; empty when the provider gives none.
    pub(crate) display_name: String,
    /// Identity number.
    pub(crate) id_number: Option<String>,
    /// `citizen`, `foreigner` or `organisation`.
    pub(crate) account_type: &'static str,
    /// Level of the electronic identity.
    pub(crate) level: Option<u8>,
    /// `adult`, `14-15`, `6-13` or `under-6`.
    pub(crate) age_band: Option<&'static str>,
}

impl Claims {
    /// Reads an answer with claims.
    pub(crate) fn read(body: &[u8]) -> Result<Self, ApiError> {
        citizen_proof::check_json(body).map_err(|_| ApiError::ProviderAway)?;
        serde_json::from_slice(body).map_err(|_| ApiError::ProviderAway)
    }

    /// Subject at the provider.
    pub(crate) fn sub(&self) -> &str {
        &self.sub
    }

    /// Whether they tell more than an id.
    pub(super) fn says_who(&self) -> bool {
        self.name.is_some() || self.full_name.is_some()
    }

    /// What they become here.
    ///
    /// # Errors
    /// [`ApiError::Unauthorized`] for claims that nobody can be.
    pub(crate) fn person(&self, now: Timestamp) -> Result<Person, ApiError> {
        let calm =
            |text: &str, most: usize| text.chars().count() <= most && !text.chars().any(char::is_control);
        if self.sub.is_empty() || !calm(&self.sub, 255) {
            return Err(ApiError::Unauthorized);
        }
        let name = first([&self.name, &self.full_name, &self.preferred_username]).unwrap_or_default();
        let number = first([&self.id_number, &self.national_number]);
        if !calm(&name, 200) || number.as_ref().is_some_and(|n| !is_number(n)) {
            return Err(ApiError::Unauthorized);
        }
        let account_type = self.account_type(number.is_some())?;
        Ok(Person {
            subject: self.sub.clone(),
            display_name: name,
            id_number: number,
            account_type,
            // An organisation has no level (ND 69/2024/NĐ-CP) and no age.
            level: self.level().filter(|_| account_type != "organisation"),
            age_band: self.age_band(now)?.filter(|_| account_type != "organisation"),
        })
    }

    fn account_type(&self, has_number: bool) -> Result<&'static str, ApiError> {
        // Another provider's own word for it says nothing here.
        let ours = ["citizen", "foreigner", "organisation"];
        let named = ours
            .into_iter()
            .find(|kind| self.account_type.as_ref().and_then(Value::as_str) == Some(*kind));
        if let Some(named) = named {
            return Ok(named);
        }
        match self.national_type.as_ref().map(text).as_deref() {
            Some("1") => return Ok("citizen"),
            Some("2") => return Ok("organisation"),
            Some("3") => return Ok("foreigner"),
            _ => {}
        }
        let organisation = first([&self.tax_code, &self.business_code, &None]).is_some();
        let foreigner = first([&self.passport, &None, &None]).is_some();
        Ok(match (has_number, organisation, foreigner) {
            (false, true, _) => "organisation",
            (false, false, true) => "foreigner",
            _ => "citizen",
        })
    }

    fn level(&self) -> Option<u8> {
        let national = self.national_level.as_ref().map(text);
        [self.acr.as_deref(), national.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|said| match said.strip_prefix("LoA").unwrap_or(said) {
                "1" => Some(1),
                "2" => Some(2),
                _ => None,
            })
    }

    fn age_band(&self, now: Timestamp) -> Result<Option<&'static str>, ApiError> {
        if let Some(band) = &self.age_band {
            return match band.as_str().unwrap_or_default() {
                "adult" => Ok(Some("adult")),
                "14-15" | "14_15" => Ok(Some("14-15")),
                "6-13" | "under-14" | "under_14" => Ok(Some("6-13")),
                "under-6" => Ok(Some("under-6")),
                // As the core: an age without a word here is held for a minor's who may sign in.
                _ => Ok(Some("14-15")),
            };
        }
        let born = first([&self.birthdate, &self.national_birthdate, &None]);
        Ok(born.and_then(|date| band(&date, now)))
    }
}

/// The first that says anything.
fn first<const N: usize>(all: [&Option<String>; N]) -> Option<String> {
    all.into_iter()
        .flatten()
        .map(|text| text.trim())
        .find(|text| !text.is_empty())
        .map(str::to_owned)
}

/// A number as text or as number: both were seen.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Twelve digits of a person, nine of an old card, ten or thirteen of an organisation, or a passport.
fn is_number(text: &str) -> bool {
    (6..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Age band on the day of `now` in Vietnam of somebody born on `date`; a year alone counts from its end.
fn band(date: &str, now: Timestamp) -> Option<&'static str> {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let (year, day) = match digits.len() {
        // Month and day unknown: the younger age, so that no child passes as grown up.
        4 => (digits.as_str(), "1231"),
        8 => digits.split_at_checked(4)?,
        _ => return None,
    };
    let (year, day): (i32, u32) = (year.parse().ok()?, day.parse().ok()?);
    let today = now.date();
    let this = u32::from(u8::from(today.month())) * 100 + u32::from(today.day());
    let age = today.year() - year - i32::from(this < day);
    Some(match age {
        ..6 => "under-6",
        6..14 => "6-13",
        14..16 => "14-15",
        16.. => "adult",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn now() -> Timestamp {
        Timestamp::parse("2026-11-25T10:00:00+07:00").unwrap()
    }

    fn person(mut claims: Value) -> Option<Person> {
        claims["sub"] = "s".into();
        let claims: Claims = serde_json::from_value(claims).unwrap();
        claims.person(now()).ok()
    }

    #[test]
    fn claims_become_a_person() {
        for (claims, name, number, kind, level, band) in [
            (json!({}), "", None, "citizen", None, None),
            (
                json!({"HoVaTen": "Nguyễn Văn Thử", "SoDinhDanh": "000000000001", "LoaiTaiKhoan": "1",
                       "NgayThangNamSinh": "19900102", "loAs": "2"}),
                "Nguyễn Văn Thử",
                Some("000000000001"),
                "citizen",
                Some(2),
                Some("adult"),
            ),
            (
                json!({"HoVaTen": "Công ty Thử", "LoaiTaiKhoan": 2, "MaSoThue": "0000000005", "loAs": 1}),
                "Công ty Thử",
                None,
                "organisation",
                None,
                None,
            ),
            (
                json!({"name": "Test Foreigner", "HoChieu": "X0000001", "acr": "LoA1"}),
                "Test Foreigner",
                None,
                "foreigner",
                Some(1),
                None,
            ),
            (
                json!({"name": "A", "account_type": "citizen", "acr": "urn:other", "age_band": "14_15"}),
                "A",
                None,
                "citizen",
                None,
                Some("14-15"),
            ),
            (
                json!({"name": "A", "account_type": "official", "age_band": "18+"}),
                "A",
                None,
                "citizen",
                None,
                Some("14-15"),
            ),
            (
                json!({"name": "A", "age_band": "under-14"}),
                "A",
                None,
                "citizen",
                None,
                Some("6-13"),
            ),
            (
                json!({"name": " ", "preferred_username": "thu", "birthdate": "2020-11-26"}),
                "thu",
                None,
                "citizen",
                None,
                Some("under-6"),
            ),
        ] {
            let got = person(claims.clone()).unwrap();
            let want = (name, number, kind, level, band);
            assert_eq!(
                (
                    got.display_name.as_str(),
                    got.id_number.as_deref(),
                    got.account_type,
                    got.level,
                    got.age_band
                ),
                want,
                "{claims}"
            );
        }
    }

    #[test]
    fn claims_that_nobody_can_be_are_refused() {
        for claims in [
            json!({"name": "a\u{7}b"}),
            json!({"name": "x".repeat(201)}),
            json!({"id_number": "12 34"}),
        ] {
            assert!(person(claims.clone()).is_none(), "{claims}");
        }
    }

    #[test]
    fn ages_count_whole_years_on_the_day_in_vietnam() {
        for (born, expected) in [
            ("20101125", Some("adult")),
            ("20101126", Some("14-15")),
            ("20121125", Some("14-15")),
            ("2012-11-26", Some("6-13")),
            ("20201125", Some("6-13")),
            ("20201126", Some("under-6")),
            ("2010", Some("14-15")),
            ("2009", Some("adult")),
            ("", None),
            ("201011", None),
        ] {
            assert_eq!(band(born, now()), expected, "{born}");
        }
    }
}
