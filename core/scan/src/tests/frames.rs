//! Frames of a camera: grey, some with longer rows than they show.

use super::*;

#[test]
fn frames_are_read_and_must_fit_their_size() {
    let frame = qr::photographed(&qr::clean(CODE, 6).unwrap(), 640, 480, &qr::Shot::STRAIGHT, 1);
    let decoded = decode_grey(640, 480, &frame.pixels, &Limits::FRAME).unwrap();
    assert_eq!(decoded.found[0].raw, CODE.as_bytes());
    assert!(decoded.steps <= 2);
    let blank = decode_grey(640, 480, &vec![128; 640 * 480], &Limits::FRAME).unwrap();
    assert!(blank.found.is_empty() && blank.steps <= Limits::FRAME.max_steps);
    assert_eq!(
        decode_grey(640, 481, &frame.pixels, &Limits::FRAME),
        Err(ScanError::FrameSize)
    );
    assert_eq!(
        decode_grey(100_000, 100_000, &[], &Limits::FRAME),
        Err(ScanError::TooLarge)
    );
    assert_eq!(decode_grey(0, 5, &[], &Limits::FRAME), Err(ScanError::TooSmall));
    assert!(!format!("{decoded:?}").contains("230110"));
}

#[test]
fn frames_with_longer_rows_are_read_by_their_pixels_alone() {
    let frame = qr::photographed(&qr::clean(CODE, 6).unwrap(), 640, 480, &qr::Shot::STRAIGHT, 1);
    let rows = frame.pixels.chunks(640);
    let mut padded: Vec<u8> = rows.flat_map(|row| [row, &[0x55; 64]].concat()).collect();
    let read = |luma: &[u8], stride| crate::decode_frame(640, 480, stride, luma, &Limits::FRAME);
    assert_eq!(read(&padded, 704).unwrap().found[0].raw, CODE.as_bytes());
    // Cameras may leave out what comes after the last row's pixels, and not one of those.
    padded.truncate(padded.len() - 64);
    assert_eq!(read(&padded, 704).unwrap().found[0].raw, CODE.as_bytes());
    padded.pop();
    assert_eq!(read(&padded, 704), Err(ScanError::FrameSize));
    for stride in [0, 639, u32::MAX] {
        assert_eq!(read(&frame.pixels, stride), Err(ScanError::FrameSize), "{stride}");
    }
}
