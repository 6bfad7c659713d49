//! Telephone numbers, amounts, names, identity numbers and dates as they are typed, scanned or sent.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::values(input));
