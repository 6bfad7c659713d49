//! Photos: upright, small, and nothing in them.

use super::*;

#[test]
fn a_camera_photo_comes_out_upright_small_and_with_nothing_in_it() {
    for orientation in 1..=8 {
        let camera = Camera {
            orientation,
            width: 1800,
            height: 2400,
            ..Camera::new(orientation.into())
        };
        let original = camera.jpeg();
        assert!(metadata_segments(&original).len() > 4);
        let photo = prepare_photo(&original).unwrap();
        assert_eq!(
            (photo.width, photo.height),
            (1200, 1600),
            "orientation {orientation}"
        );
        assert_eq!(metadata_segments(&photo.jpeg), Vec::<String>::new());
        assert_eq!(photo.sha256, citizen_proof::sha256_hex(&photo.jpeg));
        assert_eq!(
            corner(&photo.jpeg, false),
            'r',
            "upper left, orientation {orientation}"
        );
        assert_eq!(
            corner(&photo.jpeg, true),
            'g',
            "upper right, orientation {orientation}"
        );
    }
}

/// Which colour the upper left or right corner has.
fn corner(jpeg: &[u8], right: bool) -> char {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let pixels = decoder.decode().unwrap();
    let width = usize::from(decoder.info().unwrap().width);
    let at = (20 * width + if right { width - 20 } else { 20 }) * 3;
    match pixels[at..at + 3] {
        [r, g, _] if r > 150 && g < 100 => 'r',
        [r, g, _] if g > 150 && r < 100 => 'g',
        _ => '?',
    }
}

/// Editors and cameras write EXIF that bends the rules. A directory that points nowhere must not cost the orientation:
/// the picture would arrive lying on its side.
#[test]
fn bent_exif_still_tells_which_way_is_up() {
    let mut jpeg = Camera::small(3).jpeg();
    let whole = prepare_photo(&jpeg).unwrap();
    assert!(whole.height > whole.width && whole.exif_location.is_some());
    // Tag GPSInfo, type LONG, one value: lead it far beyond the segment.
    let pointer = [0x88, 0x25, 0, 4, 0, 0, 0, 1];
    let at = jpeg.windows(8).position(|w| w == pointer).unwrap() + 8;
    jpeg[at..at + 4].copy_from_slice(&[0, 0, 0xFF, 0xF0]);
    let bent = prepare_photo(&jpeg).unwrap();
    assert_eq!((bent.width, bent.height), (whole.width, whole.height));
    assert!(bent.exif_location.is_none());
}

#[test]
fn twelve_megapixels_with_place_and_time() {
    let photo = prepare_photo(&citizen_fixtures::camera_jpeg(5)).unwrap();
    assert_eq!((photo.width, photo.height), (1200, 1600));
    let place = photo.location().unwrap();
    assert!((place.lat - 13.782_967).abs() < 1e-5 && (place.lon - 109.219_663).abs() < 1e-5);
    assert_eq!(place.accuracy_m, Some(12.0));
    assert_eq!(place.source, LocationSource::PhotoExif);
    assert_eq!(photo.taken_at, Timestamp::parse("2026-02-12T10:15:30+07:00"));
    assert!(photo.jpeg.len() < 700_000, "{} bytes", photo.jpeg.len());
}

#[test]
fn small_pictures_keep_their_size_and_stripped_ones_tell_no_place() {
    let camera = Camera {
        gps: None,
        taken: None,
        ..Camera::small(2)
    };
    let photo = prepare_photo(&camera.jpeg()).unwrap();
    assert_eq!((photo.width, photo.height), (300, 400));
    assert_eq!((photo.location(), photo.taken_at), (None, None));
    let zero = Camera {
        gps: Some((0.0, 0.0)),
        ..Camera::small(2)
    };
    assert_eq!(prepare_photo(&zero.jpeg()).unwrap().location(), None);
    let png = citizen_fixtures::Grey::new(40, 20, 90).png();
    assert_eq!(prepare_photo(&png).map(|p| (p.width, p.height)), Ok((40, 20)));
}

#[test]
fn unusable_pictures_are_refused_each_with_its_own_reason() {
    let grey = citizen_fixtures::Grey::new(4, 4, 0);
    let mut after_end = Camera::small(1).jpeg();
    after_end.extend([0; 100]);
    for (what, bytes, expected) in [
        ("nothing", vec![], IncidentError::PhotoBroken),
        ("text", b"hello, this is text".to_vec(), IncidentError::PhotoKind),
        ("gif", broken::gif(), IncidentError::PhotoKind),
        ("heic", broken::heic(), IncidentError::PhotoHeic),
        ("cut off", broken::truncated_jpeg(), IncidentError::PhotoBroken),
        (
            "a page",
            broken::page_with_jpeg_magic(),
            IncidentError::PhotoMislabelled,
        ),
        (
            "65,500 pixels wide",
            broken::boastful_jpeg(),
            IncidentError::PhotoTooLarge,
        ),
        (
            "100,000 pixels wide",
            broken::boastful_png(),
            IncidentError::PhotoTooLarge,
        ),
        ("four pixels", grey.png(), IncidentError::PhotoTooSmall),
    ] {
        assert_eq!(prepare_photo(&bytes).map(|_| ()), Err(expected), "{what}");
    }
    assert!(prepare_photo(&after_end).is_ok(), "motion photos append a film");
}

#[test]
fn a_name_that_contradicts_the_content_is_refused() {
    let jpeg = Camera::small(1).jpeg();
    let png = citizen_fixtures::Grey::new(20, 20, 0).png();
    for (bytes, name, ok) in [
        (&jpeg, "IMG_0001.JPG", true),
        (&jpeg, "image/jpeg", true),
        (&jpeg, "IMG_0001.png", false),
        (&jpeg, "IMG_0001.heic", false),
        (&jpeg, "no ending", true),
        (&png, "a.png", true),
        (&png, "a.jpeg", false),
    ] {
        let expected = if ok {
            Ok(())
        } else {
            Err(IncidentError::PhotoMislabelled)
        };
        assert_eq!(check_label(bytes, name), expected, "{name}");
    }
    assert_eq!(
        check_label(&broken::heic(), "a.jpg"),
        Err(IncidentError::PhotoHeic)
    );
}
