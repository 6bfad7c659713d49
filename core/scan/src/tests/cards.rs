//! Identity cards.

use super::*;

#[test]
fn cards_are_read_as_the_table_says() {
    let card = IdCard::parse(CARD).unwrap();
    assert_eq!(
        (card.kind(), card.last_four().as_str(), card.old_number()),
        (CardKind::Cccd, "1234", None)
    );
    assert_eq!((card.name(), card.sex()), ("Nguyễn Thị Mẫu", Sex::Female));
    assert_eq!(card.born().to_string(), "1990-02-01");

    let new = CARD.replace("10052021", "10072024");
    let many = format!("{new}|052190009999|Nguyễn Văn Cha|Trần Thị Mẹ|||||");
    assert_eq!(many.split('|').count(), 15);
    let child = IdCard::parse(&format!("{many}|z9")).unwrap();
    assert_eq!(child.kind(), CardKind::CanCuoc);
    assert_eq!(
        child.extra().collect::<Vec<_>>(),
        ["052190009999", "z9"],
        "parents are dropped at once"
    );

    let with_cmnd = CARD.replace("||", "|211234567|");
    assert_eq!(IdCard::parse(&with_cmnd).unwrap().old_number(), Some("211234567"));
    let nfd = CARD.replace("Nguyễn", "Nguye\u{302}\u{303}n");
    assert_eq!(IdCard::parse(&nfd).unwrap().name(), "Nguyễn Thị Mẫu");
    let framed = format!("\u{FEFF}{CARD}\r\n");
    assert_eq!(IdCard::parse(&framed).unwrap().last_four(), "1234");
    assert_eq!(
        IdCard::parse(&CARD.replace("|Nữ|", "|nữ|")).unwrap().sex(),
        Sex::Female
    );
}

#[test]
fn cards_that_contradict_themselves_are_refused() {
    for (what, text, expected) in [
        (
            "31 February",
            CARD.replace("01021990", "31021990"),
            IdCardError::Date,
        ),
        (
            "13 digits",
            CARD.replace("052190001234", "0521900012345"),
            IdCardError::Number,
        ),
        (
            "another year of birth",
            CARD.replace("01021990", "01021991"),
            IdCardError::BirthYear,
        ),
        (
            "no such place",
            CARD.replace("052190", "099190"),
            IdCardError::Number,
        ),
        (
            "too few fields",
            "052190001234||Nguyễn Thị Mẫu|01021990|Nữ".into(),
            IdCardError::Fields,
        ),
        (
            "17 fields",
            format!("{CARD}{}", "|".repeat(10)),
            IdCardError::Fields,
        ),
        ("no sex", CARD.replace("|Nữ|", "|?|"), IdCardError::Fields),
        ("text", "a|b".into(), IdCardError::NotACard),
    ] {
        assert_eq!(IdCard::parse(&text).map(|_| ()), Err(expected), "{what}");
    }
    let refused = read(&CARD.replace("01021990", "31021990"));
    assert_eq!(
        is(&refused),
        (Kind::IdCard, Trust::Untrusted, &[Warning::IdCardInvalid][..])
    );
    assert_eq!(refused.text, None);
}

#[test]
fn doubtful_cards_are_read_with_a_warning() {
    let sex = read(&CARD.replace("|Nữ|", "|Nam|"));
    assert_eq!(is(&sex), (Kind::IdCard, Trust::Hint, &[Warning::SexMismatch][..]));
    let moved = "052190001234|Nguyễn Thị Mẫu||01021990|Nữ|Thôn Mẫu, Bình Định|10052021";
    assert_eq!(
        is(&read(moved)),
        (Kind::IdCard, Trust::Hint, &[Warning::UnusualFieldOrder][..])
    );
}

#[test]
fn names_are_compared_as_people_do() {
    let card = IdCard::parse(CARD).unwrap();
    assert_eq!(card.compare_name("NGUYỄN THỊ MẪU"), NameMatch::Exact);
    assert_eq!(card.compare_name("Nguyen Thi Mau"), NameMatch::FoldEqual);
    assert_eq!(card.compare_name("Nguyễn Thị Mai"), NameMatch::Different);
}

#[test]
fn nothing_of_a_card_or_payload_is_in_debug_output() {
    let shown = format!("{:?} {:?}", IdCard::parse(CARD).unwrap(), read(CARD));
    assert!(!shown.contains("Mẫu") && !shown.contains("1234"), "{shown}");
    let code = read(CODE);
    assert!(!format!("{code:?}").contains("230110"));
}
