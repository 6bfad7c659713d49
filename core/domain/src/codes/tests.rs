use super::*;
use crate::error::Coded;
use crate::pack::Agency;
use crate::time::iso_date;
use proptest::prelude::*;

fn centralised(id: &str, owner: &str) -> Agency {
    Agency {
        id: id.into(),
        name: "Cơ quan thử".into(),
        spoken: "Cơ quan thử".into(),
        valid_from: None,
        valid_to: None,
        successor: None,
        centralised: Some(owner.into()),
    }
}

/// Input, shape, agency, level 1, day, sequence, number.
type Row = (
    &'static str,
    Shape,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u64,
);

#[test]
fn recognises_every_shape_in_use() {
    let rows: &[Row] = &[
        (
            "000.00.12.H09-230110-0001",
            Shape::A,
            "000.00.12.H09",
            "H09",
            "2023-01-10",
            "0001",
            1,
        ),
        (
            "000.00.01.H29-260310-0420",
            Shape::A,
            "000.00.01.H29",
            "H29",
            "2026-03-10",
            "0420",
            420,
        ),
        (
            "H09.12-230110-0001",
            Shape::B,
            "H09.12",
            "H09",
            "2023-01-10",
            "0001",
            1,
        ),
        (
            "H55.242.00-260310-090001",
            Shape::B,
            "H55.242.00",
            "H55",
            "2026-03-10",
            "090001",
            90001,
        ),
        (
            "G09.20-20260609-0092637",
            Shape::B,
            "G09.20",
            "G09",
            "2026-06-09",
            "0092637",
            92637,
        ),
        (
            " 000.00.12.h09–230110–0001 ",
            Shape::A,
            "000.00.12.H09",
            "H09",
            "2023-01-10",
            "0001",
            1,
        ),
        (
            "000.00.12.H09 - 230110\u{200b} - 0001",
            Shape::A,
            "000.00.12.H09",
            "H09",
            "2023-01-10",
            "0001",
            1,
        ),
        (
            "０００.00.12.H09−230110-0001",
            Shape::A,
            "000.00.12.H09",
            "H09",
            "2023-01-10",
            "0001",
            1,
        ),
    ];
    for (input, shape, agency, level1, day, sequence, number) in rows {
        let code = DossierCode::parse(input).unwrap();
        assert_eq!(code.raw, *input);
        assert_eq!(code.shape, *shape, "{input}");
        assert_eq!(code.agency_id().as_deref(), Some(*agency), "{input}");
        assert_eq!(code.level1.as_deref(), Some(*level1), "{input}");
        assert_eq!(
            code.received_on.map(iso_date::format).as_deref(),
            Some(*day),
            "{input}"
        );
        assert_eq!(code.sequence.as_deref(), Some(*sequence), "{input}");
        assert_eq!(code.number(), Some(*number), "{input}");
        assert!(code.warnings.is_empty(), "{input}");
        assert!(DossierCode::looks_like(input), "{input}");
    }
}

#[test]
fn a_code_typed_differently_is_the_same_dossier() {
    let printed = DossierCode::parse("000.00.12.H09-230110-0001").unwrap();
    let typed = DossierCode::parse(" 000.00.12.h09–230110–0001 ").unwrap();
    assert_eq!(printed, typed);
    assert_eq!(typed.raw, " 000.00.12.h09–230110–0001 ");
}

#[test]
fn splits_the_owner_only_when_the_registry_knows_the_issuer() {
    let registry = [centralised("H55.242.00", "09")];
    let code = DossierCode::parse_with("H55.242.00-260310-090001", &registry).unwrap();
    assert_eq!(
        (code.shape, code.owner.as_deref(), code.number()),
        (Shape::C, Some("09"), Some(1))
    );
    assert_eq!(code.sequence.as_deref(), Some("0001"));

    let unchanged = [
        ("H55.242.01-260310-090001", "another agency"),
        ("H55.242.00-260310-080001", "another owner"),
        ("H55.242.00-260310-09001", "number shorter than four digits"),
        ("H55.242.00-260124-090001", "before the rule"),
        ("H55.242.00-20260310-090001", "eight-digit date"),
    ];
    for (input, why) in unchanged {
        assert_eq!(
            DossierCode::parse_with(input, &registry).unwrap().shape,
            Shape::B,
            "{why}"
        );
    }
}

#[test]
fn keeps_what_it_does_not_recognise_with_a_warning() {
    let rows = [
        ("000.00.12.H09-230230-0001", CodeWarning::InvalidDate),
        ("H09.12-231301-0001", CodeWarning::InvalidDate),
        ("G09.20-20140609-0092637", CodeWarning::InvalidDate),
        ("G09.20-21000101-0092637", CodeWarning::InvalidDate),
        ("000.00.12.Z09-230110-0001", CodeWarning::UnrecognisedIssuer),
        ("000.00.12.H09-230110-001", CodeWarning::UnrecognisedIssuer),
        ("000.00.12.H09-20230110-0001", CodeWarning::UnrecognisedIssuer),
        ("HKD/2026_0042", CodeWarning::UnrecognisedIssuer),
        ("0312345678", CodeWarning::UnrecognisedIssuer),
        ("ABCD", CodeWarning::UnrecognisedIssuer),
    ];
    for (input, warning) in rows {
        let code = DossierCode::parse(input).unwrap();
        assert_eq!(
            (code.shape, code.warnings.as_slice()),
            (Shape::Opaque, &[warning][..]),
            "{input}"
        );
        assert_eq!(code.normalized, input);
        assert!(!DossierCode::looks_like(input));
        assert!(crate::message::knows(warning.message_id()));
    }
}

