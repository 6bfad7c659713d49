//! Any bytes as a picture or a camera frame with a code.
#![no_main]

libfuzzer_sys::fuzz_target!(init: citizen_fuzz::tolerate_caught_panics(), |input: &[u8]| citizen_fuzz::qr_picture(input));
