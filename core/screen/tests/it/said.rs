use crate::{at, en, vi};
use citizen_screen::{Said, qr};

#[test]
fn age_is_said_in_its_own_line_and_never_is_said_too() {
    let two_hours = Some(at("2026-02-24T13:30:00+07:00"));
    assert_eq!(vi().age(two_hours, false).said.display, "Cập nhật 2 giờ trước");
    assert_eq!(en().age(two_hours, false).said.display, "Updated 2 hours ago");
    let never = vi().age(None, true);
    assert_eq!(
        (never.said.display.as_str(), never.at_ms, never.stale),
        ("Chưa cập nhật lần nào", None, true)
    );
}

#[test]
fn parts_stand_in_a_row_and_absent_ones_leave_no_mark() {
    let parts = [
        Said::both("UBND", "Ủy ban nhân dân"),
        Said::plain(""),
        Said::plain("phường"),
    ];
    let row = Said::joined(&parts);
    assert_eq!(
        (row.display.as_str(), row.spoken.as_str()),
        ("UBND · phường", "Ủy ban nhân dân, phường")
    );
}

#[test]
fn a_code_is_drawn_so_that_it_reads_back() {
    let text = "H29.16-260210-0007";
    let drawn = qr(text, Said::plain("mã")).unwrap();
    let (size, quiet, scale) = (drawn.size as usize, 4, 6);
    assert_eq!(drawn.modules.len(), size * size);
    let edge = (size + 2 * quiet) * scale;
    let dark = |x: usize, y: usize| {
        let inside = |n: usize| (n / scale).checked_sub(quiet).filter(|n| *n < size);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => drawn.modules[y * size + x] == 1,
            _ => false,
        }
    };
    let luma: Vec<u8> = (0..edge * edge)
        .map(|n| if dark(n % edge, n / edge) { 0 } else { 255 })
        .collect();
    let width = u32::try_from(edge).unwrap();
    let read = citizen_scan::decode_frame(width, width, width, &luma, &citizen_scan::Limits::FRAME).unwrap();
    assert_eq!(read.found[0].raw, text.as_bytes());
    assert!(qr(&"x".repeat(5000), Said::default()).is_err());
    assert!(!format!("{drawn:?}").contains("0007"));
}

/// Whatever a catalogue says in its spoken form is said in full: the words of the screens, every one.
#[test]
fn no_spoken_form_of_a_screen_has_an_abbreviation() {
    let ids: Vec<String> = {
        let json = include_str!("../../../domain/messages/vi/screen.json");
        json.lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.split_once('"'))
            .map(|(id, _)| id.to_owned())
            .filter(|id| id.starts_with("screen."))
            .collect()
    };
    assert!(ids.len() > 80, "{}", ids.len());
    for id in ids {
        for voice in [vi(), en()] {
            let spoken = voice.say(&id, &[]).spoken;
            for short in ["QR", "KB", "MB", "UBND", "TTHC", " đ", "%"] {
                assert!(
                    !spoken.split_whitespace().any(|word| word == short.trim()),
                    "{id}: {spoken}"
                );
            }
        }
    }
}
