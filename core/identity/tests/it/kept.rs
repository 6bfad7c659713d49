use crate::world::signed_in;
use citizen_domain::Secret;
use citizen_identity::{Event, IdentityError, Machine, StateName};
use proptest::prelude::*;

#[test]
fn a_session_survives_a_restart() {
    let (mut phone, _) = signed_in();
    let before = phone.machine.session().unwrap().authorization().reveal().clone();
    phone.kill();
    phone.event(Event::Check);
    assert_eq!(phone.state(), StateName::SignedIn);
    assert_eq!(*phone.machine.session().unwrap().authorization().reveal(), before);
}

#[test]
fn a_newer_or_damaged_value_is_refused() {
    let (phone, _) = signed_in();
    let kept = String::from_utf8(phone.kept.unwrap().reveal().clone()).unwrap();
    for bad in [
        kept.replacen(r#""version":1"#, r#""version":2"#, 1),
        kept.replacen("signed_in", "signed_over", 1),
        kept[..kept.len() - 1].to_owned(),
        String::new(),
    ] {
        let found = Machine::from_kept(&Secret::new(bad.into_bytes()));
        assert_eq!(found.err(), Some(IdentityError::Kept));
    }
}

#[test]
fn nothing_personal_or_secret_is_in_debug() {
    let (mut phone, provider) = signed_in();
    phone.event(Event::RefreshDue);
    let (id, request) = phone.wire.pop_front().unwrap();
    let event = Event::Reply {
        id,
        status: 200,
        body: b"access-1".to_vec(),
    };
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        phone.machine,
        phone.machine.state(),
        phone.machine.session(),
        phone.machine.state().person(),
        request,
        event,
    );
    for secret in [
        "access-",
        "refresh-",
        "Nguyễn",
        "0123",
        "resident",
        provider.claims["sub"].as_str().unwrap(),
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Machine::from_kept(&Secret::new(bytes)).is_err());
    }
}
