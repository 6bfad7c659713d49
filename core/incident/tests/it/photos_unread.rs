//! Built without photos: each is refused in words, and a file that is none still for its own reason.

use super::*;

#[test]
fn a_photo_is_refused_with_a_reason_of_its_own() {
    let photo = Camera::small(1).jpeg();
    assert_eq!(check_label(&photo, "duong.jpg"), Ok(()));
    assert_eq!(prepare_photo(&photo), Err(IncidentError::PhotosUnread));
}

#[test]
fn what_is_no_photo_is_refused_as_anywhere() {
    for (bytes, expected) in [
        (broken::gif(), IncidentError::PhotoKind),
        (broken::heic(), IncidentError::PhotoHeic),
    ] {
        assert_eq!(prepare_photo(&bytes), Err(expected));
    }
    assert_eq!(
        check_label(&Camera::small(1).jpeg(), "duong.png"),
        Err(IncidentError::PhotoMislabelled)
    );
}
