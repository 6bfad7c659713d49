//! Payment codes: as they come, and with a right check sum put behind them, so that what lies deeper is met too.
#![no_main]

use citizen_domain::vietqr::VietQr;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    for payload in [input.to_owned(), sealed(input)] {
        let Ok(read) = VietQr::parse(&payload) else { continue };
        // Texts may be longer or stranger than what is made; what can be made must read back the same.
        if let Ok(made) = read.payload() {
            let again = VietQr::parse(&made).expect("what was made reads");
            assert_eq!((&again.bin, &again.account, again.amount_vnd), (&read.bin, &read.account, read.amount_vnd));
        }
    }
});

/// CRC-16/CCITT-FALSE written a second time, so that the reader is not checked by itself.
fn sealed(input: &str) -> String {
    let body = format!("{input}6304");
    let mut crc = 0xFFFF_u32;
    for byte in body.bytes() {
        crc ^= u32::from(byte) << 8;
        for _ in 0..8 {
            crc <<= 1;
            if crc & 0x1_0000 != 0 {
                crc ^= 0x1_1021;
            }
        }
    }
    format!("{body}{crc:04X}")
}
