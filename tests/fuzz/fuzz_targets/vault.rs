//! A changed vault, through the shim under SQLite.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::vault(input));