#[test]
fn refuses_what_cannot_be_a_code() {
    let long = "1".repeat(65);
    let huge = " ".repeat(300);
    let rows = [
        ("", CodeError::TooShort),
        ("001", CodeError::TooShort),
        ("0001", CodeError::TooShort),
        ("AB1", CodeError::TooShort),
        (" \u{200b}1 ", CodeError::TooShort),
        (long.as_str(), CodeError::TooLong),
        (huge.as_str(), CodeError::TooLong),
        ("hồ sơ của tôi", CodeError::BadCharacter),
        (
            "https://dichvucong.gov.vn/?ma_ho_so=000.00.12.H09-230110-0001",
            CodeError::BadCharacter,
        ),
        ("000.00.12.H09-23ı110-0001", CodeError::BadCharacter),
    ];
    for (input, error) in rows {
        assert_eq!(DossierCode::parse(input), Err(error), "{input:.40}");
    }
}

#[test]
fn debug_shows_no_code() {
    let shown = format!("{:?}", DossierCode::parse("000.00.12.H09-230110-0001").unwrap());
    assert!(!shown.contains("230110") && !shown.contains("H09"), "{shown}");
}

#[test]
fn reads_agency_identifiers() {
    let rows = [
        ("H09.12", AgencyForm::Current, Some("H09")),
        ("h55.242.00", AgencyForm::Current, Some("H55")),
        ("G03", AgencyForm::Current, Some("G03")),
        ("000.00.00.H49", AgencyForm::Legacy, Some("H49")),
        ("Z01ABC9", AgencyForm::Scheme, None),
        ("0312345678", AgencyForm::Registration, None),
    ];
    for (input, form, level1) in rows {
        let id = AgencyId::parse(input).unwrap();
        assert_eq!((id.form(), id.level1()), (form, level1), "{input}");
    }
    let refused = [
        ("Z00ABC", CodeError::NotAgency),
        ("Z01.ABC", CodeError::NotAgency),
        ("H9.12", CodeError::NotAgency),
        ("H09..12", CodeError::NotAgency),
        ("", CodeError::NotAgency),
        ("H09-12", CodeError::BadCharacter),
        ("H09.12345.12345.12345.12345.12345.123", CodeError::TooLong),
    ];
    for (input, error) in refused {
        assert_eq!(AgencyId::parse(input), Err(error), "{input}");
    }
}

#[test]
fn reads_procedure_codes_and_compares_the_national_part() {
    let rows = [
        ("1.004269", "1.004269", None),
        ("2.000815.000.00.00.H09", "2.000815", Some("000.00.00.H09")),
        ("1.011442.000.00.00.H38", "1.011442", Some("000.00.00.H38")),
        ("1.014466.H12", "1.014466", Some("H12")),
        ("3.000527.H61", "3.000527", Some("H61")),
        ("1.004269.H55.02", "1.004269", Some("H55.02")),
        ("9.000001", "9.000001", None),
    ];
    for (input, nat, agency) in rows {
        let code = ProcedureCode::parse(input).unwrap();
        assert_eq!(
            (code.nat.as_str(), code.agency.as_deref()),
            (nat, agency),
            "{input}"
        );
        assert_eq!(code, ProcedureCode::parse(nat).unwrap());
    }
    for input in [
        "0.004269",
        "1.00426",
        "1.004269.",
        "1.004269.000.00.00",
        "G03-GD10",
        "KQ.G07.000122",
        "000.00.00.G09-KQ002269",
        "1.004269.H5",
        "1.004269.H55.1",
        "",
    ] {
        assert_eq!(
            ProcedureCode::parse(input),
            Err(CodeError::NotProcedure),
            "{input}"
        );
    }
}

#[test]
fn every_error_is_explained_in_both_languages() {
    for error in CodeError::ERRORS {
        assert!(
            crate::message::knows(&format!("error.{}", error.code)),
            "{}",
            error.code
        );
    }
    assert_eq!(CodeError::TooShort.code(), "code.too_short");
}

proptest! {
    #[test]
    fn parsing_never_panics_and_keeps_the_raw_text(s in "\\PC{0,90}") {
        if let Ok(code) = DossierCode::parse(&s) {
            prop_assert_eq!(&code.raw, &s);
            let again = DossierCode::parse(&code.normalized).unwrap();
            prop_assert_eq!(&again.normalized, &code.normalized);
            prop_assert_eq!(again.shape, code.shape);
        }
        let _ = AgencyId::parse(&s);
        let _ = ProcedureCode::parse(&s);
    }

    #[test]
    fn well_formed_codes_are_recognised(
        agency in "(([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2})|([A-Y][0-9]{2}(\\.[0-9]{1,3}){0,3}))",
        day in 1u32..=28, month in 1u32..=12, year in 0u32..=99, n in 0u32..=9999,
    ) {
        let text = format!("{agency}-{year:02}{month:02}{day:02}-{n:04}");
        let code = DossierCode::parse(&text).unwrap();
        prop_assert_ne!(code.shape, Shape::Opaque);
        prop_assert_eq!(code.number(), Some(u64::from(n)));
    }
}
