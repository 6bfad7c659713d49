//! Any bytes as a sealed photo.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::sealed_file(input));
