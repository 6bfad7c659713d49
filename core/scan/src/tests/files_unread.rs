//! Built without picture files: each is refused in words, what is none still for its own reason, and codes are drawn.

use super::*;

#[test]
fn picture_files_are_refused_with_a_reason_of_their_own() {
    let picture = Camera::small(1);
    for (what, bytes, expected) in [
        ("a JPEG", picture.jpeg(), ScanError::FilesUnread),
        ("a PNG", Grey::new(64, 64, 255).png(), ScanError::FilesUnread),
        ("gif", broken::gif(), ScanError::UnknownKind),
        ("heic", broken::heic(), ScanError::Heic),
    ] {
        assert_eq!(decode(&bytes, &Limits::PICTURE), Err(expected), "{what}");
    }
}

#[test]
fn codes_are_drawn_all_the_same() {
    assert!(draw_svg(CODE).unwrap().contains("<svg"));
    assert!(modules(CODE).is_ok());
}
