//! The text of a QR that should hold a receipt, and receipts as they are put into one.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| citizen_fuzz::receipt_qr(input));
