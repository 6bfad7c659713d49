use citizen_domain::Timestamp;
use citizen_domain::identity_number::IdentityNumber;
use citizen_domain::money::Vnd;
use citizen_domain::names::{self, NameMatch, PersonName};
use citizen_domain::phone::{Phone, PhoneKind};
use citizen_domain::time::iso_date;

/// See `fuzz_targets/values.rs`.
pub fn values(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    phone(text);
    amount(text);
    name(text);
    number(text);
    time(text);
}

/// Whatever form a number is shown in is the number.
fn phone(text: &str) {
    let Ok(phone) = Phone::parse(text) else { return };
    for form in [phone.e164(), phone.national(), phone.display()] {
        assert_eq!(Phone::parse(&form), Ok(phone.clone()), "{form}");
    }
    let national = phone.national();
    assert!(national.len() <= 11 && national.bytes().all(|b| b.is_ascii_digit()));
    assert_eq!(national.starts_with('0'), phone.kind() != PhoneKind::Short);
    assert!(!format!("{phone:?}").contains(|c: char| c.is_ascii_digit()));
}

/// What is shown is the amount that was read.
fn amount(text: &str) {
    let Ok(amount) = Vnd::parse(text) else { return };
    assert_eq!(Vnd::parse(&amount.to_string()), Ok(amount));
    let json = serde_json::to_string(&amount).unwrap();
    assert_eq!(serde_json::from_str::<Vnd>(&json).unwrap(), amount);
}

fn name(text: &str) {
    if let Ok(name) = PersonName::parse(text) {
        let again = PersonName::parse(name.as_str()).expect("what was read once reads again");
        assert_eq!(again.as_str(), name.as_str());
        let parts = [name.family(), name.middle(), name.given()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        assert_eq!(parts.join(" "), name.as_str());
        assert_eq!(name.compare(&again), NameMatch::Exact);
    }
    let (one, other) = text.split_once('\n').unwrap_or((text, text));
    assert_eq!(names::compare(one, other), names::compare(other, one));
    assert_eq!(names::compare(one, one), NameMatch::Exact);
}

fn number(text: &str) {
    let Ok(number) = IdentityNumber::parse(text) else {
        return;
    };
    let whole = number.reveal();
    assert!(whole.len() == 12 && whole.bytes().all(|b| b.is_ascii_digit()));
    assert!(IdentityNumber::parse(&whole).is_ok_and(|again| again == number));
    assert!((1900..2400).contains(&number.birth_year()));
    // Four digits are shown, and no more of them than that.
    for shown in [number.to_string(), format!("{number:?}")] {
        assert!(shown.chars().filter(char::is_ascii_digit).count() <= 4, "{shown}");
        assert!(whole.ends_with(&number.last_four()));
    }
}

fn time(text: &str) {
    if let Some(at) = Timestamp::parse(text) {
        assert_eq!(Timestamp::parse(&at.rfc3339()), Some(at));
        assert!(Timestamp::start_of(at.date()) <= at);
    }
    if let Some(date) = iso_date::parse(text) {
        assert_eq!(iso_date::format(date), text);
    }
}
