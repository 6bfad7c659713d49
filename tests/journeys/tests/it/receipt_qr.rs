//! A receipt on paper: one QR, also for five photos.

use citizen_fixtures::Camera;
use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};

#[test]
fn a_receipt_with_five_photos_is_one_qr_that_verifies() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let photos: Vec<String> = (1..=5)
        .map(|n| phone.file(&format!("{n}.jpg"), &Camera::small(n).jpeg()))
        .collect();
    let more: Vec<&str> = photos.iter().flat_map(|file| ["--photo", file]).collect();
    let id = phone.report("Năm chỗ sụt trên một đoạn đường.", &more);
    phone.settle();
    let shown = phone.run(&["receipt", "show", &id]).ok();
    assert_eq!(shown["receipt"]["attachments"].as_array().unwrap().len(), 5);

    let picture = arg(&phone.beside("bien-nhan.png"));
    let drawn = phone.run(&["receipt", "qr", &id, "--out", &picture]).ok();
    let text = drawn["text"].as_str().unwrap();
    let signed = shown["jws"].as_str().unwrap();
    assert!(text.len() < signed.len(), "{} of {}", text.len(), signed.len());
    assert!(
        text.len() <= 1_195,
        "as much as a slip's QR holds: {}",
        text.len()
    );

    // The picture, and what any scanner reads from it, are receipts as the file is.
    let file = phone.file("bien-nhan.txt", text.as_bytes());
    for receipt in [&picture, &file] {
        assert_eq!(
            phone.run(&["receipt", "verify", receipt]).ok()["receipt"],
            shown["receipt"]
        );
        let stranger = Phone::new().run(&["receipt", "verify", receipt]);
        assert_eq!(
            stranger.refused(8),
            "outbox.receipt_refused",
            "nobody it knows signed that"
        );
    }
    let other = text.replacen("\"bytes\":", "\"bytes\":1", 1);
    let changed = phone.file("khac.txt", other.as_bytes());
    assert_eq!(
        phone.run(&["receipt", "verify", &changed]).refused(8),
        "outbox.receipt_refused"
    );
    let street = phone.file("duong.jpg", &Camera::small(1).jpeg());
    assert_eq!(
        phone.run(&["receipt", "verify", &street]).refused(3),
        "outbox.not_a_receipt"
    );
    assert!(
        phone.told(&["receipt", "qr", &id]).contains(text),
        "drawn on the terminal"
    );
}
