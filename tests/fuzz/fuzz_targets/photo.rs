//! Any bytes as a photo for a report.
#![no_main]

libfuzzer_sys::fuzz_target!(init: citizen_fuzz::tolerate_caught_panics(), |input: &[u8]| citizen_fuzz::photo(input));
