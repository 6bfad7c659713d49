//! Any bytes as the envelope that holds a vault's keys.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::envelope(input));
