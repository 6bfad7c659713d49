//! Built without pictures: files are refused in words at the door, and what a camera sees is read all the same.

use crate::phone::open;
use citizen_ffi::{ReportError, ReportId, ScanError};

/// The first bytes of a JPEG.
const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0];

#[test]
fn a_picture_and_a_photo_are_refused_in_words() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let path = home.path().join("anh.jpg");
    std::fs::write(&path, JPEG).unwrap();

    let refused = citizen.scanner().picture(&path.to_string_lossy()).unwrap_err();
    assert!(matches!(refused, ScanError::Unreadable { .. }), "{refused:?}");
    assert_eq!(refused.trouble().code, "scan.files_unread");
    assert!(refused.trouble().said.display.contains("tệp ảnh"), "{refused:?}");

    let draft = ReportId("0196f0c0-0000-7000-8000-000000000001".to_owned());
    let refused = citizen
        .reports()
        .add_photo(draft, &path.to_string_lossy())
        .unwrap_err();
    assert!(matches!(refused, ReportError::Refused { .. }), "{refused:?}");
    assert_eq!(refused.trouble().code, "incident.photos_unread");
}

#[test]
fn a_frame_is_read_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let code = "000.00.12.H09-230110-0001";
    let (edge, luma) = drawn(code);
    let read = citizen.scanner().frame(edge, edge, edge, &luma).unwrap();
    let [found] = read.found.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(found.follow.as_deref(), Some(code));
}

/// A frame with this code in it, six pixels a module.
fn drawn(text: &str) -> (u32, Vec<u8>) {
    let (modules, dark) = citizen_client::scan::modules(text).unwrap();
    let (modules, quiet, scale) = (modules as usize, 4, 6);
    let edge = (modules + 2 * quiet) * scale;
    let mut luma = vec![255; edge * edge];
    for (at, _) in dark.iter().enumerate().filter(|(_, dark)| **dark == 1) {
        let (left, top) = ((at % modules + quiet) * scale, (at / modules + quiet) * scale);
        for row in luma.chunks_mut(edge).skip(top).take(scale) {
            row.iter_mut().skip(left).take(scale).for_each(|pixel| *pixel = 0);
        }
    }
    (u32::try_from(edge).unwrap(), luma)
}
