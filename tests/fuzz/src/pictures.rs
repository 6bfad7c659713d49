use citizen_incident::prepare_photo;
use citizen_scan::{Limits, decode, decode_grey};

/// Small enough that a run does thousands of pictures.
const SMALL: Limits = Limits {
    max_pixels: 160_000,
    max_bytes: 64 * 1024,
    max_steps: 4,
};

/// See `fuzz_targets/qr_picture.rs`. The first byte chooses: a file, or a frame of that width.
pub fn qr_picture(input: &[u8]) {
    let _ = decode(input, &SMALL);
    if let [width @ 21..=255, luma @ ..] = input {
        let height = (luma.len() / usize::from(*width)).min(255);
        let frame = &luma[..height * usize::from(*width)];
        if let Ok(decoded) = decode_grey((*width).into(), height as u32, frame, &SMALL) {
            assert!(decoded.steps <= SMALL.max_steps);
        }
    }
}

/// See `fuzz_targets/photo.rs`.
pub fn photo(input: &[u8]) {
    // Large sizes only cost time here; that they are refused is tested elsewhere.
    if claims_many_pixels(input) {
        return;
    }
    if let Ok(photo) = prepare_photo(input) {
        assert!(photo.width.max(photo.height) <= citizen_incident::MAX_EDGE);
        assert!(!photo.jpeg.windows(5).any(|bytes| bytes == b"Exif\0"));
    }
}

fn claims_many_pixels(input: &[u8]) -> bool {
    let two = |at: usize| {
        input
            .get(at..at + 2)
            .map_or(0, |b| u32::from(u16::from_be_bytes([b[0], b[1]])))
    };
    let jpeg = input.windows(2).enumerate().any(|(at, marker)| {
        marker[0] == 0xFF && matches!(marker[1], 0xC0..=0xC2) && two(at + 5) * two(at + 7) > 400_000
    });
    let png = input.starts_with(b"\x89PNG") && (two(16) > 0 || two(20) > 0 || two(18) * two(22) > 400_000);
    jpeg || png
}

/// libFuzzer's hook ends the process at any panic, even one that is caught. The picture decoders of others may trip; that
/// those panics are caught is part of what is tested here. One that starts in this project's code still ends the run.
pub fn tolerate_caught_panics() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let file = info.location().map_or("", |place| place.file());
        if !file.contains(".cargo") && !file.contains("/rustc/") && !file.contains("vendor") {
            end(info);
        }
    }));
}
