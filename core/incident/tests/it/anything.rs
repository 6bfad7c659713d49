//! No input makes it panic.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = prepare_photo(&bytes);
    }

    #[cfg(feature = "pictures")]
    #[test]
    fn damaged_photos_are_prepared_or_refused(at in 0_usize..20_000, to in any::<u8>()) {
        let mut bytes = Camera { width: 60, height: 80, ..Camera::new(9) }.jpeg();
        let len = bytes.len();
        bytes[at % len] = to;
        if let Ok(photo) = prepare_photo(&bytes) {
            prop_assert_eq!(metadata_segments(&photo.jpeg), Vec::<String>::new());
        }
    }

    #[test]
    fn a_body_text_is_stable(text in "\\PC{0,80}") {
        let first = finish(&Draft { text, ..draft() });
        if let Ok(body) = first {
            let again = finish(&Draft { text: body.text.clone(), ..draft() }).unwrap();
            prop_assert_eq!(again.text, body.text);
        }
    }
}
