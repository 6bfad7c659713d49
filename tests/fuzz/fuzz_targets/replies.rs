//! What a server may answer: compressed, as JSON, as a receipt, as a header that says when to come back.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::replies(input));
