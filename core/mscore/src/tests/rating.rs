use super::support::{answers, mscore, tt01};
use crate::*;
use citizen_domain::message::knows;
use citizen_domain::wire::RatingToken;

#[test]
fn a_dossier_is_rated_once() {
    let scale = mscore();
    let token = RatingToken {
        token: "c2VjcmV0".into(),
        unit: "25942".into(),
        questionnaires: vec![scale.id.clone()],
    };
    let mut rating = Rating::held("000.00.12.H09-230110-0001", token);
    assert_eq!(
        rating
            .queue(&tt01(), answers(&[("1", "2")]), [7; 16], None)
            .unwrap_err(),
        MscoreError::WrongQuestionnaire
    );
    assert_eq!(
        rating.queue(&scale, Answers::new(), [7; 16], None).unwrap_err(),
        MscoreError::Empty
    );
    assert_eq!(rating.state, RatingState::TokenHeld);

    let body = rating
        .queue(&scale, answers(&[("attitude", "9")]), [7; 16], None)
        .unwrap();
    assert_eq!((body.token.as_str(), body.unit.as_str()), ("c2VjcmV0", "25942"));
    assert_eq!(rating.item_id, Some(wire_item_id("c2VjcmV0")));
    assert_eq!(
        rating
            .queue(&scale, answers(&[("attitude", "1")]), [7; 16], None)
            .unwrap_err(),
        MscoreError::AlreadyRated
    );

    let mut withdrawn = rating.clone();
    withdrawn.reopen();
    let again = withdrawn
        .queue(&scale, answers(&[("attitude", "9")]), [8; 16], None)
        .unwrap();
    assert_ne!(
        again, body,
        "the same answers are another body: the first one is withdrawn for ever"
    );
    withdrawn.reopen();
    assert!(
        withdrawn
            .queue(&scale, answers(&[("attitude", "1")]), [7; 16], None)
            .is_ok()
    );

    rating.accept();
    rating.reopen();
    assert!(rating.token.is_none());
    assert_eq!(
        rating
            .queue(&scale, answers(&[("attitude", "1")]), [7; 16], None)
            .unwrap_err(),
        MscoreError::AlreadyRated
    );
    assert!(!format!("{rating:?}").contains("H09"));
}

#[test]
fn the_item_id_is_a_version_8_uuid_of_the_token() {
    // `printf citizen-rating:abc | sha256sum`, version and variant bits set.
    assert_eq!(wire_item_id("abc"), "614b4e21-129f-8694-b45b-298c4769a999");
    assert_ne!(wire_item_id("abc"), wire_item_id("abd"));
}

#[test]
fn every_error_is_explained_in_both_languages() {
    for error in MscoreError::ERRORS {
        assert!(knows(&format!("error.{}", error.code)), "{}", error.code);
    }
}
