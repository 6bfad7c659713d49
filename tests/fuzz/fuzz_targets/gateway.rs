//! A form, a query, words of people and headers of tus, as anybody may send them to the reference province.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::gateway(input));
