use crate::phone::{Keys, open_with};
use citizen_ffi::{Address, Citizen, Language, Preferences, TextSize};
use std::sync::Arc;

fn choose(citizen: &Citizen, language: Language, address: Address) {
    let text_size = TextSize::System;
    citizen
        .set_preferences(Preferences {
            language,
            text_size,
            address,
        })
        .unwrap();
}

/// What a closed core says: that nothing of the person's is lost.
fn parting(citizen: &Arc<Citizen>) -> String {
    citizen.shutdown().unwrap();
    citizen.home().unwrap_err().trouble().said.spoken.clone()
}

#[test]
fn everybody_is_addressed_as_they_chose_and_still_is_after_a_restart() {
    let (home, keys) = (tempfile::tempdir().unwrap(), Arc::new(Keys::default()));
    let open = || open_with(home.path(), &keys).unwrap();
    for (chosen, says) in [
        (Address::Ong, "dữ liệu của ông vẫn còn"),
        (Address::Ba, "dữ liệu của bà vẫn còn"),
        (Address::Anh, "dữ liệu của anh vẫn còn"),
        (Address::Chi, "dữ liệu của chị vẫn còn"),
        (Address::Ban, "dữ liệu của bạn vẫn còn"),
    ] {
        let citizen = open();
        choose(&citizen, Language::Vi, chosen);
        for said in [parting(&citizen), parting(&open())] {
            assert!(said.contains(says), "{said}");
        }
    }
    // English has one word for all of them, and what was chosen stays.
    let citizen = open();
    choose(&citizen, Language::En, Address::Chi);
    assert_eq!(citizen.preferences().unwrap().address, Address::Chi);
    assert!(parting(&citizen).contains("your data"));
    let citizen = open();
    choose(&citizen, Language::Vi, citizen.preferences().unwrap().address);
    assert!(parting(&citizen).contains("dữ liệu của chị vẫn còn"));
}
