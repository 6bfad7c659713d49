//! From draft to body.

use super::*;

#[test]
fn a_finished_draft_becomes_a_body() {
    let mut draft = draft();
    draft.unit = Some(UnitRef {
        code: "21583".into(),
        name: "Quy Nhơn".into(),
        version: 3,
    });
    draft
        .add_photo(PhotoRef {
            sha256: "ab".repeat(32),
            bytes: 350_000,
            width: 1200,
            height: 1600,
        })
        .unwrap();
    let body = finish(&draft).unwrap();
    assert_eq!(body.text, "Ổ gà sâu trước cổng trường");
    assert_eq!(body.visibility, Visibility::Public);
    assert_eq!(body.attachments.len(), 1);
    let size = predicted_size(&body);
    assert!(
        size.body > 300 && size.body < 1000 && size.photos == 350_000,
        "{size:?}"
    );
}

#[test]
fn an_unfinished_draft_is_refused_with_what_is_missing() {
    let check = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        finish(&draft).map(|_| ())
    };
    assert_eq!(check(&|_| ()), Ok(()));
    assert_eq!(
        check(&|d| d.text = " \u{200B}\n ".into()),
        Err(IncidentError::TextEmpty)
    );
    assert_eq!(check(&|d| d.text = "ệ".repeat(2000)), Ok(()));
    assert_eq!(
        check(&|d| d.text = "e\u{323}\u{302}".repeat(2000)),
        Ok(()),
        "characters, not code points"
    );
    assert_eq!(
        check(&|d| d.text = "ệ".repeat(2001)),
        Err(IncidentError::TextTooLong)
    );
    assert_eq!(
        check(&|d| d.text = format!("a{}", "\u{301}".repeat(90_000))),
        Err(IncidentError::TextTooLong)
    );
    assert_eq!(
        check(&|d| d.category = "khong_co".into()),
        Err(IncidentError::Category)
    );
    assert_eq!(
        check(&|d| d.anonymous = true),
        Err(IncidentError::AnonymousRefused)
    );
    assert_eq!(
        check(&|d| d.location = Some(gps(99.0, 0.0))),
        Err(IncidentError::Location)
    );
    let zero = Draft {
        location: Some(gps(0.0, 0.0)),
        ..draft()
    };
    assert_eq!(finish(&zero).unwrap().location, None);
    let private = Draft {
        category: "an_ninh".into(),
        ..draft()
    };
    assert_eq!(finish(&private).unwrap().visibility, Visibility::Handler);
}

#[test]
fn five_photos_and_the_same_one_only_once() {
    let photo = |n: u8| PhotoRef {
        sha256: n.to_string(),
        bytes: 1,
        width: 1,
        height: 1,
    };
    let mut draft = draft();
    for n in [1, 1, 2, 3, 4, 5] {
        assert_eq!(draft.add_photo(photo(n)), Ok(()));
    }
    let before = draft.clone();
    assert_eq!(draft.add_photo(photo(6)), Err(IncidentError::TooManyPhotos));
    assert_eq!(draft, before);
}
