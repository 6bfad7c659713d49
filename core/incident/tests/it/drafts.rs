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

/// Who is accused must not read who accuses.
#[test]
fn what_reads_like_a_denunciation_is_for_those_who_handle_it_unless_the_person_says_otherwise() {
    let mut draft = draft();
    assert_eq!(finish(&draft).unwrap().visibility, Visibility::Public);
    draft.text = "Tôi tố cáo ông chủ tịch xã.".into();
    assert_eq!(finish(&draft).unwrap().visibility, Visibility::Handler);
    draft.visibility = Some(Visibility::Public);
    assert_eq!(finish(&draft).unwrap().visibility, Visibility::Public);
}

/// A place that nobody gave is missed, and one that the person took out is not put back by a photo.
#[cfg(feature = "pictures")]
#[test]
fn photos_without_a_place_are_flagged_and_no_place_stays_no_place() {
    let photo = |seed, gps| {
        let camera = Camera {
            gps,
            ..Camera::small(seed)
        };
        prepare_photo(&camera.jpeg()).unwrap()
    };
    let mut draft = Draft::new("d", now());
    assert_eq!(draft.place_flags(), Ok(vec![]), "nothing was to be expected");
    draft.take_photo(&photo(4, None)).unwrap();
    assert_eq!(draft.place_flags(), Ok(vec![PlaceFlag::ExifStripped]));
    let with_place = photo(5, Some((13.78, 109.22)));
    draft.take_photo(&with_place).unwrap();
    assert!(draft.location.is_some());
    assert_eq!(draft.place_flags(), Ok(vec![]));
    // The photo goes, and its place with it; that was no choice of the person's.
    draft.drop_photo("2").unwrap();
    assert_eq!(draft.place_flags(), Ok(vec![PlaceFlag::ExifStripped]));

    draft.set_location(None);
    draft.take_photo(&with_place).unwrap();
    assert_eq!(draft.location, None);
    assert_eq!(draft.place_flags(), Ok(vec![]), "the person knows");
}
