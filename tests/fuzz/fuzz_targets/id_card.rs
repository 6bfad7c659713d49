//! Whatever may pass for an identity card.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::id_card(input));
