//! From picture to payload and back.

use super::*;

fn found(picture: &Grey) -> Vec<String> {
    let decoded = decode(&picture.jpeg(80), &Limits::PICTURE).unwrap();
    decoded
        .found
        .into_iter()
        .map(|f| String::from_utf8(f.raw).unwrap())
        .collect()
}

#[test]
fn what_is_drawn_is_read_back() {
    let key = SigningKey::generate_es256().unwrap();
    let slip = key.sign(TYP_SLIP, &claims("52")).unwrap();
    for text in [CODE, CARD, DYNAMIC_QR, "Ủy ban nhân dân xã", &slip] {
        let png = draw_png(text, 4).unwrap();
        let decoded = decode(&png, &Limits::PICTURE).unwrap();
        assert_eq!(decoded.found.len(), 1);
        assert_eq!(decoded.found[0].raw, text.as_bytes());
        assert!(draw_svg(text).unwrap().contains("<svg"));
    }
    let lines = draw_terminal(CODE).unwrap();
    assert!(
        lines.lines().count() > 15
            && lines
                .lines()
                .all(|l| l.chars().count() == lines.lines().next().unwrap().chars().count())
    );
    assert_eq!(draw_png(&"x".repeat(3000), 4), Err(ScanError::TooLongToDraw));
}

#[test]
fn hand_held_pictures_are_read() {
    let clean = qr::clean(CODE, 6).unwrap();
    let mut read = 0;
    for seed in 0..12 {
        let picture = qr::photographed(&clean, 960, 720, &qr::Shot::usual(seed), seed);
        let texts = found(&picture);
        assert!(
            texts.iter().all(|text| text == CODE),
            "never another payload: {texts:?}"
        );
        read += texts.len();
    }
    assert!(read >= 11, "{read} of 12");
}

#[test]
fn turned_inverted_faint_and_huge_pictures_are_read() {
    let clean = qr::clean(CODE, 6).unwrap();
    let straight = qr::Shot::STRAIGHT;
    let turned = qr::Shot {
        turn: 1.6,
        ..straight
    };
    let inverted = qr::Shot {
        inverted: true,
        ..straight
    };
    let faint = qr::Shot {
        contrast: 0.12,
        noise: 1.0,
        ..straight
    };
    for (what, shot, width, height) in [
        ("straight", straight, 640, 480),
        ("turned", turned, 640, 480),
        ("inverted", inverted, 640, 480),
        ("faint", faint, 640, 480),
        ("12 megapixels", straight, 4000, 3000),
    ] {
        assert_eq!(
            found(&qr::photographed(&clean, width, height, &shot, 3)),
            [CODE],
            "{what}"
        );
    }
    let mut two = Grey::new(700, 400, 255);
    two.paste(&qr::clean(CODE, 6).unwrap(), 20, 20);
    two.paste(&qr::clean("https://example.com/", 6).unwrap(), 350, 20);
    assert_eq!(found(&two).len(), 2, "two codes in one picture");
}

#[test]
fn unusable_pictures_are_refused_each_with_its_own_reason() {
    for (what, bytes, expected) in [
        ("nothing", vec![], ScanError::UnknownKind),
        ("gif", broken::gif(), ScanError::UnknownKind),
        ("heic", broken::heic(), ScanError::Heic),
        ("a page", broken::page_with_jpeg_magic(), ScanError::Broken),
        ("65,500 pixels wide", broken::boastful_jpeg(), ScanError::TooLarge),
        ("100,000 pixels wide", broken::boastful_png(), ScanError::TooLarge),
        ("four pixels", Grey::new(4, 4, 0).png(), ScanError::TooSmall),
    ] {
        assert_eq!(
            decode(&bytes, &Limits::PICTURE).map(|_| ()),
            Err(expected),
            "{what}"
        );
    }
    let street = decode(&Camera::small(1).jpeg(), &Limits::PICTURE).unwrap();
    assert!(street.found.is_empty(), "no code is no error");
}
