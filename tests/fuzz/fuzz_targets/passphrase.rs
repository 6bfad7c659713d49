//! Any bytes as the file of a passphrase.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::passphrase(input));
