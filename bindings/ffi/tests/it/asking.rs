use crate::phone::{open, wait};
use citizen_ffi::{Asking, ProfileError, RatingError};

#[test]
fn what_is_given_up_before_it_is_asked_is_not_asked() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let asking = Asking::new();
    asking.give_up();
    asking.give_up();
    let checks = wait(citizen.profile().checks(asking.clone()));
    assert!(
        matches!(&checks, Err(ProfileError::GivenUp { trouble }) if trouble.code == "client.given_up"),
        "{checks:?}"
    );
    let results = wait(citizen.ratings().results(None, None, asking));
    assert!(matches!(results, Err(RatingError::GivenUp { .. })), "{results:?}");
}

#[test]
fn an_answer_that_came_is_not_given_up() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let asking = Asking::new();
    assert!(!wait(citizen.profile().checks(asking.clone())).unwrap().is_empty());
    asking.give_up();
    // Whoever asks anew is answered.
    assert!(!wait(citizen.profile().checks(Asking::new())).unwrap().is_empty());
    // A fault of the question's own stays what it is.
    let results = wait(
        citizen
            .ratings()
            .results(None, Some("soon".into()), Asking::new()),
    );
    assert!(
        matches!(results, Err(RatingError::BadAnswer { .. })),
        "{results:?}"
    );
}
